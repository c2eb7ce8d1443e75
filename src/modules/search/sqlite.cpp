#include "modules/search/query.h"

namespace search {
namespace {

// Words hold letters, digits and = # : _ alone, so quotes around them are enough.
std::string all_of(const std::vector<Term>& terms) {
  std::string text;
  for (const Term& term : terms)
    text += (text.empty() ? "\"" : " AND \"") + term.word + (term.beginning ? "\" *" : "\"");
  return "(" + text + ")";
}

std::string spelled(const Match& match) {
  std::string text = all_of(match.all);
  for (auto& none : match.none) text = "(" + text + " NOT " + all_of(none) + ")";
  return text;
}

}  // namespace

// FTS5 walks its lists from the newest number down, and stops when it has given enough.
const Asking& asking_fts5() {
  static const Asking asking{spelled,
                             "select number, id from search_index join search_entries on number = search_index.rowid"
                             " where search_index match $3 and search_index.rowid < $4",
                             " order by search_index.rowid desc",
                             "select id from search_index join search_entries on number = search_index.rowid"
                             " where search_index match {}"};
  return asking;
}

}  // namespace search
