#include <algorithm>
#include <map>
#include <set>

#include "modules/path/path.h"

namespace path {
namespace {

constexpr int quarters_shown = 12;

bool is_core(Role role) { return role == Role::co_lead || role == Role::representative || role == Role::champion; }

bool seated(const std::vector<teams::TeamSeat>& seats, Role role, const Id<Party>& party) {
  return std::ranges::any_of(seats, [&](auto& one) { return one.seat.role == role && one.seat.party == party; });
}

void look_at_seats(Evidence& evidence, const std::vector<teams::TeamSeat>& seats, const std::vector<Party>& parties) {
  evidence.co_leads_of_all_parties = evidence.sponsors_of_all_parties = !parties.empty();
  for (const Party& party : parties) {
    if (!seated(seats, Role::co_lead, party.id)) evidence.co_leads_of_all_parties = false;
    if (party.mark != Mark::triangle && !seated(seats, Role::sponsor, party.id))
      evidence.sponsors_of_all_parties = false;
  }
  evidence.has_champion = std::ranges::any_of(seats, [](auto& one) { return one.seat.role == Role::champion; });
}

using Completed = std::set<std::pair<std::string, std::string>>;  // person, course

Completed completed_courses(Reader& db, const Team& team) {
  Completed completed;
  db.each(
      "select person_id, course from trainings where person_id in (select person_id from seats where place_id = $1"
      " and role in ('co_lead', 'representative', 'champion')) and course in ($2, $3)",
      {team.id, member_course, co_lead_course},
      [&](const kit::Row& row) { completed.emplace(row.text(0), row.text(1)); });
  return completed;
}

void look_at_training(Evidence& evidence, const std::vector<teams::TeamSeat>& seats, const Completed& completed) {
  std::set<std::string> core, trained;
  bool any = false, all = true;
  for (const teams::TeamSeat& one : seats) {
    const std::string& person = one.seat.person.text;
    if (!is_core(one.seat.role)) continue;
    core.insert(person);
    if (completed.contains({person, std::string(member_course)})) trained.insert(person);
    if (one.seat.role != Role::co_lead) continue;
    any = true;
    all = all && completed.contains({person, std::string(co_lead_course)});
  }
  evidence.trained_share = core.empty() ? 0 : static_cast<double>(trained.size()) / static_cast<double>(core.size());
  evidence.co_leads_trained = any && all;
}

void look_at_testing(Evidence& evidence, Reader& db, const Team& team) {
  improvement::Testing testing = improvement::testing_of(db, team.id);
  evidence.closed_cycles = testing.closed_cycles;
  evidence.most_cycles_in_one_project = testing.most_in_one_project;
  if (testing.last_documented) evidence.days_since_documented = kit::days_between(*testing.last_documented, db.today());
  evidence.targets_met = testing.projects_met_target;
  evidence.compass_points_met =
      static_cast<int>(std::set<std::string>(testing.compass_met.begin(), testing.compass_met.end()).size());
  evidence.has_run_chart = testing.tests_on_a_chart;
}

}  // namespace

std::vector<Attestation> attestations_of(Reader& db, const Id<Team>& team) {
  return db.all<Attestation>(
      "where team_id = $1 and id in (select max(id) from attestations where team_id = $1 group by criterion, party_id)",
      {team});
}
std::vector<CriterionSurvey> surveys_of(Reader& db, const Id<Team>& team) {
  return db.all<CriterionSurvey>(
      "where team_id = $1 and id in (select max(id) from criterion_surveys where team_id = $1 group by criterion)",
      {team});
}

Evidence evidence_of(Reader& db, const Team& team) {
  Evidence evidence;
  auto seats = teams::core_of(db, team.id);
  look_at_seats(evidence, seats, teams::leading_parties(db, team));
  look_at_training(evidence, seats, completed_courses(db, team));
  Date since = kit::add_days(db.today(), -90);
  if (auto contact = teams::last_contact(db, team.id))
    evidence.days_since_contact = kit::days_between(contact->contacted_on, db.today());
  evidence.contacts_in_90_days = static_cast<int>(teams::contacts_since(db, team.id, since).size());
  evidence.meetings_in_90_days = static_cast<int>(teams::meetings_since(db, team.id, since).size());
  evidence.charter_in_force = teams::charter_in_force(db, team.id).has_value();
  look_at_testing(evidence, db, team);
  return evidence;
}

Standing standing_of(Reader& db, const Team& team, Language language) {
  Standing standing = judge(criteria_in_force(db, language), evidence_of(db, team), attestations_of(db, team.id),
                            surveys_of(db, team.id), ids_of(teams::leading_parties(db, team)));
  for (Judged& one : standing.judged) one.url = "/teams/" + team.id.text + one.url;
  return standing;
}

std::optional<RatingStart> last_rating(Reader& db, const Id<Team>& team) {
  return db.maybe<RatingStart>("where team_id = $1 order by quarter desc limit 1", {team});
}
std::vector<RatingStart> ratings_of(Reader& db, const Id<Team>& team) {
  return db.all<RatingStart>("where team_id = $1 order by quarter desc limit $2", {team, quarters_shown});
}
std::optional<Rating> rating_of(Reader& db, const Id<Team>& team, const std::string& quarter) {
  return db.maybe<Rating>("where team_id = $1 and quarter = $2 order by id desc limit 1", {team, quarter});
}

Ratings ratings_seen(Reader& db, const Id<Unit>& unit, const std::string& quarter) {
  std::map<std::string, std::int64_t> totals;
  db.each("select name, total from tallies where unit_id = $1 and (period = $2 or (period = '' and name = 'teams'))",
          {unit, quarter}, [&](const kit::Row& row) { totals[std::string(row.text(0))] = row.integer(1); });
  Ratings seen{.teams = totals["teams"], .rated = totals["rated"]};
  for (int level = 1; level <= levels; ++level)
    seen.at[static_cast<std::size_t>(level - 1)] = totals["level." + std::to_string(level)];
  for (std::size_t by = 1; by <= 4; ++by) seen.movers.up[by] = totals["moved.up." + std::to_string(by)];
  seen.movers.down = totals["moved.down"];
  for (std::size_t from = 0; from < levels; ++from)
    for (std::size_t to = 0; to < levels; ++to)
      seen.flow[from][to] = totals["flow." + std::to_string(from + 1) + "." + std::to_string(to + 1)];
  return seen;
}

}  // namespace path
