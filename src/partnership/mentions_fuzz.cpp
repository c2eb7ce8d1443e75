#include "partnership/mentions.h"

// Whatever is written, a phrase is part of it, at most four words, and never more than twenty of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto phrases = partnership::phrases_after_at(text);
  if (phrases.size() > 20) __builtin_trap();
  for (const std::string& phrase : phrases)
    if (phrase.empty() || phrase.size() > size || std::count(phrase.begin(), phrase.end(), ' ') > 3) __builtin_trap();
  return 0;
}
