#pragma once
#include "modules/teams/teams.h"
#include "partnership/web/charter.h"

// What the templates of this module show, read before they begin.
namespace teams {

enum class TeamView { overview, people, charter, path, projects, meetings, history };
inline auto names(TeamView) {
  return std::array{"overview"sv, "people"sv, "charter"sv, "path"sv, "projects"sv, "meetings"sv, "history"sv};
}

struct CharterShown {
  Team team;
  std::optional<Charter> charter, in_force;
  std::optional<Date> since;
  SectionsShown sections;
  bool may_open = false;
};

struct PeopleShown {
  Team team;
  std::vector<TeamSeat> seats;
  std::vector<Party> parties;                                     // those that lead
  std::vector<std::pair<Party, std::vector<Choice>>> candidates;  // of parties the reader may put people forward for
  std::vector<Unit> departments;
  Reach reach;
};

struct TurnShown {
  TeamTurn turn;
  std::string team, other;  // their names
};
struct TurnsShown {
  Team team;
  std::optional<ProposedTurn> proposed;
  std::vector<TurnShown> turns;  // newest first
};

std::string role_name(const View& view, Role role);
std::string who_line(const TeamSeat& seat);  // "Transporter · SEIU Local 49"
const TeamSeat* co_lead_of(const std::vector<TeamSeat>& seats, const Id<Party>& party);
std::string names_of(const std::vector<TeamSeat>& seats, Role role, const std::string& otherwise);
std::vector<TeamSeat> first_members(const std::vector<TeamSeat>& seats, std::size_t most);
std::int64_t members_among(const std::vector<TeamSeat>& seats);
std::vector<Choice> other_units(const std::vector<Choice>& units, const std::string& chosen);
std::vector<Choice> turn_choices(const View& view, const Team& team);
std::string turn_sentence(const View& view, const ProposedTurn& proposed);
std::string turned_sentence(const View& view, const TurnShown& shown);
std::string standing_words(const View& view, const Team& team);  // ", resting" behind a date, or nothing
std::string charter_sentence(const View& view, const CharterShown& shown);

}  // namespace teams
