#include "modules/search/query.h"

#include <algorithm>

#include "kit/text/fold.h"

namespace search {
namespace {

constexpr std::size_t longest = 200, most_words = 8, longest_word = 60;

// The words as the index has them, behind their kind and a sign; those of at least `beginning` letters may go on.
std::vector<Term> terms(const Query& query, const std::string& before, std::size_t beginning) {
  std::vector<Term> all;
  for (const std::string& word : query.words) all.push_back({before + word, word.size() >= beginning});
  return all;
}

}  // namespace

Query query_of(std::string_view typed) {
  Query query;
  std::string joined;
  for (kit::Word& word : kit::words_in(typed.substr(0, longest))) {
    joined += word.folded;
    if (word.folded.size() > longest_word || query.words.size() == most_words) continue;
    if (std::ranges::find(query.words, word.folded) == query.words.end()) query.words.push_back(std::move(word.folded));
  }
  bool numbered = std::ranges::any_of(joined, [](unsigned char c) { return std::isdigit(c); });
  if (numbered && joined.size() <= longest_word) query.code = joined;
  return query;
}

// Two letters begin a tenth of all words of a language: of texts they find whole words only.
std::vector<Match> matches_of(const Query& query, std::string_view kind) {
  std::string of(kind);
  std::vector<std::vector<Term>> steps;
  if (!query.code.empty()) steps.push_back({{of + "#" + query.code, false}});
  std::size_t of_title = query.words.size() > 1 ? 1 : 2;  // "ana f", while somebody types on
  for (auto& [sign, beginning] : {std::pair{'=', std::string::npos}, {'=', of_title}, {':', std::size_t{3}}})
    steps.push_back(terms(query, of + sign, beginning));
  std::vector<Match> matches;
  std::vector<std::vector<Term>> before;
  for (std::vector<Term>& step : steps) {
    if (std::ranges::find(before, step) != before.end()) continue;
    matches.push_back({.all = step, .none = before});
    before.push_back(std::move(step));
  }
  return matches;
}

bool is_looked_for(const Query& query, std::string_view word) {
  return std::ranges::any_of(
      query.words, [&](const std::string& one) { return one.size() > 1 ? word.starts_with(one) : word == one; });
}

}  // namespace search
