#pragma once
#include "partnership/record/projections.h"

// Levels that stand for a quarter, and the teams that moved from the quarter before.
namespace path {

void count_levels(kit::Session& db, const partnership::AddTally& add);

}  // namespace path
