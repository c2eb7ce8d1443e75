#include "modules/search/query.h"

#include <algorithm>

#include "kit/text/fold.h"

namespace search {
namespace {

constexpr std::size_t longest = 200, most_words = 8, longest_word = 60;

// A single letter begins half of all words; it is looked for by itself.
Term term(std::string_view before, const std::string& word, bool beginning) {
  return {std::string(before) + word, beginning && word.size() > 1};
}

std::vector<Term> terms(const Query& query, std::string_view before, bool beginning) {
  std::vector<Term> all;
  for (const std::string& word : query.words) all.push_back(term(before, word, beginning));
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
  if (numbered && joined.size() <= longest_word) query.code = "#" + joined;
  return query;
}

std::vector<Match> matches_of(const Query& query, std::string_view kind) {
  std::vector<std::vector<Term>> steps;
  if (!query.code.empty()) steps.push_back({{query.code, false}});
  steps.push_back(terms(query, "=", false));
  steps.push_back(terms(query, "=", true));
  steps.push_back(terms(query, "", true));
  std::vector<Match> matches;
  std::vector<std::vector<Term>> before;
  for (std::vector<Term>& step : steps) {
    if (std::ranges::find(before, step) != before.end()) continue;
    Match match{.all = step, .none = before};
    match.all.push_back({":" + std::string(kind), false});
    matches.push_back(std::move(match));
    before.push_back(std::move(step));
  }
  return matches;
}

bool is_looked_for(const Query& query, std::string_view word) {
  return std::ranges::any_of(
      query.words, [&](const std::string& one) { return one.size() > 1 ? word.starts_with(one) : word == one; });
}

}  // namespace search
