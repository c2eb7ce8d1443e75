#include "modules/search/query.h"

namespace search {
namespace {

// Words hold letters, digits and = # : _ alone, so quotes around them are enough.
std::string all_of(const std::vector<Term>& terms) {
  std::string text;
  for (const Term& term : terms) text += (text.empty() ? "'" : " & '") + term.word + (term.beginning ? "':*" : "'");
  return "(" + text + ")";
}

std::string spelled(const Match& match) {
  std::string text = all_of(match.all);
  for (auto& none : match.none) text += " & !" + all_of(none);
  return text;
}

}  // namespace

// PostgreSQL finds all matches before it can put them in order. What matches more than twenty thousand times is cut
// there (nobody pages through it), so that a word of everybody's costs no more than one of many.
const Asking& asking_tsvector() {
  static const Asking asking{spelled,
                             "select number, id from (select number, id from search_entries where"
                             " array_to_tsvector(string_to_array(words, ' ')) @@ cast($3 as tsquery) and number < $4",
                             " limit 20000) as near order by number desc",
                             "select id from search_entries where"
                             " array_to_tsvector(string_to_array(words, ' ')) @@ cast({} as tsquery)"};
  return asking;
}

}  // namespace search
