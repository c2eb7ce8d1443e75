#pragma once
#include <map>
#include <set>

#include "kit/db/db.h"

// What an entry said may be missing for one reason only: it was erased, and every party has signed that.
namespace partnership {

struct ErasedCheck {
  const std::set<std::int64_t>& missing;                // entries whose bodies are not there
  const std::map<std::int64_t, std::string>& erasures;  // which entry by which erasure, as the journal itself says
  bool is_copy = false;                                 // of a party: without tables
};
// Returns how many were erased by assent.
std::int64_t check_erased(kit::Session& db, const ErasedCheck& check, const std::function<void(std::string)>& fault);

}  // namespace partnership
