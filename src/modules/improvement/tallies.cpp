#include "modules/improvement/tallies.h"

#include "kit/time/quarter.h"
#include "modules/improvement/improvement.h"
#include "partnership/record/in_parts.h"

namespace improvement {
namespace {

void count_event(const partnership::AddTally& add, const kit::Row& row, const std::string& name, std::int64_t by) {
  Date on;
  read_column(row, 1, on);
  add(row.text(0), "", name, by);
  add(row.text(0), text_of(kit::quarter_of(on)), name, by);
}

// Teams that have at least one of these, at their units.
void count_covered(kit::Session& db, const partnership::AddTally& add, const std::string& name,
                   const std::string& projects) {
  db.each("select unit_id, count(*) from teams where id in (select team_id from projects " + projects +
              ") group by unit_id",
          {}, [&](const kit::Row& row) { add(row.text(0), "", name, row.integer(1)); });
}

}  // namespace

void count_projects(kit::Session& db, const partnership::AddTally& add) {
  partnership::each_in_parts(
      db, "select unit_id, projects.started_on, compass from projects join teams on teams.id = team_id",
      [&](const kit::Row& row) {
        count_event(add, row, "projects", 1);
        add(row.text(0), "", "projects.live", 1);
        for (const std::string& point : points_of(std::string(row.text(2))))
          count_event(add, row, "projects." + point, 1);
      });
  partnership::each_in_parts(
      db,
      "select unit_id, project_endings.ended_on from project_endings join projects on projects.id = project_id"
      " join teams on teams.id = team_id",
      [&](const kit::Row& row) { add(row.text(0), "", "projects.live", -1); });
  partnership::each_in_parts(
      db,
      "select unit_id, closed_on from cycle_closings join test_cycles on test_cycles.id = cycle_id"
      " join projects on projects.id = project_id join teams on teams.id = team_id",
      [&](const kit::Row& row) { count_event(add, row, "cycles.closed", 1); });
  partnership::each_in_parts(
      db,
      "select unit_id, validated_on, pace, amount from saving_validations join savings on savings.id = saving_id"
      " join projects on projects.id = project_id join teams on teams.id = team_id",
      [&](const kit::Row& row) { count_event(add, row, "savings." + std::string(row.text(2)), row.integer(3)); });
  count_covered(db, add, "with.projects", "");
  count_covered(db, add, "with.running", "where id not in (select project_id from project_endings)");
  count_covered(db, add, "with.savings",
                "where id in (select project_id from savings join saving_validations on saving_id = savings.id)");
}

partnership::Projection progress_of_projects() {
  return {.table = "project_progress",
          .columns = {"team_id", "project_id", "started_on", "live", "cycles", "closed_cycles", "documented_on",
                      "series_id", "own_series", "direction", "to_value", "compass"},
          .keys = 2,
          .reals = {},
          .booleans = {"live", "own_series"},
          .condition = "",
          .rows = [](kit::Session& db, const partnership::Projection::Give& give) {
            partnership::each_in_parts(
                db,
                "select projects.team_id, projects.id, projects.started_on,"
                " not exists (select 1 from project_endings where project_endings.project_id = projects.id),"
                " count(test_cycles.id), count(closed_on), max(coalesce(closed_on, test_cycles.started_on)),"
                " projects.series_id, coalesce(series.place_id = projects.team_id, false), projects.direction,"
                " projects.to_value, projects.compass from projects left join series on series.id = projects.series_id"
                " left join test_cycles on test_cycles.project_id = projects.id"
                " left join cycle_closings on cycle_id = test_cycles.id group by projects.id, series.place_id",
                [&](const kit::Row& row) {
                  auto text = [&](int column) {
                    return row.is_null(column) ? kit::Value() : kit::Value(row.text(column));
                  };
                  give({text(0), text(1), text(2), row.boolean(3), row.integer(4), row.integer(5), text(6), text(7),
                        row.boolean(8), text(9), row.integer(10), text(11)});
                });
          }};
}

}  // namespace improvement
