#include "kit/mail/encoded.h"

#include <sodium.h>

#include <algorithm>

#include "kit/text/utf8.h"

namespace kit {
namespace {

constexpr std::size_t longest_word = 42;  // bytes in one encoded word: 56 characters, and the marks around them
constexpr std::size_t longest_line = 76;

// Well-formed and without control characters.
std::string clean(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    std::size_t length = utf8_length(text);
    unsigned char first = static_cast<unsigned char>(text[0]);
    if (length == 0) {
      result += '?';
    } else {
      result += first < 0x20 || first == 0x7f ? std::string_view(" ") : text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the NUL
  return text;
}

bool is_plain_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '-';
}

// As many whole characters as fit into one encoded word.
std::string_view take_word(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size()) {
    std::size_t next = utf8_length(text.substr(length));
    if (length + next > longest_word) break;
    length += next;
  }
  std::string_view word = text.substr(0, length);
  text.remove_prefix(length);
  return word;
}

bool stands_for_itself(unsigned char c) { return (c >= 33 && c <= 126 && c != '=') || c == ' ' || c == '\t'; }

void append_quoted(std::string& line, unsigned char c) {
  constexpr char digits[] = "0123456789ABCDEF";
  line += '=';
  line += digits[c >> 4];
  line += digits[c & 15];
}

std::string quoted_line(std::string_view line) {
  std::string result;
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(line[i]);
    bool at_end = i + 1 == line.size(), blank = c == ' ' || c == '\t';
    bool plain = stands_for_itself(c) && !(blank && at_end);
    std::size_t length = plain ? 1 : 3;
    if (width + length > longest_line - 1) result += "=\r\n", width = 0;
    if (plain) {
      result += static_cast<char>(c);
    } else {
      append_quoted(result, c);
    }
    width += length;
  }
  return result;
}

}  // namespace

std::string header_text(std::string_view raw) {
  std::string text = clean(raw);
  if (text.size() <= 60 && std::ranges::all_of(text, is_plain_word) && !text.starts_with(' ') && !text.ends_with(' '))
    return text;
  std::string result;
  for (std::string_view rest = text; !rest.empty();)
    result += (result.empty() ? "" : "\r\n ") + ("=?utf-8?B?" + base64(take_word(rest)) + "?=");
  return result;
}

std::string quoted_printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    result += quoted_line(line) + "\r\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::string base64_lines(std::string_view bytes) {
  std::string all = base64(bytes), result;
  for (std::size_t at = 0; at < all.size(); at += longest_line) result += all.substr(at, longest_line) + "\r\n";
  return result;
}

}  // namespace kit
