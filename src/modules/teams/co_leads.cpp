#include "modules/teams/co_leads.h"

namespace teams {

void ask_for_co_leads(Tx& tx, const Team& team) {
  ask_for_co_leads(
      tx, {.place = team.id.text, .about = team.name, .url = "/teams/" + team.id.text, .kind = "teams.put_forward"},
      leading_parties(tx, team));
}

}  // namespace teams
