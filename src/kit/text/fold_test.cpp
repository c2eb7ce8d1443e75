#include "kit/text/fold.h"

#include <doctest/doctest.h>

using kit::words_in;

namespace {

std::string folded(std::string_view text) {
  std::string all;
  for (auto& word : words_in(text)) all += (all.empty() ? "" : " ") + word.folded;
  return all;
}

}  // namespace

TEST_CASE("letters lose their marks and their case, and whatever is neither letter nor digit stands between words") {
  CHECK(folded("Líder de Añasco, T-104.") == "lider de anasco t 104");
  CHECK(folded("JOSÉ josé Jose\xCC\x81 jose") == "jose jose jose jose");
  CHECK(folded("Straße ÅNGSTRÖM ﬁle") == "straße angstrom file");
  CHECK(folded("  --- ") == "");
  CHECK(folded("") == "");
  CHECK(folded("日本 العربية Ελλάδα") == "日本 العربية ελλαδα");
}

TEST_CASE("a word says where in the text it stands, marks and all") {
  std::string text = "La líder, sí.";
  auto words = words_in(text);
  REQUIRE(words.size() == 3);
  CHECK(text.substr(words[1].begin, words[1].end - words[1].begin) == "líder");
  CHECK(text.substr(words[2].begin, words[2].end - words[2].begin) == "sí");
}

TEST_CASE("bytes that are no character stand between words, and are never read past") {
  CHECK(folded("a\xFF\xC3"
               "b\xE2\x82") == "a b");
  CHECK(folded(std::string("a\0b", 3)) == "a b");
}
