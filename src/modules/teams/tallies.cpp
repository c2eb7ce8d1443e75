#include "modules/teams/tallies.h"

namespace teams {

void count_teams(kit::Session& db, const partnership::AddTally& add) {
  db.each("select unit_id, count(*) from teams where resting_since is null and ended_on is null group by unit_id", {},
          [&](const kit::Row& row) { add(row.text(0), "", "teams", row.integer(1)); });
}

}  // namespace teams
