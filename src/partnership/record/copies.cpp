#include "partnership/record/copies.h"

#include "partnership/log/journal_keeper.h"

namespace partnership {

const Table& CopyTaken::table() {
  static const Table table(
      "copies_taken",
      {field<&CopyTaken::id>("id", {.key = true}), field<&CopyTaken::party>("party_id", {.place = true}),
       field<&CopyTaken::person>("person_id"), field<&CopyTaken::entries>("entries"),
       field<&CopyTaken::taken_at>("taken_at")},
      {.kind = "partnership.copy", .fact = true});
  return table;
}

std::vector<CopyTaken> latest_copies(Reader& db) {
  return db.all<CopyTaken>("order by taken_at desc, id desc limit 10");
}

CopyTaken take_copy(Tx& tx) {
  const Seat* seat = tx.actor().first_with(Role::administrator);
  allow(seat != nullptr);
  auto head = latest_head(tx.db());
  CopyTaken taken{.id = kit::fresh<CopyTaken>(),
                  .party = seat->party,
                  .person = tx.actor().person,
                  .entries = head ? head->size : 0,
                  .taken_at = tx.now()};
  tx.act_from(*seat);
  tx.record(taken);
  return taken;
}

}  // namespace partnership
