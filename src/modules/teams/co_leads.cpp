#include "modules/teams/co_leads.h"

namespace teams {
namespace {

bool has_co_lead(Reader& db, const Id<Team>& team, const Id<Party>& party) {
  return db
      .maybe_value<std::int64_t>(
          "select 1 from seats where place_id = $1 and role = 'co_lead' and party_id = $2 and starts_on <= $3"
          " and (ends_on is null or ends_on >= $3) limit 1",
          {team, party, db.today()})
      .has_value();
}

bool is_asked_already(Reader& db, const Id<Team>& team, const Id<Party>& party) {
  return db
      .maybe_value<std::int64_t>(
          "select 1 from needs where subject_id = $1 and party_id = $2 and kind = 'teams.put_forward' limit 1",
          {team, party})
      .has_value();
}

}  // namespace

std::vector<Id<Party>> ids_of(const std::vector<Party>& parties) {
  std::vector<Id<Party>> ids;
  for (const Party& party : parties) ids.push_back(party.id);
  return ids;
}

void ask_for_co_leads(Tx& tx, const Team& team) {
  for (const Party& party : leading_parties(tx, team)) {
    if (has_co_lead(tx, team.id, party.id) || is_asked_already(tx, team.id, party.id)) continue;
    need(tx, {.place = top_unit(tx).id.text,
              .role = Role::administrator,
              .party = party.id,
              .kind = "teams.put_forward",
              .about = team.name,
              .url = "/teams/" + team.id.text,
              .subject = team.id.text});
  }
}

}  // namespace teams
