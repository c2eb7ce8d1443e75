#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "kit/db/db.h"
#include "partnership/record/balance.h"

// The part of a verification that looks at tables: every row is taken off the books, which must then be even; the
// histories and projections beside the journal must be what they are made from. Tables are shared out among the
// readers.
namespace partnership {

struct TableCheck {
  const std::vector<const kit::Table*>& tables;
  const Books& books;
  const std::map<std::int64_t, std::string>& erasures;  // which entry by which erasure
  std::function<void(double)> progress = {};
  std::function<void(std::string)> fault;
};
// `balance`: of the whole journal. Returns how many rows were compared.
std::int64_t check_tables(std::vector<kit::Session>& readers, const TableCheck& check, Balance& balance);

}  // namespace partnership
