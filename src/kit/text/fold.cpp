#include "kit/text/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include "kit/text/utf8.h"

namespace kit {
namespace {

void append_utf8(std::string& text, UChar32 c) {
  char bytes[U8_MAX_LENGTH];
  int length = 0;
  U8_APPEND_UNSAFE(bytes, length, c);
  text.append(bytes, static_cast<std::size_t>(length));
}

bool is_mark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }

const UNormalizer2* decomposing() {
  UErrorCode error = U_ZERO_ERROR;
  static const UNormalizer2* const normalizer = unorm2_getNFKDInstance(&error);
  return normalizer;
}

// Most text is ASCII, of which Unicode's tables say what is known anyway.
bool is_ascii(UChar32 c) { return c < 0x80; }

bool is_alnum(UChar32 c) {
  if (!is_ascii(c)) return u_isalnum(c);
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void append_folded(std::string& text, UChar32 c) {
  if (is_ascii(c)) return text.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
  constexpr int longest = 32;
  UChar parts[longest];
  UErrorCode error = U_ZERO_ERROR;
  int length = unorm2_getDecomposition(decomposing(), c, parts, longest, &error);
  if (length < 0 || U_FAILURE(error)) return append_utf8(text, u_foldCase(c, U_FOLD_CASE_DEFAULT));
  for (int i = 0; i < length;) {
    UChar32 part = 0;
    U16_NEXT(parts, i, length, part);
    if (u_isalnum(part)) append_utf8(text, u_foldCase(part, U_FOLD_CASE_DEFAULT));
  }
}

UChar32 character_at(std::string_view text, std::size_t at, std::size_t length) {
  UChar32 c = 0;
  int position = 0;
  U8_NEXT(text.data() + at, position, static_cast<int>(length), c);
  return c;
}

}  // namespace

std::vector<Word> words_in(std::string_view text) {
  std::vector<Word> words;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = utf8_length(text.substr(at));
    UChar32 c = length == 0 ? ' ' : character_at(text, at, length);
    length = std::max<std::size_t>(length, 1);
    bool mark = !is_ascii(c) && is_mark(c), belongs = is_alnum(c) || (inside && mark);
    if (belongs && !inside) words.push_back({{}, at, at});
    if (belongs && !mark) append_folded(words.back().folded, c);
    if (belongs) words.back().end = at + length;
    inside = belongs;
    at += length;
  }
  std::erase_if(words, [](const Word& word) { return word.folded.empty(); });
  return words;
}

}  // namespace kit
