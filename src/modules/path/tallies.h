#pragma once
#include "partnership/projections.h"

namespace path {

// Levels that stand for a quarter, and the teams that moved from the quarter before.
void count_levels(kit::Session& db, const partnership::AddTally& add);

}  // namespace path
