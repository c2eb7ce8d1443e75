#include "partnership/record/verify_erased.h"

#include <fmt/format.h>

#include "partnership/record/record_words.h"

namespace partnership {
namespace {

bool has_body(kit::Session& db, std::int64_t sequence) {
  return db.maybe_value<std::int64_t>("select 1 from journal_bodies where sequence = $1", {sequence}).has_value();
}

// Agreed, and in fact signed by every party there is.
bool all_have_signed(kit::Session& db, const std::string& erasure) {
  return db.value<std::int64_t>(
             "select count(*) from parties where id not in (select party_id from signatures where answer = 'signed'"
             " and assent_id in (select id from assents where kind = 'record.erasure' and subject_id = $1))",
             {erasure}) == 0;
}

}  // namespace

std::int64_t check_erased(kit::Session& db, const ErasedCheck& check, const std::function<void(std::string)>& fault) {
  std::int64_t erased = 0;
  for (std::int64_t sequence : check.missing) {
    if (check.erasures.contains(sequence))
      ++erased;
    else
      fault(fmt::format("What entry {} said is missing, and no assent to erase it is in the journal.",
                        grouped(sequence)));
  }
  if (check.is_copy) return erased;
  for (auto& [sequence, erasure] : check.erasures) {
    if (!check.missing.contains(sequence) && has_body(db, sequence))
      fault(fmt::format("Entry {} was erased by assent, and what it said is there again.", grouped(sequence)));
    if (!all_have_signed(db, erasure))
      fault(fmt::format("What entry {} said was erased, and not every party has signed that.", grouped(sequence)));
  }
  return erased;
}

}  // namespace partnership
