#pragma once
#include <vector>

#include "kit/db/db.h"

// Several readers that see one and the same state of the record, so that as many threads can look at it. Nobody waits
// for them. At most `most`, at least one: on SQLite, where a snapshot cannot be handed over, those that happened to see
// the same newest entry and the same tree, which is the same state of every journaled table.
namespace partnership {

std::vector<kit::Session> same_snapshot(kit::Database& database, int most);

}  // namespace partnership
