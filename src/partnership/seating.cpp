#include "partnership/seating.h"

#include <algorithm>
#include <map>

#include "partnership/needs.h"
#include "partnership/units.h"

namespace partnership {
namespace {

bool puts_forward(const Seat& seat, const Reach& reach) {
  if (seat.place == reach.place) return seat.role == Role::co_lead || seat.role == Role::sponsor;
  return (seat.role == Role::administrator || seat.role == Role::steward) && reach.above.contains(seat.place);
}

void end_former_co_leads(Tx& tx, const NewSeat& asked) {
  for (Seat former : tx.all<Seat>("where place_id = $1 and role = 'co_lead' and party_id = $2"
                                  " and (ends_on is null or ends_on >= $3)",
                                  {asked.place, asked.party, tx.today()})) {
    former.ends_on = kit::add_days(tx.today(), -1);
    tx.update(former);
  }
}

bool has_co_lead(Reader& db, std::string_view place, const Id<Party>& party) {
  return db
      .maybe_value<std::int64_t>(
          "select 1 from seats where place_id = $1 and role = 'co_lead' and party_id = $2 and starts_on <= $3"
          " and (ends_on is null or ends_on >= $3) limit 1",
          {place, party, db.today()})
      .has_value();
}

bool is_asked_already(Reader& db, const Leaderless& place, const Id<Party>& party) {
  return db
      .maybe_value<std::int64_t>("select 1 from needs where subject_id = $1 and party_id = $2 and kind = $3 limit 1",
                                 {place.place, party, place.kind})
      .has_value();
}

// There are some dozens, and hundreds of seats.
std::map<std::string, std::string> names_of_unions(Reader& db) {
  return db.once("names of unions", [&] {
    std::map<std::string, std::string> names;
    db.each("select id, name from unions", {}, [&](const kit::Row& row) { names.emplace(row.text(0), row.text(1)); });
    return names;
  });
}

// Their parties' names and marks are known without asking for them once a seat.
std::vector<SeatHere> by_party(Reader& db, const std::vector<SeatHere>& seats) {
  std::vector<SeatHere> sorted;
  for (const Party& party : all_parties(db))
    for (const SeatHere& one : seats) {
      if (one.seat.party != party.id) continue;
      sorted.push_back(one);
      sorted.back().party_name = party.name;
      sorted.back().mark = party.mark;
    }
  return sorted;
}

}  // namespace

std::vector<SeatHere> seats_at(Reader& db, std::string_view place, std::string_view roles) {
  static const std::string columns =
      "select seats.id, person_id, seats.party_id, union_id, place_id, role, starts_on, ends_on, people.name,"
      " coalesce(people.job, '') from seats join people on people.id = person_id where place_id = $1 and starts_on <= "
      "$2"
      " and (ends_on is null or ends_on >= $2)";
  const auto unions = names_of_unions(db);
  std::vector<SeatHere> seats;
  db.each(columns + std::string(roles) + " order by people.name, seats.id limit 1000", {place, db.today()},
          [&](const kit::Row& row) {
            SeatHere seat{.seat = kit::read_record<Seat>(row)};
            seat.person = row.text(8);
            seat.job = row.text(9);
            if (seat.seat.local) seat.union_name = unions.at(seat.seat.local->text);
            seats.push_back(std::move(seat));
          });
  return by_party(db, seats);
}

Reach reach_of(Reader& db, std::string place, const Id<Unit>& unit) {
  Reach reach{.place = std::move(place), .above = {}};
  db.each("select ancestor_id from unit_ancestors where unit_id = $1", {unit},
          [&](const kit::Row& row) { reach.above.emplace(row.text(0)); });
  return reach;
}

const Seat* seat_to_put_forward(const Actor& actor, const Reach& reach, const Id<Party>& party) {
  // 2.3 Labor picks the labor co-lead and management the management co-lead, each unilaterally.
  for (const Seat& seat : actor.seats)
    if (seat.party == party && puts_forward(seat, reach)) return &seat;
  return nullptr;
}
bool may_put_forward(const Actor& actor, const Reach& reach) {
  return std::ranges::any_of(actor.seats, [&](const Seat& seat) { return puts_forward(seat, reach); });
}

Seat give_seat(Tx& tx, const Seat& from, const NewSeat& asked) {
  // The person sits for that party already: nobody is put forward by a party that is not theirs.
  auto theirs = tx.maybe<Seat>(
      "where person_id = $1 and party_id = $2 and starts_on <= $3"
      " and (ends_on is null or ends_on >= $3) order by id limit 1",
      {asked.person, asked.party, tx.today()});
  if (!theirs) refuse_invalid({{"person", "partnership.refusal.not_of_party"}});

  tx.act_from(from);
  if (asked.role == Role::co_lead) end_former_co_leads(tx, asked);
  Seat seat{.id = kit::fresh<Seat>(),
            .person = asked.person,
            .party = asked.party,
            .local = theirs->local,
            .place = asked.place,
            .role = asked.role,
            .starts_on = tx.today(),
            .ends_on = asked.until};
  tx.insert(seat);
  if (asked.role == Role::co_lead) no_longer_needed(tx, asked.place, asked.party);
  return seat;
}

void ask_for_co_leads(Tx& tx, const Leaderless& place, const std::vector<Party>& parties) {
  for (const Party& party : parties) {
    if (has_co_lead(tx, place.place, party.id) || is_asked_already(tx, place, party.id)) continue;
    need(tx, {.place = top_unit(tx).id.text,
              .role = Role::administrator,
              .party = party.id,
              .kind = place.kind,
              .about = place.about,
              .url = place.url,
              .subject = place.place});
  }
}

std::vector<Id<Party>> ids_of(const std::vector<Party>& parties) {
  std::vector<Id<Party>> ids;
  for (const Party& party : parties) ids.push_back(party.id);
  return ids;
}

}  // namespace partnership
