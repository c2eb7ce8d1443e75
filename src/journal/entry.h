#pragma once
// One line of the partnership's record as the tree sees it: when which kind of thing was written, from which seat,
// behind which wall, and a salted digest of what was written. The body itself is not part of the entry, so a personal
// datum can be erased later and every proof still holds. An entry has exactly one spelling in bytes, given in
// docs/journal.md, and that spelling is final: it has been hashed.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "journal/hash.h"

namespace journal {

inline constexpr std::size_t salt_size = 32;

struct Entry {
  std::uint64_t sequence = 0;
  std::int64_t time = 0;  // microseconds since 1970 UTC
  std::string kind;       // [a-z0-9_.]+ of at most 100 characters, such as decisions.closure
  std::string seat;       // [A-Za-z0-9_-]+ of at most 100 characters; empty if no seat acted
  std::string wall;       // joint, party:<id>, case:<id> or person:<id>, the id spelled like a seat
  Hash body_digest{};

  bool operator==(const Entry&) const = default;
};

/// An entry whose names are still where they were read, and live as long as those bytes.
struct EntryView {
  std::uint64_t sequence = 0;
  std::int64_t time = 0;
  std::string_view kind, seat, wall;
  Hash body_digest{};
};

/// The canonical bytes. Throws std::invalid_argument if a field is not spelled as stated above.
std::string encode(const Entry& entry);
/// Accepts exactly the bytes that encode() produces.
std::optional<Entry> decode(std::string_view bytes);
/// The same without copying its names.
std::optional<EntryView> view(std::string_view bytes);

/// SHA-256(salt || body). Requires a salt of exactly 32 bytes, random and new for each body, without which a digest of
/// a short body could be guessed; throws std::invalid_argument otherwise.
Hash body_digest(std::string_view salt, std::string_view body);
/// 32 random bytes.
std::string new_salt();

}  // namespace journal
