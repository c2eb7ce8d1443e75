#pragma once
// Hashes and numbers as text, in the only spelling the journal accepts: lower-case hex, base64 with the standard
// alphabet and canonical padding (RFC 4648 section 4), decimals without leading zeros. Readers are strict, so that one
// value has one spelling: whatever they accept, the writer beside them gives back byte for byte. A refusal is an empty
// optional.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "journal/hash.h"

namespace journal {

std::string hex(std::string_view bytes);
std::string hex(const Hash& hash);
std::optional<std::string> hex_decode(std::string_view text);

std::string base64(std::string_view bytes);
std::string base64(const Hash& hash);
/// Refuses other alphabets, white space, missing or superfluous padding, and unused bits that are not zero.
std::optional<std::string> base64_decode(std::string_view text);
/// The 44 characters of a 32-byte hash.
std::optional<Hash> hash_from_base64(std::string_view text);

std::optional<std::uint64_t> decimal(std::string_view text);
std::optional<std::int64_t> signed_decimal(std::string_view text);

/// `bytes` numbers, most significant byte first.
std::string big_endian(std::uint64_t number, int bytes);
/// Requires at most 8 bytes.
std::uint64_t from_big_endian(std::string_view bytes);

/// Cuts the text up to the next line feed from the front of `rest`, the line feed too. Nothing if there is no line
/// feed.
std::optional<std::string_view> take_line(std::string_view& rest);

}  // namespace journal
