#pragma once
#include <functional>
#include <vector>

#include "kit/db/db.h"
#include "kit/field/field.h"

// Makes the tables again from the journal: into a new and empty database, from a live one, a backup or a party's copy.
// The journal is taken over byte for byte; every journaled table is written by its entries, one after another; every
// projection is worked out from those tables. What is kept beside the journal (passwords, sessions, drafts, uploads,
// and the words of needs and clocks) is taken over where the source has it. docs/journal.md, section 8, says of each
// table which of these it is.
namespace partnership {

struct Rebuilt {
  std::int64_t entries = 0, rows = 0;
  std::vector<std::string> faults;  // entries that could not be applied, in words
};

// `into` has the schema and nothing else; otherwise throws std::runtime_error. All of it is one transaction.
Rebuilt rebuild(kit::Database& from, kit::Database& into, const std::vector<const kit::Table*>& tables,
                const std::function<void(double)>& progress = {});

}  // namespace partnership
