#include "modules/setup/rights.h"

namespace setup {

Rights::Rights(Reader& db, Speaker speaker) {
  if (speaker == Speaker::host) return;
  db.each(
      "select distinct parties.id, parties.name from seats join parties on parties.id = party_id"
      " where role = 'administrator' and starts_on <= $1 and (ends_on is null or ends_on >= $1)",
      {db.today()}, [&](const kit::Row& row) { others_.emplace(row.text(0), row.text(1)); });
  for (const Seat& seat : db.actor().seats)
    if (seat.role == Role::administrator) others_.erase(seat.party.text);
}

std::string Rights::kept_by(const Id<Party>& party) const {
  auto found = others_.find(party.text);
  return found == others_.end() ? "" : found->second;
}

std::string Rights::kept_by(Reader& db, const Id<Person>& person) const {
  std::string keeper;
  bool open = false;
  db.each(
      "select distinct party_id from seats where person_id = $1 and starts_on <= $2"
      " and (ends_on is null or ends_on >= $2)",
      {person, db.today()}, [&](const kit::Row& row) {
        std::string name = kept_by(Id<Party>{std::string(row.text(0))});
        open = open || name.empty();
        keeper = name;
      });
  return open ? "" : keeper;
}

}  // namespace setup
