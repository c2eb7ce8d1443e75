#include "kit/http/uri.h"

#include <algorithm>
#include <cstdint>

#include "kit/http/bad_request.h"

namespace kit {
namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// How many continuation bytes follow this first byte; -1 if none may start a character with it.
int continuations_of(uint8_t first) {
  if (first < 0x80) return first == 0 ? -1 : 0;
  if (first >= 0xC2 && first <= 0xDF) return 1;
  if (first >= 0xE0 && first <= 0xEF) return 2;
  if (first >= 0xF0 && first <= 0xF4) return 3;
  return -1;
}

// The second byte rules out overlong forms, surrogates, and what lies beyond U+10FFFF.
bool may_follow(uint8_t first, uint8_t second) {
  if (first == 0xE0) return second >= 0xA0;
  if (first == 0xED) return second <= 0x9F;
  if (first == 0xF0) return second >= 0x90;
  if (first == 0xF4) return second <= 0x8F;
  return true;
}

bool has_dot_segment(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);
    std::string_view segment = path.substr(0, path.find('/'));
    if (segment == "." || segment == "..") return true;
    path.remove_prefix(segment.size());
  }
  return false;
}

bool is_forbidden_in_path(char c) { return static_cast<uint8_t>(c) < 0x20 || c == 0x7F || c == '\\'; }

}  // namespace

std::string percent_encode(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
      continue;
    }
    auto byte = static_cast<uint8_t>(c);
    encoded += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return encoded;
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%') {
      if (text.size() - at < 3) return std::nullopt;
      int high = hex_value(text[at + 1]), low = hex_value(text[at + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high << 4 | low);
      at += 2;
    } else {
      decoded += text[at] == '+' && plus == Plus::is_space ? ' ' : text[at];
    }
  }
  return decoded;
}

std::string decode_path(std::string_view encoded) {
  auto path = percent_decode(encoded);
  if (!path) throw BadRequest("The address holds a broken percent code.");
  if (path->empty() || path->front() != '/') throw BadRequest("The address must begin with a slash.");
  if (!is_clean_utf8(*path)) throw BadRequest("The address is not valid UTF-8 text.");
  if (std::ranges::any_of(*path, is_forbidden_in_path))
    throw BadRequest("The address holds a control character or a backslash.");
  if (has_dot_segment(*path)) throw BadRequest("The address may not hold the segments . and ..");
  return *std::move(path);
}

bool is_clean_utf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    auto first = static_cast<uint8_t>(text[at++]);
    int left = continuations_of(first);
    if (left < 0 || text.size() - at < static_cast<size_t>(left)) return false;
    if (left > 0 && !may_follow(first, static_cast<uint8_t>(text[at]))) return false;
    for (; left > 0; --left, ++at)
      if ((static_cast<uint8_t>(text[at]) & 0xC0) != 0x80) return false;
  }
  return true;
}

}  // namespace kit
