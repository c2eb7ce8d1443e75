#include <algorithm>

#include "modules/solving/steps.h"
#include "partnership/notifications.h"

// Who reads a sealed issue: its chairs, whoever opened it, and those named.
namespace solving {

// Chairs are asked for their party's interests and its signature, so they are always among the readers.
std::set<std::string> first_readers(Tx& tx, const decisions::Seats& place, const std::vector<Id<Person>>& named) {
  std::set<std::string> readers{tx.actor().person.text};
  for (const Id<Person>& person : named) {
    if (!tx.maybe<Person>("where id = $1", {person})) refuse_invalid({{"reader", "partnership.field.choose", {}}});
    readers.insert(person.text);
  }
  for (const decisions::SeatHere& one : place.seats)
    if (one.seat.role == place.chair) readers.insert(one.seat.person.text);
  return readers;
}

namespace {

// Chairs of the place say who reads a sealed issue.
Wall wall_to_open(Tx& tx, const Id<Issue>& id) {
  Wall wall = lock_wall(tx, id);
  const Seat* seat = decisions::seat_to_chair(tx.actor(), seats_of(tx, wall.issue));
  allow(seat != nullptr);
  require(wall.issue.sealed(), "solving.refusal.read_by_all");
  tx.act_from(*seat);
  return wall;
}

}  // namespace

bool chairs_alone(const decisions::Seats& place, const Id<Person>& person) {
  auto chairs = [&](const decisions::SeatHere& one) { return one.seat.role == place.chair; };
  return std::ranges::any_of(place.seats, [&](const decisions::SeatHere& own) {
    return chairs(own) && own.seat.person == person &&
           std::ranges::none_of(place.seats, [&](const decisions::SeatHere& other) {
             return chairs(other) && other.seat.party == own.seat.party && other.seat.person != person;
           });
  });
}

void name_reader(Tx& tx, const Id<Issue>& id, const Id<Person>& person) {
  Wall wall = wall_to_open(tx, id);
  if (!tx.maybe<Person>("where id = $1", {person})) refuse_invalid({{"reader", "partnership.field.choose", {}}});
  if (takes_part(tx, id.text, person)) return;
  name_participant(tx, id.text, person);
  notify(tx,
         {.to = person, .kind = "solving.named", .about = wall.issue.question, .url = url_of(id), .subject = id.text});
}

void take_out_reader(Tx& tx, const Id<Issue>& id, const Id<Person>& person) {
  Wall wall = wall_to_open(tx, id);
  require(!chairs_alone(seats_of(tx, wall.issue), person), "solving.refusal.last_chair");
  take_out_participant(tx, id.text, person);
}

}  // namespace solving
