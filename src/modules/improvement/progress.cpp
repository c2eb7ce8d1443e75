#include <algorithm>

#include "modules/improvement/improvement.h"

// One row a project answers what the team's page, its path and its home page ask of twenty projects at once.
namespace improvement {
namespace {

std::vector<Progress> select_progress(Reader& db, const Id<Team>& team) {
  std::vector<Progress> projects;
  db.each(
      "select project_id, started_on, live, cycles, closed_cycles, documented_on, own_series, direction, to_value,"
      " compass, latest, until from project_progress left join series_summaries"
      " on series_summaries.series_id = project_progress.series_id where team_id = $1",
      {team}, [&](const kit::Row& row) {
        Progress& one = projects.emplace_back();
        kit::read_column(row, 0, one.project);
        kit::read_column(row, 1, one.started_on);
        one.live = row.boolean(2);
        kit::read_column(row, 3, one.cycles);
        kit::read_column(row, 4, one.closed_cycles);
        kit::read_column(row, 5, one.documented_on);
        one.own_series = row.boolean(6);
        kit::read_column(row, 7, one.direction);
        kit::read_column(row, 8, one.to_value);
        one.compass = row.text(9);
        kit::read_column(row, 10, one.latest);
        kit::read_column(row, 11, one.until);
      });
  std::ranges::sort(projects, std::ranges::greater{},
                    [](const Progress& one) { return std::tie(one.started_on, one.project.text); });
  return projects;
}

// A figure of October documents the work up to the end of October.
std::optional<Date> documented(const Progress& one, Date today) {
  if (!one.own_series || !one.until) return one.documented_on;
  return std::max(one.documented_on, std::optional(std::min(today, *one.until)));
}

}  // namespace

std::vector<Progress> progress_of(Reader& db, const Id<Team>& team) {
  return db.once("progress of " + team.text, [&] { return select_progress(db, team); });
}

void follow_progress(Tx& tx, std::span<const Id<Project>> projects) {
  for (const Id<Project>& id : projects)
    tx.run(
        "insert into project_progress (team_id, project_id, started_on, live, cycles, closed_cycles, documented_on,"
        " series_id, own_series, direction, to_value, compass)"
        " select projects.team_id, projects.id, projects.started_on,"
        " not exists (select 1 from project_endings where project_endings.project_id = projects.id),"
        " count(test_cycles.id), count(closed_on), max(coalesce(closed_on, test_cycles.started_on)),"
        " projects.series_id, coalesce(series.place_id = projects.team_id, false), projects.direction,"
        " projects.to_value, projects.compass from projects left join series on series.id = projects.series_id"
        " left join test_cycles on test_cycles.project_id = projects.id"
        " left join cycle_closings on cycle_id = test_cycles.id where projects.id = $1"
        " group by projects.id, series.place_id"
        " on conflict (team_id, project_id) do update set started_on = excluded.started_on, live = excluded.live,"
        " cycles = excluded.cycles, closed_cycles = excluded.closed_cycles, documented_on = excluded.documented_on,"
        " series_id = excluded.series_id, own_series = excluded.own_series, direction = excluded.direction,"
        " to_value = excluded.to_value, compass = excluded.compass",
        {id});
}

std::optional<Project> live_project(Reader& db, const Id<Team>& team) {
  auto projects = progress_of(db, team);
  std::erase_if(projects, [](const Progress& one) { return !one.live; });
  if (projects.empty()) return std::nullopt;
  auto with_data = std::ranges::find_if(projects, [](const Progress& one) { return one.latest.has_value(); });
  return find_project(db, with_data == projects.end() ? projects.front().project : with_data->project);
}

Testing testing_of(Reader& db, const Id<Team>& team) {
  Testing testing;
  for (const Progress& one : progress_of(db, team)) {
    testing.closed_cycles += one.closed_cycles;
    testing.most_in_one_project = std::max(testing.most_in_one_project, one.closed_cycles);
    testing.tests_on_a_chart = testing.tests_on_a_chart || (one.cycles > 0 && one.latest.has_value());
    testing.last_documented = std::max(testing.last_documented, documented(one, db.today()));
    if (!one.latest || !meets_aim(one.direction, one.to_value, *one.latest)) continue;
    ++testing.projects_met_target;
    for (std::string& point : points_of(one.compass))
      if (std::ranges::find(testing.compass_met, point) == testing.compass_met.end())
        testing.compass_met.push_back(std::move(point));
  }
  return testing;
}

}  // namespace improvement
