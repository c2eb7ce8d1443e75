#include "modules/teams/teams.h"

namespace teams {

const Table& Team::table() {
  static const Table table(
      "teams",
      {field<&Team::id>("id", {.key = true, .place = true}),
       field<&Team::external_id>("external_id", {.required = true, .longest = 80}),
       field<&Team::name>("name", {.required = true, .longest = 120}),
       field<&Team::unit>("unit_id", {.required = true, .place = true}),
       field<&Team::purpose>("purpose", {.longest = 1000}), field<&Team::registered_on>("registered_on"),
       field<&Team::resting_since>("resting_since"), field<&Team::ended_on>("ended_on")},
      {.kind = "teams.team"});
  return table;
}

const Table& TeamDepartment::table() {
  static const Table table("team_departments",
                           {field<&TeamDepartment::team>("team_id", {.key = true, .place = true}),
                            field<&TeamDepartment::unit>("unit_id", {.key = true})},
                           {.kind = "teams.department"});
  return table;
}

const Table& TeamTurn::table() {
  static const Table table(
      "team_turns",
      {field<&TeamTurn::id>("id", {.key = true}), field<&TeamTurn::team>("team_id", {.place = true}),
       field<&TeamTurn::turn>("turn"), field<&TeamTurn::other>("other_team_id", {.place = true}),
       field<&TeamTurn::turned_on>("turned_on"),
       field<&TeamTurn::reason>("reason", {.required = true, .longest = 1000})},
      {.kind = "teams.turn", .fact = true});
  return table;
}

const Table& TurnProposal::table() {
  static const Table table(
      "turn_proposals",
      {field<&TurnProposal::id>("id", {.key = true}), field<&TurnProposal::team>("team_id", {.place = true}),
       field<&TurnProposal::turn>("turn"), field<&TurnProposal::other>("other_team_id", {.place = true}),
       field<&TurnProposal::new_name>("new_name", {.longest = 120}),
       field<&TurnProposal::reason>("reason", {.required = true, .longest = 1000}),
       field<&TurnProposal::proposed_on>("proposed_on")},
      {.kind = "teams.turn_proposal"});
  return table;
}

const Table& SponsorContact::table() {
  static const Table table(
      "sponsor_contacts",
      {field<&SponsorContact::id>("id", {.key = true}), field<&SponsorContact::team>("team_id", {.place = true}),
       field<&SponsorContact::seat>("seat_id"),
       field<&SponsorContact::contacted_on>("contacted_on", {.required = true}),
       field<&SponsorContact::note>("note", {.longest = 1000})},
      {.kind = "teams.contact", .fact = true});
  return table;
}

const Table& TeamMeeting::table() {
  static const Table table(
      "team_meetings",
      {field<&TeamMeeting::id>("id", {.key = true}), field<&TeamMeeting::team>("team_id", {.place = true}),
       field<&TeamMeeting::met_on>("met_on", {.required = true}),
       field<&TeamMeeting::minutes>("minutes", {.required = true, .least = 1, .most = 600}),
       field<&TeamMeeting::labor_present>("labor_present", {.required = true, .least = 0, .most = 1000}),
       field<&TeamMeeting::management_present>("management_present", {.required = true, .least = 0, .most = 1000}),
       field<&TeamMeeting::outcome>("outcome", {.longest = 1000})},
      {.kind = "teams.meeting", .fact = true});
  return table;
}

const Table& Training::table() {
  static const Table table(
      "trainings",
      {field<&Training::id>("id", {.key = true}), field<&Training::person>("person_id", {.place = true}),
       field<&Training::course>("course", {.required = true, .longest = 80}),
       field<&Training::completed_on>("completed_on", {.required = true})},
      {.kind = "teams.training", .fact = true});
  return table;
}

const Table& Charter::table() {
  static const Table table(
      "charters",
      {field<&Charter::id>("id", {.key = true, .place = true}), field<&Charter::team>("team_id", {.place = true}),
       field<&Charter::version>("version"), field<&Charter::opened_on>("opened_on")},
      {.kind = "teams.charter"});
  return table;
}

const Table& CharterSection::table() {
  static const Table table("charter_sections",
                           {field<&CharterSection::charter>("charter_id", {.key = true, .place = true}),
                            field<&CharterSection::section>("section", {.key = true}),
                            field<&CharterSection::body>("body", {.longest = 5000})},
                           {.kind = "teams.charter_section"});
  return table;
}

const Table& CharterStart::table() {
  static const Table table(
      "charter_starts",
      {field<&CharterStart::charter>("charter_id", {.key = true, .place = true}),
       field<&CharterStart::team>("team_id", {.place = true}), field<&CharterStart::started_on>("started_on")},
      {.kind = "teams.charter_start", .fact = true});
  return table;
}

}  // namespace teams
