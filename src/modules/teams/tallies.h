#pragma once
#include "partnership/projections.h"

namespace teams {

// Teams that are active, at their units.
void count_teams(kit::Session& db, const partnership::AddTally& add);

}  // namespace teams
