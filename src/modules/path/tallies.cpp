#include "modules/path/tallies.h"

#include "kit/time/quarter.h"
#include "partnership/record/in_parts.h"

namespace path {

void count_levels(kit::Session& db, const partnership::AddTally& add) {
  std::string team, quarter;
  std::int64_t level = 0;
  partnership::each_in_parts(
      db,
      "select unit_id, quarter, level, team_id from rating_starts join teams on teams.id = team_id"
      " order by team_id, quarter",
      [&](const kit::Row& row) {
        std::string now(row.text(1));
        std::int64_t to = row.integer(2);
        add(row.text(0), now, "rated", 1);
        add(row.text(0), now, "level." + std::to_string(to), 1);
        bool follows = team == row.text(3) && text_of(next(kit::parse_quarter(quarter).value())) == now;
        if (follows) add(row.text(0), now, "flow." + std::to_string(level) + "." + std::to_string(to), 1);
        if (follows && to < level) add(row.text(0), now, "moved.down", 1);
        if (follows && to > level) add(row.text(0), now, "moved.up." + std::to_string(to - level), 1);
        team = row.text(3), quarter = std::move(now), level = to;
      });
}

}  // namespace path
