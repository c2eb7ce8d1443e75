#include "app/reactions.h"

#include <algorithm>

#include "modules/changes/changes.h"
#include "modules/decisions/decisions.h"
#include "modules/feeds/feeds.h"
#include "modules/governance/governance.h"
#include "modules/improvement/improvement.h"
#include "modules/measures/dictionary.h"
#include "modules/measures/rollup.h"
#include "modules/measures/unit_moves.h"
#include "modules/meetings/meetings.h"
#include "modules/path/path.h"
#include "modules/solving/solving.h"
#include "modules/teams/teams.h"
#include "partnership/conversation.h"
#include "partnership/extensions.h"
#include "partnership/naming.h"
#include "partnership/policy.h"
#include "partnership/record/erasure.h"
#include "partnership/record/places.h"

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
  name_by("definition", "select name from metric_versions where id = $1");
  name_by("series", "select metrics.name from series join metrics on metrics.id = metric_id where series.id = $1");
  name_by("chart_change",
          "select metrics.name from chart_changes join series on series.id = series_id join metrics on metrics.id = "
          "metric_id where chart_changes.id = $1");
  name_by("moveproposal",
          "select units.name from unit_move_proposals join units on units.id = unit_id where"
          " unit_move_proposals.id = $1");
  name_by("feed", "select name from feeds where id = $1");
  name_by("load", "select files from loads where id = $1");
  name_by("cycle", "select title from test_cycles where id = $1");
  name_by("decision", "select title from decisions where id = $1");
  name_by("body", "select name from bodies where id = $1");
  name_by("change", "select title from changes where id = $1");
  name_by("followup", "select what from follow_ups where id = $1");
  name_by("issue", "select question from issues where id = $1");
  name_by("interest", "select body from interests where id = $1");
  name_by("option", "select body from issue_options where id = $1");
  name_by("standard", "select body from issue_standards where id = $1");
  name_by("step", "select what from agreement_steps where id = $1");
  name_by("meeting", "select title from meetings where id = $1");
  name_by("meetingseries", "select title from meeting_series where id = $1");
  name_by("item", "select title from agenda_items where id = $1");
  name_by("action", "select what from meeting_actions where id = $1");
  name_by("policy", "select name from policies where id = $1");
  known_by("assent", "select subject_id from assents where id = $1");
  known_by("clock", "select subject_id from clocks where id = $1");
  // Also of a section, "charter_01….purpose": an id is as long as every other of its kind.
  known_by("charter", "select team_id from charters where id = substr($1, 1, 34)");
  known_by("bodycharter", "select body_id from body_charters where id = substr($1, 1, 38)");
  known_by("rating", "select team_id from ratings where id = $1");
  known_by("saving", "select project_id from savings where id = $1");
  known_by("phaseproposal", "select project_id from phase_proposals where id = $1");
  known_by("moveproposal", "select unit_id from unit_move_proposals where id = $1");
  known_by("agreement", "select issue_id from issue_agreements where id = $1");
}

void places_of_things() {
  lies_in("team", "select unit_id from teams where id = $1");
  lies_in("body", "select unit_id from bodies where id = $1");
  lies_in("change", "select unit_id from changes where id = $1");
  lies_in("decision", "select unit_id from decisions where id = $1");
  lies_in("issue", "select unit_id from issues where id = $1");
  lies_in("meeting", "select unit_id from meetings where id = $1");
  lies_in(
      "action",
      "select unit_id from meeting_actions join meetings on meetings.id = meeting_id where meeting_actions.id = $1");
  lies_in("charter",
          "select unit_id from charters join teams on teams.id = team_id where charters.id = substr($1, 1, 34)");
  lies_in("bodycharter",
          "select unit_id from bodies where id = (select body_id from body_charters where id = substr($1, 1, 38))");
  lies_in("project", "select unit_id from projects join teams on teams.id = team_id where projects.id = $1");
  lies_in("cycle",
          "select unit_id from test_cycles join projects on projects.id = project_id"
          " join teams on teams.id = team_id where test_cycles.id = $1");
  lies_in("saving",
          "select unit_id from savings join projects on projects.id = project_id"
          " join teams on teams.id = team_id where savings.id = $1");
  lies_in("feed", "select place_id from feeds where id = $1");
  lies_in("series",
          "select coalesce((select unit_id from teams where id = place_id), place_id) from series where id = $1");
}

