#pragma once
#include "modules/search/query.h"
#include "partnership/findable.h"
#include "partnership/web/parts.h"
#include "partnership/web/router.h"

// Search over everything the reader may see: people by name, teams by number, decisions and tests of change by any of
// their words. What can be found is said in app/findable.cpp; what is behind a wall is found by nobody outside it,
// because the wall is part of the query.
namespace search {

using namespace partnership;

struct Looking {
  std::string words;
  std::string kind;   // one of findable_kinds(), or empty: a few of each
  std::string unit;   // in it and below; empty: everywhere
  std::string after;  // goes on behind this; of one kind only
};
struct Group {
  std::string kind;
  std::vector<FoundRecord> found;
  std::string next;  // empty: no more
};
// Groups in which something was found, those with the best fit first.
std::vector<Group> find(Reader& db, const Looking& looking, int most);

// For a list of one kind that is narrowed by words: SQL for the ids of all records of the kind that fit them, and what
// its one parameter is. None: there is no word in what was typed, and nothing fits. For kinds without walls.
struct Narrowing {
  std::string ids, match;
};
std::optional<Narrowing> narrowing(kit::Engine engine, std::string_view kind, std::string_view typed,
                                   std::string_view parameter);

void search_routes(Router& router);

}  // namespace search
