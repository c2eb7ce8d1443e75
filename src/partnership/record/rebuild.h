#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "kit/db/db.h"
#include "kit/field/field.h"

// Makes the tables again from the journal: into a new and empty database, from a live one, a backup or a party's copy.
// The journal is taken over byte for byte; every journaled table is written by its entries, one after another; every
// projection is worked out from those tables. What is kept beside the journal (passwords, drafts, how people want to be
// told and what they were told, and the words of needs and clocks) is taken over where the source has it.
// docs/journal.md, section 8, says of each table which of these it is.
namespace partnership {

struct Rebuilt {
  std::int64_t entries = 0, rows = 0;
  std::vector<std::string> faults;  // entries that could not be applied, in words
};

// `into` has the schema and nothing else; otherwise throws std::runtime_error. All of it is one transaction.
Rebuilt rebuild(kit::Database& from, kit::Database& into, const std::vector<const kit::Table*>& tables,
                const std::function<void(double)>& progress = {});

// The tables taken over as they are: the journal's own, and what is kept beside it.
std::vector<std::string_view> tables_taken_over();

}  // namespace partnership
