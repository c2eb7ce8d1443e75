#pragma once
#include "partnership/assent.h"

// Erasing what one entry said: a person may ask for it, and the law may give them the right. The administrators of all
// parties sign it, as they sign a rule; then body and salt are gone, and the value where it still stands in its table.
// The entry stays with its digest, which tells nothing without the salt, so every proof holds. That it was erased, by
// whose signatures and why, is in the journal itself; a body that is missing without it is a fault.
namespace partnership {

struct Erasure {
  static constexpr auto prefix = "erasure";
  Id<Erasure> id;
  std::int64_t sequence = 0;
  std::string subject;
  std::string fields;
  std::string reason;
  Instant asked_at;
  static const Table& table();
};

struct ErasureEnding {
  Id<Erasure> erasure;
  std::int64_t sequence = 0;
  std::string subject;
  std::string remains;
  Instant erased_at;
  static const Table& table();
};

// The fields of the rows an entry wrote that may be blanked: words, but no names by which rows find each other.
std::vector<std::string> erasable_fields(Reader& db, std::int64_t sequence);

// Asks every party. Refuses who is no administrator, an entry they cannot read or whose words are gone already, and
// a field that is not erasable.
Erasure ask_erasure(Tx& tx, std::int64_t sequence, const std::vector<std::string>& fields, const std::string& reason);
// The last one asked about an entry.
std::optional<Erasure> erasure_of(Reader& db, std::int64_t sequence);

// Reactions to assent of the kind record.erasure.
void erasure_agreed(Tx& tx, const Assent& assent);
std::string url_of_erasure(Reader& db, const Assent& assent);

}  // namespace partnership
