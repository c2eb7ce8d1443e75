#pragma once
#include <functional>
#include <string>

#include "kit/db/db.h"

// Hands over every row of a query without placeholders, however many there are: PostgreSQL would otherwise send the
// whole result before the first row is seen.
namespace partnership {

void each_in_parts(kit::Session& db, const std::string& sql, const std::function<void(const kit::Row&)>& row);

}  // namespace partnership
