#include "modules/improvement/coverage.h"

namespace improvement {
namespace {

// 0, 1, or 2 for more: whether it is the first, and no further.
std::int64_t some(Reader& db, const std::string& rows, const Id<Team>& team) {
  return db.value<std::int64_t>("select count(*) from (select 1 from projects " + rows + " limit 2) as first_ones",
                                {team});
}
std::int64_t projects(Reader& db, const Id<Team>& team) { return some(db, "where team_id = $1", team); }
std::int64_t running(Reader& db, const Id<Team>& team) {
  return some(db, "where team_id = $1 and not exists (select 1 from project_endings where project_id = projects.id)",
              team);
}
std::int64_t signed_savings(Reader& db, const Id<Team>& team) {
  return some(db,
              "join savings on savings.project_id = projects.id"
              " join saving_validations on saving_id = savings.id where team_id = $1",
              team);
}

// Two first ones at once: the second must see the first.
void alone(Tx& tx, const Id<Team>& team) { tx.lock("projects of " + team.text); }

}  // namespace

void cover_project(Tx& tx, const Project& project, const Id<Unit>& unit) {
  alone(tx, project.team);
  if (projects(tx, project.team) == 1) tx.tally(unit, "", "with.projects", 1);
  if (running(tx, project.team) == 1) tx.tally(unit, "", "with.running", 1);
}

void cover_ending(Tx& tx, const Id<Project>& project, const Id<Unit>& unit) {
  Id<Team> team = find_project(tx, project).team;
  alone(tx, team);
  if (running(tx, team) == 0) tx.tally(unit, "", "with.running", -1);
}

void cover_validation(Tx& tx, const Id<Project>& project, const Id<Unit>& unit) {
  Id<Team> team = find_project(tx, project).team;
  alone(tx, team);
  if (signed_savings(tx, team) == 1) tx.tally(unit, "", "with.savings", 1);
}

}  // namespace improvement
