#include "modules/rooms/rooms.h"

namespace rooms {

Totals totals_of(Reader& db, const Id<Unit>& unit, const std::string& period) {
  Totals totals;
  db.each("select name, total from tallies where unit_id = $1 and period = $2", {unit, period},
          [&](const kit::Row& row) { totals[std::string(row.text(0))] = row.integer(1); });
  return totals;
}

std::int64_t total(const Totals& totals, std::string_view name) {
  auto found = totals.find(name);
  return found == totals.end() ? 0 : found->second;
}

namespace {

// A team that rests or has ended still stands behind older figures, but no longer among those that are to report.
Coverage of_teams(std::int64_t reporting, std::int64_t teams) { return {std::min(reporting, teams), teams}; }

void add_coverage(FromAbove& seen) {
  seen.with_rating = of_teams(seen.rated, seen.teams);
  seen.with_projects = of_teams(total(seen.now, "with.projects"), seen.teams);
  seen.with_running = of_teams(total(seen.now, "with.running"), seen.teams);
  seen.with_savings = of_teams(total(seen.now, "with.savings"), seen.teams);
}

void add_levels(FromAbove& seen, const Totals& totals) {
  seen.rated = total(totals, "rated");
  seen.moved_down = total(totals, "moved.down");
  for (int i = 0; i < 5; ++i) seen.levels[i] = total(totals, "level." + std::to_string(i + 1));
  for (int i = 1; i < 5; ++i) seen.moved_up[i] = total(totals, "moved.up." + std::to_string(i));
}

}  // namespace

FromAbove from_above(Reader& db, const Unit& unit, Language language) {
  FromAbove seen{.unit = unit};
  const Totals& now = seen.now = totals_of(db, unit.id, "");
  seen.teams = total(now, "teams");
  seen.projects = total(now, "projects");
  seen.live_projects = total(now, "projects.live");
  seen.cycles = total(now, "cycles.closed");
  seen.one_time_cents = total(now, "savings.one_time");
  seen.recurring_cents = total(now, "savings.recurring");
  for (auto& point : improvement::compass(db, language))
    seen.by_compass.emplace_back(point, total(now, "projects." + point.key));
  seen.quarter = db.maybe_value<std::string>(
                       "select period from tallies where unit_id = $1 and period < 'due' and name = 'rated'"
                       " order by period desc limit 1",
                       {unit.id})
                     .value_or("");
  if (!seen.quarter.empty()) add_levels(seen, totals_of(db, unit.id, seen.quarter));
  seen.overdue = count_overdue(db, unit.id);
  add_coverage(seen);
  return seen;
}

std::vector<ChildLine> children_from_above(Reader& db, const Unit& unit, const std::string& quarter) {
  std::map<std::string, ChildLine> lines;
  std::vector<std::string> order;
  for (Unit& child : children_of(db, unit.id)) {
    order.push_back(child.id.text);
    lines[child.id.text].unit = std::move(child);
  }
  db.each(
      "select tallies.unit_id, tallies.name, total from units join tallies on tallies.unit_id = units.id"
      " and period = '' and tallies.name in ('teams', 'projects', 'with.projects') where parent_id = $1 union all "
      "select tallies.unit_id, tallies.name, total from units join tallies on tallies.unit_id = units.id"
      " and period = $2 and tallies.name in ('rated', 'level.4', 'level.5') where parent_id = $1",
      {unit.id, quarter}, [&](const kit::Row& row) {
        ChildLine& line = lines[std::string(row.text(0))];
        std::string_view name = row.text(1);
        if (name == "teams")
          line.teams = row.integer(2);
        else if (name == "projects")
          line.projects = row.integer(2);
        else if (name == "with.projects")
          line.with_projects = row.integer(2);
        else if (name == "rated")
          line.rated = row.integer(2);
        else
          line.high += row.integer(2);
      });
  std::vector<ChildLine> result;
  for (auto& id : order) result.push_back(std::move(lines[id]));
  return result;
}

}  // namespace rooms
