#include "partnership/actor.h"

#include <algorithm>

namespace partnership {
namespace {
template <class Test>
const Seat* find_seat(const std::vector<Seat>& seats, Test test) {
  auto found = std::ranges::find_if(seats, test);
  return found == seats.end() ? nullptr : &*found;
}
}  // namespace

const Seat* Actor::seat(std::string_view place, Role role) const {
  return find_seat(seats, [&](const Seat& seat) { return seat.place == place && seat.role == role; });
}
const Seat* Actor::seat_of(std::string_view place, Role role, const Id<Party>& party) const {
  return find_seat(seats,
                   [&](const Seat& seat) { return seat.place == place && seat.role == role && seat.party == party; });
}
bool Actor::sits_for(const Id<Party>& party) const {
  return find_seat(seats, [&](const Seat& seat) { return seat.party == party; }) != nullptr;
}
const Seat* Actor::first_with(Role role) const {
  return find_seat(seats, [&](const Seat& seat) { return seat.role == role; });
}
bool Actor::has_role(Role role) const { return first_with(role) != nullptr; }

}  // namespace partnership
