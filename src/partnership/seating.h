#pragma once
#include <set>

#include "partnership/tx.h"

// Who sits at a place (a unit, a team, a body), and how a party gives such a seat: to its own people, alone. What leads
// a place together is a co-lead for each party; in a body they are called co-chairs.
namespace partnership {

struct SeatHere {  // a seat with the names a page shows
  Seat seat;
  std::string person, job, party_name, union_name;
  Mark mark = Mark::circle;
};
// Held today, by party and name; `roles` narrows it: " and role in ('co_lead', 'sponsor')".
std::vector<SeatHere> seats_at(Reader& db, std::string_view place, std::string_view roles = "");

// A place and the units it lies in: how far up a seat may stand and still speak for it.
struct Reach {
  std::string place;
  std::set<std::string> above;  // its unit and all above
};
Reach reach_of(Reader& db, std::string place, const Id<Unit>& unit);

// 2.3 Each party puts forward its own people, alone: one of its co-leads or sponsors of this place, or an administrator
// or steward of the party in a unit that the place lies in.
const Seat* seat_to_put_forward(const Actor& actor, const Reach& reach, const Id<Party>& party);
bool may_put_forward(const Actor& actor, const Reach& reach);  // for any party

struct NewSeat {
  std::string place;
  Id<Person> person;
  Id<Party> party;
  Role role = Role::member;
  std::optional<Date> until = {};  // the last day of the term
};
// The person must hold a seat of that party already. A co-lead's seat passes on: the former one of that party ends the
// day before; nobody is asked for one any more. Who may give it is asked by the caller.
Seat give_seat(Tx& tx, const Seat& from, const NewSeat& asked);

// The administrators of every party that has no co-lead at the place are asked to put one forward, once.
struct Leaderless {
  std::string place, about, url;
  std::string kind;  // of the need
};
void ask_for_co_leads(Tx& tx, const Leaderless& place, const std::vector<Party>& parties);

std::vector<Id<Party>> ids_of(const std::vector<Party>& parties);

}  // namespace partnership
