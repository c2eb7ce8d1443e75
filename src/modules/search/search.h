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

void search_routes(Router& router);

}  // namespace search
