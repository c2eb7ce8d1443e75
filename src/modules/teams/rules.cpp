#include "modules/teams/teams.h"

// Pure: who may do what in a team, asked by the commands and by the pages alike.
namespace teams {

bool is_co_lead(const Actor& actor, const Id<Team>& team) { return actor.holds(team.text, Role::co_lead); }
bool is_sponsor(const Actor& actor, const Id<Team>& team) { return actor.holds(team.text, Role::sponsor); }

bool may_register(const Actor& actor) {
  return actor.has_role(Role::administrator) || actor.has_role(Role::steward) || actor.has_role(Role::sponsor) ||
         actor.has_role(Role::co_lead) || actor.has_role(Role::facilitator);
}

bool may_change(const Actor& actor, const Id<Team>& team) { return is_co_lead(actor, team) || is_sponsor(actor, team); }
bool may_record_meeting(const Actor& actor, const Id<Team>& team) {
  return may_change(actor, team) || actor.holds(team.text, Role::representative);
}

}  // namespace teams
