#pragma once
#include "partnership/record/projections.h"

// Teams that are active, at their units.
namespace teams {

void count_teams(kit::Session& db, const partnership::AddTally& add);

}  // namespace teams
