#include "journal/encoding.h"

#include <array>
#include <charconv>

namespace journal {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t no_digit = 255;

using DigitValues = std::array<std::uint8_t, 256>;

constexpr DigitValues values_of(std::string_view digits) {
  DigitValues values{};
  values.fill(no_digit);
  for (std::size_t i = 0; i < digits.size(); ++i) values[static_cast<std::uint8_t>(digits[i])] = std::uint8_t(i);
  return values;
}
constexpr DigitValues hex_values = values_of(hex_digits);
constexpr DigitValues base64_values = values_of(base64_digits);

std::uint8_t value_in(const DigitValues& values, char digit) { return values[static_cast<std::uint8_t>(digit)]; }

std::size_t padding_of(std::string_view text) {
  if (text.ends_with("==")) return 2;
  return text.ends_with('=') ? 1 : 0;
}

// One canonical spelling per number: no zero in front of other digits, and none below zero.
template <typename Number>
std::optional<Number> canonical_number(std::string_view text) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.starts_with('0') && text.size() > 1) return std::nullopt;
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string hex(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    text += hex_digits[byte >> 4];
    text += hex_digits[byte & 15];
  }
  return text;
}

std::string hex(const Hash& hash) { return hex(bytes_of(hash)); }

std::optional<std::string> hex_decode(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const std::uint8_t high = value_in(hex_values, text[i]), low = value_in(hex_values, text[i + 1]);
    if (high == no_digit || low == no_digit) return std::nullopt;
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

std::string base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    const auto bits = static_cast<std::uint32_t>(from_big_endian(group) << (8 * (3 - group.size())));
    for (std::size_t digit = 0; digit < 4; ++digit)
      text += digit <= group.size() ? base64_digits[bits >> (18 - 6 * digit) & 63] : '=';
  }
  return text;
}

std::string base64(const Hash& hash) { return base64(bytes_of(hash)); }

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  const std::string_view digits = text.substr(0, text.size() - padding_of(text));
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int pending = 0;
  for (const char digit : digits) {
    const std::uint8_t value = value_in(base64_values, digit);
    if (value == no_digit) return std::nullopt;
    bits = (bits << 6 | value) & 0xFFFF;
    pending += 6;
    if (pending < 8) continue;
    pending -= 8;
    bytes += static_cast<char>(bits >> pending & 255);
  }
  const std::uint32_t unused_bits = bits & ((1u << pending) - 1);
  if (unused_bits != 0) return std::nullopt;
  return bytes;
}

// As base64_decode, for what stands in every entry: 32 bytes are 43 digits, the last of which has two bits too many.
std::optional<Hash> hash_from_base64(std::string_view text) {
  constexpr std::size_t digits = 43;
  if (text.size() != digits + 1 || text.back() != '=') return std::nullopt;
  Hash hash;
  std::uint32_t bits = 0;
  std::uint8_t all = 0;
  for (std::size_t i = 0, byte = 0; i < digits; ++i) {
    const std::uint8_t value = value_in(base64_values, text[i]);
    all |= value;
    bits = bits << 6 | (value & 63);
    if (i % 4 == 0) continue;
    hash[byte++] = static_cast<std::uint8_t>(bits >> (6 - 2 * (i % 4)));
  }
  if (all > 63 || (bits & 3) != 0) return std::nullopt;
  return hash;
}

std::optional<std::uint64_t> decimal(std::string_view text) { return canonical_number<std::uint64_t>(text); }

std::optional<std::int64_t> signed_decimal(std::string_view text) { return canonical_number<std::int64_t>(text); }

std::string big_endian(std::uint64_t number, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(number >> (8 * i) & 255);
  return text;
}

std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = number << 8 | static_cast<std::uint8_t>(c);
  return number;
}

std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace journal
