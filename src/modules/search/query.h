#pragma once
#include <string>
#include <string_view>
#include <vector>

// What somebody typed, as search understands it. Pure: any text becomes a query, and every query is spelled for both
// engines so that nothing in it can be anything but a word.
namespace search {

struct Query {
  std::vector<std::string> words;  // folded; at most eight
  std::string code;                // "t104", when what was typed could be a number of something
  bool empty() const { return words.empty(); }
};
Query query_of(std::string_view typed);

struct Term {
  std::string word;
  bool beginning = false;  // of a longer word
  bool operator==(const Term&) const = default;
};
// All of `all`, and of each of `none` not all.
struct Match {
  std::vector<Term> all;
  std::vector<std::vector<Term>> none;
};
// From what fits best to what fits at all, none of them fitting the same record: the number, the whole words of the
// title, the beginnings of its words, the beginnings of any words.
std::vector<Match> matches_of(const Query& query, std::string_view kind);

// What fits at all.
Match loosest(const Query& query, std::string_view kind);

// Whether a folded word of a text is one that was looked for.
bool is_looked_for(const Query& query, std::string_view word);

// What differs between the engines: how a match is spelled, and how the index is asked for numbers and ids, the newest
// first. Further conditions stand between `select` and `order`. Of the SQL's parameters $1 and $2 are the reader and
// today (wall_is_open), $3 is the match, and $4 is the number that all results lie below.
struct Asking {
  std::string (*spelled)(const Match&);
  std::string_view select, order;
  std::string_view ids;  // of all that fit the match, which is {}
};
const Asking& asking_fts5();      // sqlite.cpp
const Asking& asking_tsvector();  // postgres.cpp

}  // namespace search
