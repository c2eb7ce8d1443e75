// Words as people look for them: "Líder" and "lider" are the same, and so are "T-104," and "t 104". By Unicode's own
// tables (ICU): letters lose their marks and their case, whatever is neither letter nor digit stands between words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kit {

struct Word {
  std::string folded;              // never empty, and without blanks
  std::size_t begin = 0, end = 0;  // its bytes in the text
};

// In the order of the text; bytes that are no UTF-8 stand between words.
std::vector<Word> words_in(std::string_view text);

}  // namespace kit