// What a feed brings is counted otherwise from the day its metric's newest definition is in force.
void tell_feeds(Tx& tx, const Id<measures::Metric>& metric) {
  auto versions = measures::versions_of(tx, metric);
  if (versions.empty() || !versions.front().since) return;
  auto breaks = measures::breaks_of(versions);
  if (std::ranges::find(breaks, *versions.front().since) != breaks.end())
    feeds::definition_changed(tx, metric, *versions.front().since, versions.front().version.name);
}

void units() { on_unit_elsewhere(measures::roll_up_again); }

void alarms() { measures::let_feeds_say_what_is_due(feeds::awaited_of); }

void assents() {
  on_assent("charter.section", {.agreed = teams::section_agreed, .sent_back = {}, .url = charter_url});
  on_assent("project.aim", {.agreed = {}, .sent_back = {}, .url = improvement::url_of_question});
  on_assent("saving", {.agreed = improvement::saving_agreed, .sent_back = {}, .url = improvement::url_of_question});
  on_assent("teams.turn_proposal",
            {.agreed = teams::turn_agreed,
             .sent_back = teams::turn_sent_back,
             .url = [](Reader&, const Assent& assent) { return "/teams/" + assent.subject + "/turns"; }});
  on_assent("improvement.ending_proposal",
            {.agreed = improvement::ending_agreed, .sent_back = {}, .url = improvement::url_of_question});
  on_assent("improvement.phase_proposal",
            {.agreed = improvement::phase_agreed, .sent_back = {}, .url = improvement::url_of_question});
  on_assent("clock.extension", {.agreed = extension_agreed, .sent_back = {}, .url = [](Reader&, const Assent& assent) {
                                  return "/clocks/" + assent.subject;
                                }});
  on_assent("measures.definition", {.agreed =
                                        [](Tx& tx, const Assent& assent) {
                                          measures::definition_agreed(tx, assent);
                                          auto metric = tx.find(Id<measures::MetricVersion>{assent.subject}).metric;
                                          tell_feeds(tx, metric);
                                          improvement::measure_all_savings(tx, measures::find_metric(tx, metric));
                                        },
                                    .sent_back = {},
                                    .url = measures::url_of_definition});
  on_assent("measures.chart_change",
            {.agreed = measures::chart_change_agreed, .sent_back = {}, .url = measures::url_of_chart_change});
  on_assent("measures.unit_move",
            {.agreed = measures::unit_move_agreed, .sent_back = {}, .url = measures::url_of_unit_move});
  on_assent("measures.mapping", {.agreed = {}, .sent_back = {}, .url = measures::url_of_mapping});
  on_assent("path.rating", {.agreed = path::rating_agreed, .sent_back = {}, .url = rating_url});
  on_assent("record.erasure", {.agreed = erasure_agreed, .sent_back = {}, .url = url_of_erasure});
  on_assent("decisions.sign_off",
            {.agreed = decisions::signed_off, .sent_back = {}, .url = decisions::url_of_question});
  on_assent("decisions.early_close",
            {.agreed = decisions::early_close_agreed, .sent_back = {}, .url = decisions::url_of_question});
  on_assent("decisions.carried_out",
            {.agreed = decisions::completion_agreed, .sent_back = {}, .url = decisions::url_of_question});
  on_assent("solving.agreement",
            {.agreed = solving::agreement_signed, .sent_back = {}, .url = solving::url_of_question});
  on_assent("governance.charter",
            {.agreed = governance::charter_agreed, .sent_back = {}, .url = [](Reader&, const Assent& assent) {
               return governance::url_of({assent.place}, "/charter");
             }});
  on_assent("governance.charter_section",
            {.agreed = governance::section_agreed, .sent_back = {}, .url = [](Reader&, const Assent& assent) {
               return governance::url_of({assent.place}, "/charter#" + assent.part);
             }});
  on_assent("governance.turn",
            {.agreed = governance::turn_agreed, .sent_back = {}, .url = [](Reader&, const Assent& assent) {
               return governance::url_of({assent.place}, "/turns");
             }});
  on_assent("meetings.agenda", {.agreed = {}, .sent_back = {}, .url = meetings::url_of_question});
  on_assent("meetings.minutes",
            {.agreed = meetings::minutes_approved, .sent_back = {}, .url = meetings::url_of_question});
  on_assent("meetings.quorum", {.agreed = meetings::quorum_agreed, .sent_back = {}, .url = meetings::url_of_question});
  on_assent("policy", {.agreed = [](Tx& tx, const Assent& assent) { start_policy(tx, {assent.subject}); },
                       .sent_back = {},
                       .url = policy_url});
}

