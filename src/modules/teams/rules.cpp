#include "modules/teams/teams.h"

// Pure: who may do what in a team, asked by the commands and by the pages alike.
namespace teams {

bool is_co_lead(const Actor& actor, const Id<Team>& team) { return actor.holds(team.text, Role::co_lead); }
bool is_sponsor(const Actor& actor, const Id<Team>& team) { return actor.holds(team.text, Role::sponsor); }

const Seat* seat_to_put_forward(const Actor& actor, const Id<Team>& team, const Id<Party>& party) {
  // 2.3 Labor picks the labor co-lead and management the management co-lead, each unilaterally.
  for (const Seat& seat : actor.seats) {
    if (seat.party != party) continue;
    bool of_this_team = seat.place == team.text && (seat.role == Role::co_lead || seat.role == Role::sponsor);
    if (of_this_team || seat.role == Role::administrator || seat.role == Role::steward) return &seat;
  }
  return nullptr;
}
bool may_put_forward(const Actor& actor, const Id<Team>& team, const Id<Party>& party) {
  return seat_to_put_forward(actor, team, party) != nullptr;
}

bool may_register(const Actor& actor) {
  return actor.has_role(Role::administrator) || actor.has_role(Role::steward) || actor.has_role(Role::sponsor) ||
         actor.has_role(Role::co_lead) || actor.has_role(Role::facilitator);
}

bool may_change(const Actor& actor, const Id<Team>& team) { return is_co_lead(actor, team) || is_sponsor(actor, team); }

}  // namespace teams
