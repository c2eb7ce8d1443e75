#include "modules/search/query.h"

#include <doctest/doctest.h>

#include "modules/search/pages.h"

using namespace search;

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (auto& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}
std::string shown(std::string_view text, std::string_view typed) {
  std::string all;
  for (auto& piece : pieces_of(text, query_of(typed))) all += piece.marked ? "[" + piece.text + "]" : piece.text;
  return all;
}

}  // namespace

TEST_CASE("what was typed becomes words, each once and at most eight, and a number when there is a digit in it") {
  CHECK(joined(query_of("  María, maria y MARIA  ").words) == "maria y");
  CHECK(joined(query_of("a b c d e f g h i j").words) == "a b c d e f g h");
  CHECK(query_of("T-104").code == "t104");
  CHECK(query_of("t 104").code == "t104");
  CHECK(query_of("transport").code.empty());
  CHECK(query_of("").empty());
  CHECK(query_of("\"' -- %_*:=#&|!()").empty());
  CHECK(query_of(std::string(5000, 'x')).words.empty());
}

TEST_CASE("a match is spelled so that nothing typed is anything but a word") {
  auto matches = matches_of(query_of("T-1' OR"), "team");
  CHECK(asking_fts5().spelled(matches.front()) == R"(("team#t1or"))");
  CHECK(asking_tsvector().spelled(matches.front()) == "('team#t1or')");
  CHECK(asking_fts5().spelled(matches_of(query_of("night shift"), "team")[1]) ==
        R"((("team=night" * AND "team=shift" *) NOT ("team=night" AND "team=shift")))");
  CHECK(asking_tsvector().spelled(matches_of(query_of("night shift"), "team")[1]) ==
        "('team=night':* & 'team=shift':*) & !('team=night' & 'team=shift')");
}

TEST_CASE(
    "a letter is looked for by itself or waits for more, two begin words of titles, longer ones "
    "any words") {
  CHECK(matches_of(query_of("a"), "team").size() == 2);
  CHECK(matches_of(query_of("tr"), "team")[1].all == std::vector<Term>{{"team=tr", true}});
  CHECK(matches_of(query_of("tr"), "team")[2].all == std::vector<Term>{{"team:tr", false}});
  CHECK(matches_of(query_of("tra"), "team")[2].all == std::vector<Term>{{"team:tra", true}});
  CHECK(matches_of(query_of("ana f"), "person")[1].all == std::vector<Term>{{"person=ana", true}});
  CHECK(is_looked_for(query_of("tran"), "transport"));
  CHECK_FALSE(is_looked_for(query_of("tran"), "patrant"));
  CHECK_FALSE(is_looked_for(query_of("t"), "transport"));
}

TEST_CASE("the words that were looked for are marked as they stand, accents and all") {
  CHECK(shown("La Líder, y el líder.", "lider") == "La [Líder], y el [líder].");
  CHECK(shown("Nothing of it", "lider") == "Nothing of it");
  CHECK(marked("<b>Ana & Ben</b>", query_of("ana b")).view() ==
        "&lt;<mark>b</mark>&gt;<mark>Ana</mark> &amp; Ben&lt;/<mark>b</mark>&gt;");
}

TEST_CASE("an excerpt holds the first word that was looked for, and cuts no word in two") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "before" + std::to_string(i) + " ";
  text += "waits";
  for (int i = 0; i < 100; ++i) text += " after" + std::to_string(i);
  std::string part = excerpt(text, query_of("wait"));
  CHECK(part.starts_with("… "));
  CHECK(part.ends_with(" …"));
  CHECK(part.find(" waits ") != std::string::npos);
  CHECK(part.size() < 300);
  CHECK(excerpt("Short.\nYes.", query_of("no")) == "Short. Yes.");
}
