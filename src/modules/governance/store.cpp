#include "modules/governance/governance.h"

namespace governance {

Body find_body(Reader& db, const Id<Body>& id) { return db.find(id); }

std::string url_of(const Id<Body>& id, std::string_view end) { return "/bodies/" + id.text + std::string(end); }

std::vector<Body> bodies_below(Reader& db, const Id<Body>& id) {
  return db.all<Body>("where parent_id = $1 and ended_on is null order by name, id limit 100", {id});
}
std::vector<Body> bodies_at(Reader& db, const Id<Unit>& unit) {
  return db.all<Body>("where unit_id = $1 and ended_on is null order by name, id limit 100", {unit});
}

std::vector<Body> above(Reader& db, const std::string& place) {
  constexpr std::size_t deepest = 20;  // a circle cannot be made, but nobody should wait for one
  std::vector<Body> bodies;
  if (!is_body(place)) return bodies;
  auto parent = find_body(db, {place}).parent;
  while (parent && bodies.size() < deepest) {
    bodies.push_back(find_body(db, *parent));
    parent = bodies.back().parent;
  }
  return bodies;
}

std::vector<Party> parties_of(Reader& db, const Id<Body>& id) {
  return db.once("parties in " + id.text, [&] {
    return db.all<Party>("where id in (select party_id from body_allotments where body_id = $1) order by place", {id});
  });
}
std::vector<BodyAllotment> allotments_of(Reader& db, const Id<Body>& id) {
  return db.all<BodyAllotment>("where body_id = $1 order by party_id", {id});
}

std::vector<SeatHere> seats_of(Reader& db, const Id<Body>& id) {
  return db.once("seats of " + id.text, [&] { return seats_at(db, id.text); });
}
std::vector<SeatHere> chairs_of(Reader& db, const Id<Body>& id) {
  auto seats = seats_of(db, id);
  std::erase_if(seats, [](const SeatHere& one) { return one.seat.role != Role::co_lead; });
  return seats;
}

Reach reach_of(Reader& db, const Body& body) { return reach_of(db, body.id.text, body.unit); }

}  // namespace governance
