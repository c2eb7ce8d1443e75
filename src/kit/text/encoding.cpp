#include "kit/text/encoding.h"

#include <cstdint>

#include "kit/text/utf8.h"

namespace kit {
namespace {

constexpr std::string_view mark_8 = "\xEF\xBB\xBF", mark_little = "\xFF\xFE", mark_big = "\xFE\xFF";

void append(std::string& text, char32_t c) {
  auto byte = [&](char32_t bits) { text += static_cast<char>(bits); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) return byte(0xc0 | (c >> 6)), byte(0x80 | (c & 0x3f));
  if (c < 0x10000) return byte(0xe0 | (c >> 12)), byte(0x80 | ((c >> 6) & 0x3f)), byte(0x80 | (c & 0x3f));
  byte(0xf0 | (c >> 18)), byte(0x80 | ((c >> 12) & 0x3f)), byte(0x80 | ((c >> 6) & 0x3f)), byte(0x80 | (c & 0x3f));
}

std::optional<std::string> from_utf16(std::string_view bytes, bool big) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  auto unit = [&](std::size_t at) {
    auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
  };
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    char32_t c = unit(at);
    if (c >= 0xdc00 && c < 0xe000) return std::nullopt;
    if (c >= 0xd800 && c < 0xdc00) {
      if (at + 4 > bytes.size()) return std::nullopt;
      char32_t low = unit(at += 2);
      if (low < 0xdc00 || low >= 0xe000) return std::nullopt;
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
    append(text, c);
  }
  return text;
}

// Where Windows-1252 has letters and marks, Latin-1 has nothing that is printed; five bytes are nothing in either.
constexpr std::array<std::uint16_t, 32> from_0x80{0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                                  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                                  0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

std::optional<std::string> from_latin_1(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (char byte : bytes) {
    char32_t c = static_cast<unsigned char>(byte);
    if (c >= 0x80 && c < 0xa0) c = from_0x80[c - 0x80];
    if (c == 0) return std::nullopt;
    append(text, c);
  }
  return text;
}

bool every_other_is_zero(std::string_view bytes, std::size_t first) {
  auto start = bytes.substr(0, 64);
  if (start.size() < 4) return false;
  for (std::size_t at = first; at < start.size(); at += 2)
    if (start[at] != 0) return false;
  return start[1 - first] != 0;
}

}  // namespace

std::optional<std::string> to_utf8(std::string_view bytes, Encoding expected) {
  if (bytes.starts_with(mark_8)) bytes.remove_prefix(mark_8.size()), expected = Encoding::utf_8;
  if (bytes.starts_with(mark_little)) return from_utf16(bytes.substr(2), false);
  if (bytes.starts_with(mark_big)) return from_utf16(bytes.substr(2), true);
  if (expected == Encoding::latin_1) return from_latin_1(bytes);
  if (expected != Encoding::utf_8)
    for (bool big : {false, true})
      if (every_other_is_zero(bytes, big ? 0 : 1)) return from_utf16(bytes, big);
  if (expected == Encoding::utf_16) return from_utf16(bytes, false);
  return is_utf8(bytes) ? std::optional<std::string>(bytes) : std::nullopt;
}

}  // namespace kit
