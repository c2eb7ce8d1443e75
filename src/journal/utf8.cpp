#include "journal/utf8.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace journal {
namespace {

struct Lead {
  int following;
  std::uint32_t bits, smallest;
};

std::optional<Lead> lead_of(std::uint8_t byte) {
  if (byte < 0x80) return Lead{0, byte, 0};
  if (byte >= 0xC0 && byte < 0xE0) return Lead{1, byte & 0x1Fu, 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return Lead{2, byte & 0x0Fu, 0x800};
  if (byte >= 0xF0 && byte < 0xF8) return Lead{3, byte & 0x07u, 0x10000};
  return std::nullopt;
}

bool is_code_point(std::uint32_t point) { return point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF); }

// Cuts one code point from the front of the text.
std::optional<std::uint32_t> take_code_point(std::string_view& text) {
  const auto lead = lead_of(static_cast<std::uint8_t>(text.front()));
  if (!lead || text.size() <= static_cast<std::size_t>(lead->following)) return std::nullopt;
  std::uint32_t point = lead->bits;
  for (int i = 1; i <= lead->following; ++i) {
    const auto byte = static_cast<std::uint8_t>(text[i]);
    if ((byte & 0xC0) != 0x80) return std::nullopt;
    point = point << 6 | (byte & 0x3F);
  }
  if (point < lead->smallest || !is_code_point(point)) return std::nullopt;
  text.remove_prefix(1 + lead->following);
  return point;
}

bool is_white_space(std::uint32_t point) {
  if (point >= 0x2000 && point <= 0x200A) return true;
  constexpr std::uint32_t others[] = {'\t', '\n',   '\v',   '\f',   '\r',   ' ',    0x85,
                                      0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
  return std::find(std::begin(others), std::end(others), point) != std::end(others);
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty())
    if (!take_code_point(text)) return false;
  return true;
}

bool has_white_space(std::string_view text) {
  while (!text.empty()) {
    const auto point = take_code_point(text);
    if (!point || is_white_space(*point)) return true;
  }
  return false;
}

}  // namespace journal
