#include "app/reactions.h"

#include "modules/improvement/improvement.h"
#include "modules/path/path.h"
#include "modules/teams/teams.h"
#include "partnership/naming.h"
#include "partnership/policy.h"

namespace app {
namespace {

using namespace partnership;

std::string charter_url(Reader& db, const Assent& assent) {
  auto charter = db.find<teams::Charter>({assent.subject});
  return "/teams/" + charter.team.text + "/charter#" + assent.part;
}
std::string rating_url(Reader& db, const Assent& assent) {
  return "/teams/" + db.find<path::Rating>({assent.subject}).team.text + "/path";
}
std::string policy_url(Reader& db, const Assent& assent) {
  auto policy = db.find<Policy>({assent.subject});
  return "/policies/" + policy.name + "/" + std::to_string(policy.version);
}

void names_of_things() {
  name_by("team", "select name from teams where id = $1");
  name_by("project", "select title from projects where id = $1");
  name_by("metric", "select name from metrics where id = $1");
  name_by("series", "select metrics.name from series join metrics on metrics.id = metric_id where series.id = $1");
  name_by("cycle", "select title from test_cycles where id = $1");
  name_by("charter", "select teams.name from charters join teams on teams.id = team_id where charters.id = $1");
  name_by("policy", "select name from policies where id = $1");
  name_by("assent", "select kind from assents where id = $1");
}

void assents() {
  on_assent("charter.section", {.agreed = teams::section_agreed, .sent_back = {}, .url = charter_url});
  on_assent("project.aim", {.agreed = {}, .sent_back = {}, .url = improvement::url_of_question});
  on_assent("saving", {.agreed = improvement::saving_agreed, .sent_back = {}, .url = improvement::url_of_question});
  on_assent("measures.phase",
            {.agreed = improvement::phase_agreed, .sent_back = {}, .url = improvement::url_of_question});
  on_assent("path.rating", {.agreed = path::rating_agreed, .sent_back = {}, .url = rating_url});
  on_assent("policy", {.agreed = [](Tx& tx, const Assent& assent) { start_policy(tx, {assent.subject}); },
                       .sent_back = {},
                       .url = policy_url});
}

}  // namespace

void wire_reactions() {
  names_of_things();
  assents();
}

}  // namespace app
