#include "partnership/record/verify_tables.h"

#include <fmt/format.h>

#include "partnership/covered_rows.h"
#include "partnership/record/body_scan.h"
#include "partnership/record/fold.h"
#include "partnership/record/in_order.h"
#include "partnership/record/in_parts.h"
#include "partnership/record/projections.h"
#include "partnership/record/record_words.h"

namespace partnership {
namespace {

// What came out of one table, of the histories, or of one projection.
struct Looked {
  Balance balance;
  std::int64_t rows = 0;
  std::vector<std::string> faults;
};

Looked look_at_table(kit::Session& db, const TableCheck& check, std::size_t number) {
  Looked looked{.balance = Balance(check.books)};
  each_in_parts(db, check.tables[number]->select(),
                [&](const kit::Row& row) { looked.balance.take_off(number, row), ++looked.rows; });
  return looked;
}

Looked look_at_histories(kit::Session& db, const TableCheck& check) {
  Looked looked{.balance = Balance(check.books)};
  each_in_parts(db, "select subject_id, sequence from journal_subjects",
                [&](const kit::Row& row) { looked.balance.take_off_subject(row.text(0), row.integer(1)); });
  return looked;
}

// The longest first, which are the last of the projections, so that nobody is left alone with one at the end.
Looked look_at(kit::Session& db, const TableCheck& check, std::size_t piece) {
  if (piece < projections().size()) {
    const Projection& projection = projections()[projections().size() - 1 - piece];
    return {.balance = Balance(check.books), .faults = check_projection(db, projection)};
  }
  piece -= projections().size();
  if (piece == 0) return look_at_histories(db, check);
  return look_at_table(db, check, piece - 1);
}

void check_erased_rows(const Balance& balance, const TableCheck& check) {
  for (auto& [place, row] : balance.erased())
    if (row.differs || (!row.seen && !row.values.empty()))
      check.fault(fmt::format("{} {}, whose past was erased, was changed outside Concert after entry {}.", place.first,
                              unquoted(place.second), grouped(row.sequence)));
}

// The slow way, for the tables that do not agree: all bodies once more, to say which row it is.
void name_differences(kit::Session& db, const TableCheck& check, const std::vector<const kit::Table*>& tables) {
  bool named = false;
  auto fault = [&](std::string sentence) { named = true, check.fault(std::move(sentence)); };
  Fold fold(tables, !check.erasures.empty());
  auto apply = [&](const kit::Row& row) {
    try {
      fold.apply(row.integer(0), row.text(1));
      if (ScannedBody body; scan_body(row.text(1), body) && !body.covers.empty())
        read_covered(db, row.integer(0), body.covers, [&](std::string_view part) { fold.apply(row.integer(0), part); });
    } catch (const std::exception& problem) {
      fault(problem.what());
    }
  };
  each_in_parts(db,
                "select journal_leaves.sequence, body from journal_leaves join journal_bodies"
                " on journal_bodies.sequence = journal_leaves.sequence order by position",
                apply);
  each_in_parts(db,
                "select journal_entries.sequence, body from journal_entries join journal_bodies"
                " on journal_bodies.sequence = journal_entries.sequence where not exists (select 1 from journal_leaves"
                " where journal_leaves.sequence = journal_entries.sequence)"
                " order by commit_order, journal_entries.sequence",
                apply);
  for (const kit::Table* table : tables) fold.compare(db, *table, fault);
  if (!named)
    fault(fmt::format("What the journal says of {} is not spelled as Concert spells it.", tables.front()->name()));
}

}  // namespace

std::int64_t check_tables(std::vector<kit::Session>& readers, const TableCheck& check, Balance& balance) {
  std::int64_t rows = 0;
  std::vector<std::string> beside;  // of the histories and projections: said last
  auto pieces = static_cast<std::int64_t>(check.tables.size() + 1 + projections().size());
  InOrder<Looked> work(
      pieces, [&](kit::Session& db, std::int64_t piece) { return look_at(db, check, static_cast<std::size_t>(piece)); },
      pieces);
  work.run(readers, [&](Looked looked, std::int64_t piece) {
    balance.merge(std::move(looked.balance));
    rows += looked.rows;
    for (std::string& sentence : looked.faults) beside.push_back(std::move(sentence));
    if (check.progress) check.progress(static_cast<double>(piece + 1) / static_cast<double>(pieces));
  });

  check_erased_rows(balance, check);
  std::vector<const kit::Table*> uneven;
  for (std::size_t i = 0; i < check.tables.size(); ++i)
    if (!balance.even(i)) uneven.push_back(check.tables[i]);
  if (!uneven.empty()) name_differences(readers.front(), check, uneven);
  if (!balance.subjects_even())
    check.fault(
        "What the histories show of each thing is not what the entries are about; concert rebuild makes it anew.");
  for (std::string& sentence : beside) check.fault(std::move(sentence));
  return rows;
}

}  // namespace partnership
