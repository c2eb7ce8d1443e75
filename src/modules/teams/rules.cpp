#include <algorithm>

#include "modules/teams/teams.h"

// Pure: who may do what in a team, asked by the commands and by the pages alike.
namespace teams {

bool is_co_lead(const Actor& actor, const Id<Team>& team) { return actor.holds(team.text, Role::co_lead); }
bool is_sponsor(const Actor& actor, const Id<Team>& team) { return actor.holds(team.text, Role::sponsor); }

namespace {

bool puts_forward(const Seat& seat, const Reach& reach) {
  if (seat.place == reach.team.text) return seat.role == Role::co_lead || seat.role == Role::sponsor;
  return (seat.role == Role::administrator || seat.role == Role::steward) && reach.above.contains(seat.place);
}

}  // namespace

const Seat* seat_to_put_forward(const Actor& actor, const Reach& reach, const Id<Party>& party) {
  // 2.3 Labor picks the labor co-lead and management the management co-lead, each unilaterally.
  for (const Seat& seat : actor.seats)
    if (seat.party == party && puts_forward(seat, reach)) return &seat;
  return nullptr;
}
bool may_put_forward(const Actor& actor, const Reach& reach) {
  return std::ranges::any_of(actor.seats, [&](const Seat& seat) { return puts_forward(seat, reach); });
}

bool may_register(const Actor& actor) {
  return actor.has_role(Role::administrator) || actor.has_role(Role::steward) || actor.has_role(Role::sponsor) ||
         actor.has_role(Role::co_lead) || actor.has_role(Role::facilitator);
}

bool may_change(const Actor& actor, const Id<Team>& team) { return is_co_lead(actor, team) || is_sponsor(actor, team); }
bool may_record_meeting(const Actor& actor, const Id<Team>& team) {
  return may_change(actor, team) || actor.holds(team.text, Role::representative);
}

}  // namespace teams
