#pragma once
#include "partnership/tx.h"

// That a party took its whole copy of the record away: everybody may see when that was, and by whom.
namespace partnership {

struct CopyTaken {
  static constexpr auto prefix = "copy";
  Id<CopyTaken> id;
  Id<Party> party;
  Id<Person> person;
  std::int64_t entries = 0;  // of the tree, then
  Instant taken_at;
  static const Table& table();
};

// Newest first, a few.
std::vector<CopyTaken> latest_copies(Reader& db);
// Refuses who is no administrator. The copy is that of the party they sit for.
CopyTaken take_copy(Tx& tx);

}  // namespace partnership
