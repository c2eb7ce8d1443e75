#pragma once
#include "modules/teams/teams.h"

// Open seats of co-leads: who is asked to put somebody forward. Inside the module only.
namespace teams {

// Every leading party that has no co-lead in the team is asked to put one forward, once.
void ask_for_co_leads(Tx& tx, const Team& team);

}  // namespace teams
