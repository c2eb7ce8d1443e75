#pragma once
#include <functional>
#include <string>
#include <vector>

#include "kit/db/db.h"
#include "kit/field/field.h"

// Checks a partnership's record from the database alone: every entry against its leaf, every leaf against the tree's
// heads, every body against its digest, and every row of every table against what the journal says of it. Memory stays
// flat; the fold of the journal is kept in a temporary file.
namespace partnership {

struct Verification {
  std::int64_t entries = 0;         // in the journal
  std::int64_t integrated = 0;      // of them, leaves of the tree
  std::int64_t erased = 0;          // bodies that were erased
  std::int64_t rows = 0;            // of all tables, compared
  std::string root;                 // base64, of the newest head
  std::vector<std::string> faults;  // in words, the first ones; empty when all is well
  bool good() const { return faults.empty(); }
};

// `progress` is told a share between 0 and 1, about a hundred times; it may throw to stop.
Verification verify(kit::Database& database, const std::vector<const kit::Table*>& tables,
                    const std::function<void(double)>& progress = {});

}  // namespace partnership
