#pragma once
#include "partnership/record/copies.h"
#include "partnership/web/parts.h"
#include "partnership/web/router.h"

// The page on which a party's administrators take their whole copy of the record away.
namespace partnership {

struct CopyShown {
  std::string who, party, when;
  std::string_view mark;
  std::int64_t entries = 0;
};

struct CopyPage {
  std::string party;  // whose copy the reader may take; empty: none
  std::int64_t entries = 0;
  std::vector<CopyShown> taken;
};

void copy_routes(Router& router);

}  // namespace partnership
