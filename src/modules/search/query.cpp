#include "modules/search/query.h"

#include <algorithm>

#include "kit/text/fold.h"

namespace search {
namespace {

constexpr std::size_t longest = 200, most_words = 8, longest_word = 60;

// From how many letters on a word may be the beginning of a longer one: the last, at which somebody may still be, and
// those before it.
struct Beginnings {
  char sign;
  std::size_t last, before;
};

constexpr std::size_t never = std::string::npos;

constexpr Beginnings beginnings_of_any_word{':', 3, 5};

// A letter after other words, which somebody is still typing on ("ana f"): only whole words are asked with it.
bool is_just_begun(const Query& query, const std::string& word) {
  return word.size() == 1 && query.words.size() > 1 && &word == &query.words.back();
}

// The words as the index has them: behind their kind and a sign.
std::vector<Term> terms(const Query& query, std::string_view kind, const Beginnings& of) {
  std::vector<Term> all;
  for (const std::string& word : query.words) {
    if (of.last != never && is_just_begun(query, word)) continue;
    std::size_t least = &word == &query.words.back() ? of.last : of.before;
    all.push_back({std::string(kind) + of.sign + word, word.size() >= least});
  }
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

// Two letters begin a tenth of all words, and short ones ("the", "with") stand in half of all texts: what costs most to
// look through is asked for as it was typed.
std::vector<Match> matches_of(const Query& query, std::string_view kind) {
  std::vector<std::vector<Term>> steps;
  if (!query.code.empty()) steps.push_back({{std::string(kind) + "#" + query.code, false}});
  for (const Beginnings& step : {Beginnings{'=', never, never}, {'=', 2, 2}, beginnings_of_any_word})
    steps.push_back(terms(query, kind, step));
  std::vector<Match> matches;
  std::vector<std::vector<Term>> before;
  for (std::vector<Term>& step : steps) {
    if (std::ranges::find(before, step) != before.end()) continue;
    matches.push_back({.all = step, .none = before});
    before.push_back(std::move(step));
  }
  return matches;
}

Match loosest(const Query& query, std::string_view kind) {
  return {.all = terms(query, kind, beginnings_of_any_word), .none = {}};
}

bool is_looked_for(const Query& query, std::string_view word) {
  return std::ranges::any_of(
      query.words, [&](const std::string& one) { return one.size() > 1 ? word.starts_with(one) : word == one; });
}

}  // namespace search
