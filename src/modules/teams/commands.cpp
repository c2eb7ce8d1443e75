#include "modules/teams/teams.h"

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

// Until every leading party has a co-lead, those who can put one forward are asked to.
void ask_for_co_leads(Tx& tx, const Team& team) {
  for (const Party& party : leading_parties(tx, team))
    need(tx, {.place = top_unit(tx).id.text,
              .role = Role::administrator,
              .party = party.id,
              .kind = "teams.put_forward",
              .about = team.name,
              .url = url_of(team.id),
              .subject = team.id.text});
}

void replace_co_lead(Tx& tx, const Id<Team>& team, const Id<Party>& party) {
  for (Seat former :
       tx.all<Seat>("where place_id = $1 and role = 'co_lead' and party_id = $2 and ends_on is null", {team, party})) {
    former.ends_on = kit::add_days(tx.today(), -1);
    tx.update(former);
  }
}

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
  const Seat* from = seat_to_put_forward(tx.actor(), id, party);
  allow(from != nullptr);
  require(!team.ended_on, "teams.refusal.ended", team.name);
  // The person sits for that party already: nobody is put forward by a party that is not theirs.
  auto theirs = tx.maybe<Seat>(
      "where person_id = $1 and party_id = $2 and starts_on <= $3"
      " and (ends_on is null or ends_on >= $3) order by id limit 1",
      {person, party, tx.today()});
  if (!theirs) refuse_invalid({{"person", "teams.refusal.not_of_party"}});

  tx.act_from(*from);
  if (role == Role::co_lead) replace_co_lead(tx, id, party);
  Seat seat{.id = kit::fresh<Seat>(),
            .person = person,
            .party = party,
            .local = theirs->local,
            .place = id.text,
            .role = role,
            .starts_on = tx.today(),
            .ends_on = {}};
  tx.insert(seat);
  if (role == Role::co_lead) no_longer_needed(tx, id.text, party);
  if (role == Role::sponsor) start_contact_clock(tx, team, party);
  return seat;
}

void end_seat(Tx& tx, const Id<Seat>& id) {
  Seat seat = tx.find(id);
  const Seat* from = seat_to_put_forward(tx.actor(), {seat.place}, seat.party);
  allow(from != nullptr && seat.place.starts_with(Team::prefix));
  require(!seat.ends_on, "teams.refusal.seat_ended");
  tx.act_from(*from);
  seat.ends_on = tx.today();
  tx.update(seat);
  if (seat.role == Role::sponsor) stop_clock(tx, "sponsor_contact", seat.place, seat.party, ClockOutcome::void_);
}

void take_turn(Tx& tx, const Id<Team>& id, Turn turn, const std::optional<Id<Team>>& other, const std::string& reason) {
  Team team = locked_team(tx, id);
  allow(may_change(tx.actor(), id));
  if (reason.empty()) refuse_invalid({{"reason", "partnership.field.say_why"}});
  require(!team.ended_on, "teams.refusal.ended", team.name);
  if (turn == Turn::resumed) require(team.resting_since.has_value(), "teams.refusal.not_resting");
  if (turn == Turn::rested) require(!team.resting_since, "teams.refusal.resting_already");
  if (turn == Turn::merged) {
    if (!other || *other == id) refuse_invalid({{"other", "teams.refusal.choose_other"}});
    require(!find_team(tx, *other).ended_on, "teams.refusal.other_ended");
  }

  tx.act_from(*(tx.actor().seat(id.text, Role::co_lead) ? tx.actor().seat(id.text, Role::co_lead)
                                                        : tx.actor().seat(id.text, Role::sponsor)));
  bool was_active = team.active();
  tx.record(TeamTurn{.id = kit::fresh<TeamTurn>(),
                     .team = id,
                     .turn = turn,
                     .other = turn == Turn::merged ? other : std::nullopt,
                     .turned_on = tx.today(),
                     .reason = reason});
  if (turn == Turn::rested) team.resting_since = tx.today();
  if (turn == Turn::resumed) team.resting_since.reset();
  if (turn == Turn::dissolved || turn == Turn::merged) team.ended_on = tx.today();
  tx.update(team);
  if (was_active != team.active()) count_team(tx, team, team.active() ? 1 : -1);
  if (team.ended_on) stop_clocks(tx, "sponsor_contact", id.text, ClockOutcome::void_);
}

Team split_team(Tx& tx, const Id<Team>& from, const NewTeam& asked, const std::string& reason) {
  Team parent = locked_team(tx, from);
  allow(may_change(tx.actor(), from));
  if (reason.empty()) refuse_invalid({{"reason", "partnership.field.say_why"}});
  require(!parent.ended_on, "teams.refusal.ended", parent.name);
  Team team = register_team(tx, asked);
  tx.record(TeamTurn{.id = kit::fresh<TeamTurn>(),
                     .team = team.id,
                     .turn = Turn::split,
                     .other = from,
                     .turned_on = tx.today(),
                     .reason = reason});
  return team;
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
  allow(may_change(tx.actor(), meeting.team) || tx.actor().holds(meeting.team.text, Role::representative));
  if (meeting.met_on > tx.today()) refuse_invalid({{"met_on", "partnership.field.in_the_future"}});
  meeting.id = kit::fresh<TeamMeeting>();
  tx.record(meeting);
  return meeting;
}

Training record_training(Tx& tx, const Id<Person>& person, const std::string& course, Date on) {
  Training training{.id = kit::fresh<Training>(), .person = person, .course = course, .completed_on = on};
  tx.record(training);
  return training;
}

}  // namespace teams
