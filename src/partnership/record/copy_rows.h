#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/db/db.h"

// Rows from one database into another, of whichever engine.
namespace partnership {

// `columns` as "sequence:i entry:t hash:b started:i": i a whole number, r a real one, t text, b bytes, o a truth.
struct Rows {
  std::string_view table;
  std::string_view columns;
  std::string query = {};  // where they come from; empty: the whole table
};

// Returns how many. Writes in the target's open transaction; `each_thousand` is called now and then.
std::int64_t copy_rows(kit::Session& from, kit::Connection& into, const Rows& rows,
                       const std::function<void()>& each_thousand = {});
bool has_table(kit::Session& db, std::string_view table);

}  // namespace partnership
