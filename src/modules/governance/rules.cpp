#include <algorithm>

#include "modules/governance/governance.h"

// Pure: who may do what in a body, asked by the commands and by the pages alike.
namespace governance {

bool is_body(std::string_view place) { return kit::is_id(place, Body::prefix); }

bool is_chair(const Actor& actor, const Id<Body>& body) { return actor.holds(body.text, Role::co_lead); }

bool sits_in(const Actor& actor, const Id<Body>& body) {
  return std::ranges::any_of(actor.seats, [&](const Seat& seat) { return seat.place == body.text; });
}

bool may_form(const Actor& actor, const Reach& unit) {
  auto speaks = [](Role role) {
    return role == Role::administrator || role == Role::executive || role == Role::steward || role == Role::sponsor ||
           role == Role::facilitator;
  };
  return std::ranges::any_of(actor.seats, [&](const Seat& seat) {
    return (unit.above.contains(seat.place) && speaks(seat.role)) ||
           (is_body(seat.place) && seat.role == Role::co_lead);
  });
}

}  // namespace governance
