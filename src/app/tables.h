#pragma once
#include <vector>

#include "kit/field/field.h"

// Every table that the journal speaks of: what verification folds, and what a test compares with the migrated schema.
namespace app {

const std::vector<const kit::Table*>& journaled_tables();

}  // namespace app
