#pragma once
#include "partnership/charter.h"
#include "partnership/clocks.h"
#include "partnership/seating.h"
#include "partnership/units.h"
#include "partnership/web/parts.h"
#include "partnership/web/router.h"

// Unit-based teams: all the people of a natural work group, co-led by labor and management, and by a physician where
// the unit is clinical. The register, the seats in a team, its turns (rest, merge, split, dissolve), what is known of
// its meetings, training and sponsors, and its charter. Every co-lead is put forward by their own party alone; what
// becomes of the team itself (rest, end, merger, split) is proposed, and binds with the signature of every party.
namespace teams {

using namespace partnership;

struct Team {
  static constexpr auto prefix = "team";
  Id<Team> id;
  std::string external_id;
  std::string name;
  Id<Unit> unit;
  std::string purpose;
  Date registered_on;
  std::optional<Date> resting_since;
  std::optional<Date> ended_on;
  static const Table& table();

  bool active() const { return !resting_since && !ended_on; }
};

struct TeamDepartment {
  Id<Team> team;
  Id<Unit> unit;
  static const Table& table();
};

enum class Turn { rested, resumed, dissolved, merged, split };
inline auto names(Turn) { return std::array{"rested"sv, "resumed"sv, "dissolved"sv, "merged"sv, "split"sv}; }

struct TeamTurn {
  static constexpr auto prefix = "turn";
  Id<TeamTurn> id;
  Id<Team> team;
  Turn turn = Turn::rested;
  std::optional<Id<Team>> other;  // merged into, or split from
  Date turned_on;
  std::string reason;
  static const Table& table();
};

// A turn put to the co-leads of every leading party, and for a merger to those of the team it would join as well.
struct TurnProposal {
  static constexpr auto prefix = "turnproposal";
  Id<TurnProposal> id;
  Id<Team> team;
  Turn turn = Turn::rested;
  std::optional<Id<Team>> other;  // to merge into
  std::string new_name;           // of the team that would split off
  std::string reason;
  Date proposed_on;
  static const Table& table();
};

struct SponsorContact {
  static constexpr auto prefix = "contact";
  Id<SponsorContact> id;
  Id<Team> team;
  Id<Seat> seat;
  Date contacted_on;
  std::string note;
  static const Table& table();
};

struct TeamMeeting {
  static constexpr auto prefix = "meeting";
  Id<TeamMeeting> id;
  Id<Team> team;
  Date met_on;
  int minutes = 0;
  int labor_present = 0;
  int management_present = 0;
  std::string outcome;
  static const Table& table();
};

struct Training {
  static constexpr auto prefix = "training";
  Id<Training> id;
  Id<Person> person;
  std::string course;
  Date completed_on;
  static const Table& table();
};

struct Charter {
  static constexpr auto prefix = "charter";
  Id<Charter> id;
  Id<Team> team;
  int version = 1;
  Date opened_on;
  static const Table& table();
};
struct CharterSection {
  Id<Charter> charter;
  std::string section;
  std::string body;
  static const Table& table();
};
struct CharterStart {
  Id<Charter> charter;
  Id<Team> team;
  Date started_on;
  static const Table& table();
};

// ── reading ──────────────────────────────────────────────────────────────────

Team find_team(Reader& db, const Id<Team>& id);
Reach reach_of(Reader& db, const Team& team);

using TeamSeat = SeatHere;
std::vector<TeamSeat> seats_of(Reader& db, const Id<Team>& id);
std::vector<TeamSeat> leaders_of(Reader& db, const Id<Team>& id);  // co-leads and sponsors only
std::vector<TeamSeat> core_of(Reader& db, const Id<Team>& id);     // with representatives and champions
std::int64_t count_members(Reader& db, const Id<Team>& id);
std::vector<Unit> departments_of(Reader& db, const Id<Team>& id);
std::vector<TeamTurn> turns_of(Reader& db, const Id<Team>& id);
struct TurnQuestion {  // a proposed turn as one team's parties answer it; a merger is two questions
  Team team;
  AssentState state;
};
struct ProposedTurn {
  TurnProposal proposal;
  std::vector<TurnQuestion> questions;
  bool sent_back() const;
  bool open() const;  // it can still come about
};
// The newest proposal about the team, its own or another's to merge into it, unless it took effect or was withdrawn.
std::optional<ProposedTurn> proposed_turn(Reader& db, const Id<Team>& id);
std::optional<SponsorContact> last_contact(Reader& db, const Id<Team>& id);
std::vector<SponsorContact> contacts_since(Reader& db, const Id<Team>& id, Date since);
std::vector<TeamMeeting> meetings_since(Reader& db, const Id<Team>& id, Date since);

struct TeamLine {  // of the register
  Team team;
  std::string unit_name;
  std::optional<int> level;  // as last rated
};
struct Register {
  std::vector<TeamLine> lines;
  bool more = false;
};
// Teams in a unit and below it whose name holds `words`, by name, from the page after `after`.
Register register_of(Reader& db, const Id<Unit>& unit, std::string_view words, std::string_view after, int most);

std::vector<Id<Team>> teams_of_person(Reader& db, const Id<Person>& person);

// The parties that lead a team: labor and management, and the physicians where its unit is clinical.
std::vector<Party> leading_parties(Reader& db, const Team& team);

std::optional<Charter> charter_in_force(Reader& db, const Id<Team>& id);
std::optional<Charter> latest_charter(Reader& db, const Id<Team>& id);
std::vector<CharterSection> sections_of(Reader& db, const Id<Charter>& id);
std::optional<Date> in_force_since(Reader& db, const Id<Charter>& id);

// ── rules: asked by the commands and by the pages ────────────────────────────

bool is_co_lead(const Actor& actor, const Id<Team>& team);
bool is_sponsor(const Actor& actor, const Id<Team>& team);
bool may_register(const Actor& actor);
bool may_change(const Actor& actor, const Id<Team>& team);
bool may_record_meeting(const Actor& actor, const Id<Team>& team);

// ── commands ─────────────────────────────────────────────────────────────────

struct NewTeam {
  std::string external_id, name, purpose;
  Id<Unit> unit;
  std::vector<Id<Unit>> departments;
};
Team register_team(Tx& tx, const NewTeam& asked);
// Registers without asking who asks: for files and examples.
Team add_team(Tx& tx, const NewTeam& asked, Date registered_on);

// Puts a person of the actor's own party forward for a role in the team. A co-lead's seat passes on: the former one of
// that party ends the day before.
Seat put_forward(Tx& tx, const Id<Team>& team, const Id<Person>& person, const Id<Party>& party, Role role);
void end_seat(Tx& tx, const Id<Seat>& id);

// Puts a turn before the co-leads of every leading party. A co-lead who proposes it signs it thereby; a newer proposal
// about the same team takes the place of the older. 2.3 No party alone ends or changes a team.
struct AskedTurn {
  Turn turn = Turn::rested;
  std::optional<Id<Team>> other = {};  // to merge into
  std::string new_name = {};           // of the team that splits off
  std::string reason;
};
TurnProposal propose_turn(Tx& tx, const Id<Team>& team, const AskedTurn& asked);
void turn_agreed(Tx& tx, const Assent& assent);                            // reaction
void turn_sent_back(Tx& tx, const Assent& assent, const Signature& last);  // reaction
// The turn itself, without asking who asks: what every party has signed, or what examples tell.
void take_turn(Tx& tx, const Id<Team>& team, Turn turn, const std::optional<Id<Team>>& other,
               const std::string& reason);
// A new team out of an old one, which goes on.
Team split_team(Tx& tx, const Id<Team>& from, const std::string& name, const std::string& reason);
// Takes back what is still asked about a team that no longer stands as it did.
void withdraw_turns(Tx& tx, const Id<Team>& team);
SponsorContact record_contact(Tx& tx, const Id<Team>& team, Date on, const std::string& note);
TeamMeeting record_meeting(Tx& tx, TeamMeeting meeting);
Training record_training(Tx& tx, const Id<Person>& person, const std::string& course, Date on);

Charter open_charter(Tx& tx, const Id<Team>& team);
void write_section(Tx& tx, const Id<Charter>& charter, const std::string& section, const std::string& body);
// Reaction: a section was signed by all. With the last of them the charter is in force.
void section_agreed(Tx& tx, const Assent& assent);

void teams_routes(Router& router);

// ── fragments for pages of several modules ───────────────────────────────────

// The head of every page of a team: its name and its views. `current` is overview, people, charter, path, projects,
// meetings or history.
kit::Html team_header(const View& view, const Team& team, std::string_view eyebrow, std::string_view title,
                      std::string_view current);
Place place_of(Reader& db, const Team& team, std::string title = {});
// Who leads the team; above it, while it waits, the turn that their signatures would bring about.
kit::Html leaders_card(const View& view, Reader& db, const Team& team);
kit::Html charter_card(const View& view, Reader& db, const Team& team);

}  // namespace teams
