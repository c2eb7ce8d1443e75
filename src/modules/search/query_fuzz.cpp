// Whatever is typed: it becomes words, and what is spelled for SQLite's index is always a query that it understands.
#include <cstdint>
#include <cstdlib>

#include "kit/db/db.h"
#include "modules/search/pages.h"

namespace {

kit::Connection& index_of_words() {
  static auto db = [] {
    auto made = kit::open_sqlite(":memory:", true);
    made->script(
        "create virtual table found using fts5 (words, detail = 'none', tokenize = \"ascii tokenchars '=#:_'\");"
        "insert into found (words) values ('team:night team=night team#t104');");
    return made;
  }();
  return *db;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view typed(reinterpret_cast<const char*>(data), size);
  search::Query query = search::query_of(typed);
  search::marked(search::excerpt(typed, query), query);
  if (query.empty()) return 0;
  for (const search::Match& match : search::matches_of(query, "team")) {
    kit::Value spelled = search::asking_fts5().spelled(match);
    index_of_words().each("select rowid from found where found match $1", {&spelled, 1}, [](const kit::Row&) {});
    std::string other = search::asking_tsvector().spelled(match);
    for (std::size_t at = 0; at < other.size(); ++at)  // no quote but around words
      if (other[at] == '\'' && at > 0 && at + 1 < other.size() &&
          std::string_view("( )&!:=#").find(other[at - 1]) == std::string_view::npos &&
          std::string_view(" ):&").find(other[at + 1]) == std::string_view::npos)
        std::abort();
  }
  return 0;
}