// A decision without agreement knows the question that was opened because of it.
std::optional<std::string> url_of_issue_about(Reader& db, const Id<decisions::Decision>& id) {
  auto issue = solving::issue_from(db, id.text);
  return issue ? std::optional(solving::url_of(issue->id)) : std::nullopt;
}

void conversations() {
  talk_about("project", [](Reader& db, const std::string& id) {
    auto project = improvement::find_project(db, {id});
    return Talk{.name = project.title, .url = "/projects/" + id, .place = project.team.text};
  });
  talk_about("decision", [](Reader& db, const std::string& id) {
    auto decision = decisions::find_decision(db, {id});
    return Talk{.name = decision.title, .url = "/decisions/" + id, .place = decision.place};
  });
  talk_about("issue", [](Reader& db, const std::string& id) {
    auto issue = solving::find_issue(db, {id});
    return Talk{.name = issue.question, .url = solving::url_of(issue.id), .place = issue.place, .wall = issue.wall};
  });
}

void conversations_on_sections() {
  talk_about("charter", [](Reader& db, const std::string& id) {
    auto subject = section_of_subject(id);
    auto team = teams::find_team(db, db.find<teams::Charter>({subject.charter}).team);
    return Talk{.name = team.name,
                .url = "/conversations/" + id,
                .place = team.id.text,
                .part = "teams.charter.section." + subject.section,
                .thing = "/teams/" + team.id.text + "/charter#" + subject.section};
  });
  talk_about("bodycharter", [](Reader& db, const std::string& id) {
    auto subject = section_of_subject(id);
    auto body = governance::find_body(db, db.find<governance::BodyCharter>({subject.charter}).body);
    return Talk{.name = body.name,
                .url = "/conversations/" + id,
                .place = body.id.text,
                .part = "governance.charter.section." + subject.section,
                .thing = governance::url_of(body.id, "/charter#" + subject.section)};
  });
}

// Needs that several share, and when one of them is done with theirs.
void shared_needs() {
  for (auto* kind : {"decisions.stance", "decisions.read"}) shared_need(kind, decisions::has_done_their_part);
}

// What a meeting had no room for becomes a question to be solved by interests.
std::string open_issue_of(Tx& tx, const meetings::Problem& problem) {
  solving::Issue asked;
  asked.question = solving::as_question(problem.title);
  if (problem.title != problem.matter) asked.background = problem.matter;
  asked.place = problem.place;
  asked.origin = problem.origin;
  return solving::open_issue(tx, asked).id.text;
}

void origins_of_issues() {
  solving::came_from("decision", [](Reader&, const std::string& id) { return "/decisions/" + id; });
  solving::came_from("action", [](Reader& db, const std::string& id) {
    auto action = db.maybe<meetings::MeetingAction>("where id = $1", {id});
    return action ? meetings::url_of(action->meeting) + "#parked" : std::string();
  });
}

}  // namespace

void wire_reactions() {
  names_of_things();
  places_of_things();
  units();
  alarms();
  assents();
  conversations();
  conversations_on_sections();
  decisions::solved_in(url_of_issue_about);
  meetings::use_problem_solving(open_issue_of, "/issues/");
  origins_of_issues();
  shared_needs();
}

}  // namespace app
