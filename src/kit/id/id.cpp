#include "kit/id/id.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <stdexcept>

namespace kit {

namespace {

// Crockford's: no i, l, o or u, which are read as something else.
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t length = 26;

using Bytes = std::array<unsigned char, 16>;  // 48 bits of milliseconds, 80 random bits, both big-endian

void fill_random(std::span<unsigned char> bytes) {
  static const int started = sodium_init();
  if (started < 0) throw std::runtime_error("This machine gives no random bytes.");
  randombytes_buf(bytes.data(), bytes.size());
}

std::uint64_t milliseconds(Instant at) {
  if (at.micros < 0) throw std::invalid_argument("An id cannot be made for a moment before 1970.");
  return static_cast<std::uint64_t>(at.micros / 1000);
}

std::uint64_t milliseconds(const Bytes& bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < 6; ++i) value = value << 8 | bytes[i];
  return value;
}

void put_milliseconds(Bytes& bytes, std::uint64_t value) {
  for (int i = 5; i >= 0; --i, value >>= 8) bytes[i] = static_cast<unsigned char>(value);
}

// 130 bits of text hold 128 of value, so the first character is never above 7.
std::string encoded(std::string_view prefix, const Bytes& bytes) {
  std::string text(prefix);
  text += '_';
  unsigned held = 0;
  int bits = 2;
  for (unsigned char byte : bytes) {
    held = held << 8 | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[held >> (bits - 5) & 31];
  }
  return text;
}

// Adding one across all 128 bits keeps the order, even in the case that 80 random bits run over.
void add_one(Bytes& bytes) {
  for (std::size_t i = bytes.size(); i-- > 0;)
    if (++bytes[i] != 0) return;
}

Bytes after(const Bytes& last, std::uint64_t time) {
  Bytes bytes = last;
  if (time <= milliseconds(last)) {
    add_one(bytes);
  } else {
    put_milliseconds(bytes, time);
    fill_random(std::span(bytes).subspan(6));
  }
  return bytes;
}

}  // namespace

std::string new_id(std::string_view prefix) {
  static std::mutex mutex;
  static Bytes last{};
  std::lock_guard lock(mutex);
  last = after(last, milliseconds(now()));
  return encoded(prefix, last);
}

std::string new_id(std::string_view prefix, Instant at, const RandomSource& random) {
  Bytes bytes{};
  put_milliseconds(bytes, milliseconds(at));
  random(std::span(bytes).subspan(6));
  return encoded(prefix, bytes);
}

std::string timeless_id(std::string_view prefix) {
  Bytes bytes{};
  fill_random(bytes);
  return encoded(prefix, bytes);
}

bool is_id(std::string_view text, std::string_view prefix) {
  if (text.size() != prefix.size() + 1 + length || !text.starts_with(prefix) || text[prefix.size()] != '_')
    return false;
  auto code = text.substr(prefix.size() + 1);
  return code[0] <= '7' && std::ranges::all_of(code, [](char c) { return alphabet.find(c) != std::string_view::npos; });
}

}  // namespace kit
