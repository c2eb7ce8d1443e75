#include <algorithm>

#include "modules/teams/co_leads.h"

#include "kit/text/utf8.h"
#include "partnership/policy.h"

namespace teams {
namespace {

// 2.11 Sponsors speak with the co-leads at least once a month; how long that is, is policy.
int contact_days(Reader& db) {
  kit::Json clocks = kit::Json::parse(policy_in_force(db, "clocks").body);
  return static_cast<int>(clocks.at("sponsor_contact").at("days").as_integer());
}

std::string url_of(const Id<Team>& id) { return "/teams/" + id.text; }

void start_contact_clock(Tx& tx, const Team& team, const Id<Party>& party) {
  start_clock(tx,
              {.id = {},
               .kind = "sponsor_contact",
               .subject = team.id.text,
               .place = team.id.text,
               .role = Role::sponsor,
               .party = party,
               .unit = team.unit,
               .rule = "clocks.sponsor_contact",
               .started_on = tx.today(),
               .due_on = kit::add_days(tx.today(), contact_days(tx))},
              team.name, url_of(team.id) + "/contacts");
}

// 2.3 Physicians lead where the unit is clinical: elsewhere no seat of theirs may come to decide for the team.
bool leads(Reader& db, const Team& team, const Id<Party>& party) {
  auto parties = leading_parties(db, team);
  return std::ranges::find(parties, party, &Party::id) != parties.end();
}

void count_team(Tx& tx, const Team& team, int by) { tx.tally(team.unit, "", "teams", by); }

Team locked_team(Tx& tx, const Id<Team>& id) {
  tx.lock(id.text);
  return find_team(tx, id);
}

}  // namespace

Team add_team(Tx& tx, const NewTeam& asked, Date registered_on) {
  Team team{.id = kit::fresh<Team>(),
            .external_id = asked.external_id,
            .name = asked.name,
            .unit = asked.unit,
            .purpose = asked.purpose,
            .registered_on = registered_on,
            .resting_since = {},
            .ended_on = {}};
  tx.insert(team);
  for (const Id<Unit>& unit : asked.departments)
    if (unit != asked.unit) tx.insert(TeamDepartment{team.id, unit});
  count_team(tx, team, 1);
  return team;
}

Team register_team(Tx& tx, const NewTeam& asked) {
  allow(may_register(tx.actor()));
  find_unit(tx, asked.unit);
  NewTeam named = asked;
  if (named.external_id.empty()) named.external_id = kit::new_id("T");
  Team team = add_team(tx, named, tx.today());
  ask_for_co_leads(tx, team);
  return team;
}

Seat put_forward(Tx& tx, const Id<Team>& id, const Id<Person>& person, const Id<Party>& party, Role role) {
  Team team = locked_team(tx, id);
  const Seat* from = seat_to_put_forward(tx.actor(), reach_of(tx, team), party);
  allow(from != nullptr && leads(tx, team, party));
  require(!team.ended_on, "teams.refusal.ended", team.name);
  Seat seat = give_seat(tx, *from, {.place = id.text, .person = person, .party = party, .role = role});
  if (role == Role::sponsor) start_contact_clock(tx, team, party);
  return seat;
}

void end_seat(Tx& tx, const Id<Seat>& id) {
  Seat seat = tx.find(id);
  auto team = tx.maybe<Team>("where id = $1", {seat.place});
  const Seat* from = team ? seat_to_put_forward(tx.actor(), reach_of(tx, *team), seat.party) : nullptr;
  allow(from != nullptr);
  require(!seat.ends_on, "teams.refusal.seat_ended");
  tx.act_from(*from);
  seat.ends_on = tx.today();
  tx.update(seat);
  if (seat.role == Role::sponsor) stop_clock(tx, "sponsor_contact", seat.place, seat.party, ClockOutcome::void_);
}

SponsorContact record_contact(Tx& tx, const Id<Team>& id, Date on, const std::string& note) {
  Team team = find_team(tx, id);
  const Seat* seat = tx.actor().seat(id.text, Role::sponsor);
  allow(seat != nullptr);
  if (on > tx.today()) refuse_invalid({{"contacted_on", "partnership.field.in_the_future"}});
  if (kit::characters(note) > 1000) refuse_invalid({{"note", "partnership.field.too_long", "1000"}});

  tx.act_from(*seat);
  SponsorContact contact{
      .id = kit::fresh<SponsorContact>(), .team = id, .seat = seat->id, .contacted_on = on, .note = note};
  tx.record(contact);
  stop_clock(tx, "sponsor_contact", id.text, seat->party, ClockOutcome::met);
  start_contact_clock(tx, team, seat->party);
  return contact;
}

TeamMeeting record_meeting(Tx& tx, TeamMeeting meeting) {
  find_team(tx, meeting.team);
  allow(may_record_meeting(tx.actor(), meeting.team));
  if (meeting.met_on > tx.today()) refuse_invalid({{"met_on", "partnership.field.in_the_future"}});
  if (meeting.id.empty()) meeting.id = kit::fresh<TeamMeeting>();  // of a meeting run here: its own
  tx.record(meeting);
  return meeting;
}

Training record_training(Tx& tx, const Id<Person>& person, const std::string& course, Date on) {
  Training training{.id = kit::fresh<Training>(), .person = person, .course = course, .completed_on = on};
  tx.record(training);
  return training;
}

}  // namespace teams
