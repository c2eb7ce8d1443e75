#include <fmt/format.h>

#include "kit/http/uri.h"
#include "modules/setup/living.h"
#include "modules/solving/solving.h"

// What is open today: somebody’s signature, word or visit is waited for.
namespace setup {
namespace {

std::string_view evidence_for(std::string_view dimension) {
  if (dimension == "sponsorship")
    return "Both sponsors came to the huddle this month; the dates are with their contacts.";
  if (dimension == "leadership") return "We plan every meeting together on Mondays and lead it by turns.";
  if (dimension == "training") return "The training list hangs on the board; two people go next month.";
  if (dimension == "team_process") return "Agendas and outcomes of the last six meetings are in the record.";
  if (dimension == "engagement") return "Eleven ideas from the box since summer, each answered by name.";
  if (dimension == "use_of_tools") return "Three tests of change, with predictions written down before.";
  return "The wait is on the board every week, and everybody can say what moved it.";
}

}  // namespace

void Play::today() {
  open_charter_version();
  rating_to_sign();
  table_of_transport();
  meetings_of_transport();
  const TeamOnStage& transport = stage("pt");
  Id<Person> ana = transport.labor_lead, ben = transport.management_lead;

  // Ben's new aim waits for Ana.
  at(ago(5), 10 * 60, ben,
     [team = transport.id, theme = transport.told->themes[1], by = kit::add_days(on_, 150)](Tx& tx) {
       improvement::Project project{.id = {}, .external_id = {}, .team = team, .series = std::nullopt};
       project.title = theme.title;
       project.problem = theme.problem;
       project.measure = theme.measure;
       project.unit = theme.unit;
       project.direction = improvement::Direction::lower;
       project.from_value = kit::whole(static_cast<std::int64_t>(theme.from));
       project.to_value = kit::whole(static_cast<std::int64_t>(theme.to));
       project.by_date = by;
       project.population = theme.population;
       project.goal = "Care that people can pay for";
       project.compass = theme.compass;
       sign_if_asked(tx, improvement::start_project(tx, project).id.text);
     });
  at(ago(1), 18 * 60, ana, [team = transport.id](Tx& tx) {
    std::string title = "Water and stools at the bays",
                problem = "On double shifts nobody sits down between two and six.";
    save_draft(tx, "/projects/new?team=" + team.text, "New project",
               fmt::format("team_id={}&title={}&problem={}", team.text, kit::percent_encode(title),
                           kit::percent_encode(problem)));
  });
  // A new team that nobody leads yet: labor and management are asked to put somebody forward.
  at(ago(6), 11 * 60, people_["tom"], [unit = units_["d-reg"]](Tx& tx) {
    teams::register_team(tx, {"int", "Interpreters", "Nobody signs what they could not read.", unit, {}});
  });
  at(ago(3), 9 * 60 + 30, people_["olga"], [](Tx& tx) {
    Policy policy = propose_policy(tx, "clocks", R"({"sponsor_contact":{"days":35}})",
                                   "Sponsors with eight teams cannot keep thirty days in the weeks of bargaining.");
    sign_if_asked(tx, policy.id.text);
  });
}

// What was decided in a year, a problem solved by interests, and one in the middle.
void Play::table_of_transport() {
  const TeamOnStage& team = stage("pt");
  decisions::ExamplePlace place{team.id, team.labor_lead, team.management_lead};
  int minute = 10 * 60;
  for (auto& acts : {decisions::example_acts(place), solving::example_acts(place)})
    for (auto& act : acts) at(ago(act.days_ago), minute++, act.who, act.act);
}

// A series of meetings, one of them closed and one coming.
void Play::meetings_of_transport() {
  const TeamOnStage& team = stage("pt");
  int minute = 14 * 60;
  for (auto& act : meetings::example_acts({team.id, team.labor_lead, team.management_lead}, on_))
    at(ago(act.days_ago), minute++, act.who, act.act);
}

// A second version of the charter: read by Ben, half read by Ana, with one section of hers that Ben has not seen.
void Play::open_charter_version() {
  const TeamOnStage& team = stage("pt");
  auto id = std::make_shared<std::string>();
  at(ago(9), 14 * 60, team.management_lead, [id, team_id = team.id](Tx& tx) {
    teams::Charter charter = teams::open_charter(tx, team_id);
    *id = charter.id.text;
    teams::write_section(tx, charter.id, "quorum",
                         "We decide when half of the core group is there, people from both parties among them, and one "
                         "person from nights.");
    for (const std::string& section : teams::charter_section_names()) sign_if_asked(tx, *id, section);
  });
  at(ago(2), 15 * 60, team.labor_lead, [id](Tx& tx) {
    teams::write_section(tx, {*id}, "ground_rules",
                         "Start on time. One person speaks. Problems, not people. What is said about a patient stays "
                         "here. Nights join by phone.");
    for (const std::string& section : teams::charter_section_names())
      if (section != "quorum" && section != "decisions") sign_if_asked(tx, *id, section);
  });
}

// Ana and Ben have given their word on what the record cannot show, but for one thing Ben has not; the quarter's rating
// lies before both sponsors.
void Play::rating_to_sign() {
  const TeamOnStage& team = stage("pt");
  auto attest_as = [&](const Id<Person>& who, int days, bool all) {
    at(ago(days), 12 * 60, who, [team_id = team.id, all](Tx& tx) {
      bool left_out = all;
      for (const path::Criterion& criterion : path::criteria_in_force(tx, Language::en).criteria) {
        if (criterion.source != path::Source::attested) continue;
        if (criterion.level == 5 && !std::exchange(left_out, true)) continue;
        path::attest(tx, team_id, criterion.key, true, std::string(evidence_for(criterion.dimension)));
      }
    });
  };
  attest_as(team.labor_lead, 21, true);
  attest_as(team.management_lead, 18, false);
  at(ago(16), 12 * 60, team.labor_lead, [team_id = team.id](Tx& tx) {
    for (const path::Criterion& criterion : path::criteria_in_force(tx, Language::en).criteria)
      if (criterion.source == path::Source::surveyed)
        path::record_survey(
            tx, {.id = {}, .team = team_id, .criterion = criterion.key, .asked = 34, .answered = 31, .agreed = 30});
  });
  at(ago(3), 15 * 60, team.labor_lead, [team_id = team.id](Tx& tx) { path::propose_rating(tx, team_id); });
}

}  // namespace setup
