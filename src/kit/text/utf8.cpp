#include "kit/text/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace kit {

namespace {

unsigned char at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

bool continues(std::string_view text, std::size_t count) {
  for (std::size_t i = 1; i < count; ++i)
    if ((at(text, i) & 0xC0) != 0x80) return false;
  return true;
}

// The second byte's range rules out overlong forms, surrogates and what lies above U+10FFFF.
bool second_fits(unsigned char first, unsigned char second) {
  switch (first) {
    case 0xE0: return second >= 0xA0;
    case 0xED: return second <= 0x9F;
    case 0xF0: return second >= 0x90;
    case 0xF4: return second <= 0x8F;
    default: return true;
  }
}

bool eight_ascii(const char* bytes) {
  std::uint64_t word;
  std::memcpy(&word, bytes, 8);
  return (word & 0x8080808080808080) == 0;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
  unsigned char first = at(text, 0);
  if (first < 0x80) return 1;
  std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length == 0 || text.size() < length || !continues(text, length)) return 0;
  return second_fits(first, at(text, 1)) ? length : 0;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    if (bytes.size() >= 8 && eight_ascii(bytes.data())) {
      bytes.remove_prefix(8);
      continue;
    }
    std::size_t length = utf8_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](unsigned char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace kit
