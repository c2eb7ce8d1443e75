#pragma once
#include "partnership/record/erasure.h"
#include "partnership/web/parts.h"
#include "partnership/web/router.h"

// Erasing what an entry said, and taking a party's whole copy of the record away.
namespace partnership {

struct ErasureShown {
  std::int64_t sequence = 0;
  std::string sentence;
  std::vector<Choice> fields;  // that may be blanked; empty when the words are gone or there are none
  bool gone = false;
  std::optional<Erasure> erasure;
  std::optional<AssentState> assent;
  bool may_ask = false;
};

void record_routes(Router& router);

}  // namespace partnership
