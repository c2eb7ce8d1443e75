#pragma once
// SHA-256 and the two hashes of an RFC 6962 tree: a leaf is hashed behind the byte 0x00 and an inner node behind 0x01,
// so that nobody can pass a node off as a leaf. Bytes travel as std::string_view and need not be text. Every function
// may be called from any thread; hashing keeps one context per thread. A fault of the crypto library throws
// std::runtime_error.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace journal {

inline constexpr std::size_t hash_size = 32;
using Hash = std::array<std::uint8_t, hash_size>;

Hash sha256(std::string_view bytes);
/// SHA-256 of the first bytes followed by the second, without joining them in memory.
Hash sha256(std::string_view first, std::string_view second);

/// SHA-256(0x00 || entry)
Hash leaf_hash(std::string_view entry);
Hash leaf_hash(std::span<const std::uint8_t> entry);

/// SHA-256(0x01 || left || right)
Hash node_hash(const Hash& left, const Hash& right);

/// The root of a tree without leaves: SHA-256 of nothing.
Hash empty_root();

/// The 32 raw bytes, for a column, a tile or another hash. The view lives as long as the hash.
std::string_view bytes_of(const Hash& hash);
/// Nothing unless there are exactly 32 bytes.
std::optional<Hash> hash_from_bytes(std::string_view bytes);

}  // namespace journal
