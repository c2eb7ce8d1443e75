#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "partnership/parties.h"

// Who is asking: a person with the seats they hold today. Every question of "may they?" is put to this value.
namespace partnership {

// What the entries of the host's own acts name instead of a seat.
inline constexpr std::string_view host_seat = "host";

struct Actor {
  Id<Person> person;  // empty: the system itself, or somebody who has not signed in
  std::string name;
  Language language = Language::en;
  std::vector<Seat> seats;  // those held today

  bool signed_in() const { return !person.empty(); }
  const Seat* seat(std::string_view place, Role role) const;
  const Seat* seat_of(std::string_view place, Role role, const Id<Party>& party) const;
  bool holds(std::string_view place, Role role) const { return seat(place, role) != nullptr; }
  bool sits_for(const Id<Party>& party) const;
  bool has_role(Role role) const;  // anywhere
  const Seat* first_with(Role role) const;
};

}  // namespace partnership
