#pragma once
#include <set>
#include <string>

#include "kit/db/db.h"

// What one act adds to the tables of the journal, in the act's own transaction.
namespace partnership {

struct NewEntry {
  std::int64_t sequence = 0;
  std::string entry, wall;  // canonical bytes, and who may read them
  std::string salt, body;
  std::string kind, seat;  // the true ones, also behind a wall
  std::set<std::string> subjects;
};

std::int64_t next_sequence(kit::Session& db, std::int64_t last);
void append_entry(kit::Session& db, const NewEntry& entry);

}  // namespace partnership
