#include "modules/teams/pages.h"

#include <algorithm>

#include "modules/teams/pages.html.h"
#include "modules/teams/turns.html.h"

namespace teams {

std::string role_name(const View& view, Role role) {
  return view.t("partnership.role." + std::string(kit::to_value(role)));
}

std::string who_line(const TeamSeat& seat) {
  if (seat.job.empty() || seat.union_name.empty()) return seat.job + seat.union_name;
  return seat.job + " · " + seat.union_name;
}

const TeamSeat* co_lead_of(const std::vector<TeamSeat>& seats, const Id<Party>& party) {
  auto found = std::ranges::find_if(
      seats, [&](const TeamSeat& one) { return one.seat.role == Role::co_lead && one.seat.party == party; });
  return found == seats.end() ? nullptr : &*found;
}

std::string names_of(const std::vector<TeamSeat>& seats, Role role, const std::string& otherwise) {
  std::string names;
  for (const TeamSeat& one : seats)
    if (one.seat.role == role) names += (names.empty() ? "" : ", ") + one.person;
  return names.empty() ? otherwise : names;
}

std::vector<TeamSeat> first_members(const std::vector<TeamSeat>& seats, std::size_t most) {
  std::vector<TeamSeat> members;
  for (const TeamSeat& one : seats)
    if (one.seat.role == Role::member && members.size() < most) members.push_back(one);
  return members;
}

std::int64_t members_among(const std::vector<TeamSeat>& seats) {
  return std::ranges::count_if(seats, [](const TeamSeat& one) { return one.seat.role == Role::member; });
}

std::vector<Choice> other_units(const std::vector<Choice>& units, const std::string& chosen) {
  std::vector<Choice> others = units;
  std::erase_if(others, [&](const Choice& choice) { return choice.value == chosen; });
  return others;
}

std::vector<Choice> turn_choices(const View& view, const Team& team) {
  std::vector<Choice> choices;
  for (Turn turn : {team.resting_since ? Turn::resumed : Turn::rested, Turn::merged, Turn::split, Turn::dissolved})
    choices.push_back({std::string(kit::to_value(turn)), view.t("teams.turn." + std::string(kit::to_value(turn)))});
  return choices;
}

std::string turn_sentence(const View& view, const ProposedTurn& proposed) {
  const auto& asked = proposed.questions;
  return view.t("teams.turn_asked." + std::string(kit::to_value(proposed.proposal.turn)),
                {{"team", asked.front().team.name},
                 {"other", asked.size() > 1 ? asked.back().team.name : proposed.proposal.new_name}});
}

std::string turned_sentence(const View& view, const TurnShown& shown) {
  return view.t("teams.turned." + std::string(kit::to_value(shown.turn.turn)),
                {{"team", shown.team}, {"other", shown.other}});
}

std::string standing_words(const View& view, const Team& team) {
  if (team.ended_on) return ", " + view.t("teams.ended_word");
  return team.resting_since ? ", " + view.t("teams.resting_word") : "";
}

std::string charter_sentence(const View& view, const CharterShown& shown) {
  int version = shown.charter->version;
  if (shown.since) return view.t("teams.charter.in_force", {{"version", version}, {"date", view.date(*shown.since)}});
  std::string key = shown.in_force ? "teams.charter.progress_former" : "teams.charter.progress";
  return view.t(key, {{"version", version},
                      {"agreed", shown.sections.agreed()},
                      {"all", shown.sections.sections.size()},
                      {"former", shown.in_force ? shown.in_force->version : 0}});
}

kit::Html team_header(const View& view, const Team& team, std::string_view eyebrow, std::string_view title,
                      std::string_view current) {
  return team_head(view, team, eyebrow, title, kit::named<TeamView>(current).value());
}

Place place_of(Reader& db, const Team& team, std::string title) {
  Place place{.room = Room::teams, .title = title.empty() ? team.name : title, .here = team.name};
  for (const Unit& unit : path_to(db, team.unit))
    if (unit.parent) place.crumbs.push_back({unit.name, "/units/" + unit.id.text});
  return place;
}

kit::Html leaders_card(const View& view, Reader& db, const Team& team) {
  auto contact = last_contact(db, team.id);
  std::string line = contact ? view.t("teams.contacts.last", {{"ago", view.ago(contact->contacted_on)}})
                             : view.t("teams.contacts.never");
  kit::Html html;
  if (auto proposed = proposed_turn(db, team.id); proposed && proposed->open()) html.append(turn_card(view, *proposed));
  html.append(leaders(view, team, leading_parties(db, team), leaders_of(db, team.id), line));
  return html;
}

kit::Html charter_card(const View& view, Reader& db, const Team& team) {
  auto in_force = charter_in_force(db, team.id);
  std::optional<Date> since;
  std::optional<AssentState> signatures;
  if (in_force) {
    since = in_force_since(db, in_force->id);
    signatures = latest_assent(db, in_force->id.text, charter_section_names().front());
  }
  return charter_summary(view, team, in_force, since, latest_charter(db, team.id), signatures);
}

}  // namespace teams
