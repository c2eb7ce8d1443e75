#include <algorithm>

#include "kit/text/utf8.h"
#include "modules/teams/co_leads.h"

// The turns in a team's life. Each is proposed with a reason and taken when the co-leads of every leading party have
// signed; a merger asks those of both teams. Where a party's seat is open, it is asked to put somebody forward first.
namespace teams {
namespace {

// ── what may be proposed ─────────────────────────────────────────────────────

void require_possible(Reader& db, const Team& team, Turn turn, const std::optional<Id<Team>>& other) {
  require(!team.ended_on, "teams.refusal.ended", team.name);
  if (turn == Turn::resumed) require(team.resting_since.has_value(), "teams.refusal.not_resting");
  if (turn == Turn::rested) require(!team.resting_since, "teams.refusal.resting_already");
  if (turn == Turn::merged && other) require(!find_team(db, *other).ended_on, "teams.refusal.other_ended");
}

std::vector<FieldError> faults_of(const AskedTurn& asked, const Id<Team>& team) {
  std::vector<FieldError> faults;
  if (asked.reason.empty()) faults.push_back({"reason", "partnership.field.say_why"});
  if (kit::characters(asked.reason) > 1000) faults.push_back({"reason", "partnership.field.too_long", "1000"});
  if (asked.turn == Turn::merged && (!asked.other || *asked.other == team))
    faults.push_back({"other", "teams.refusal.choose_other"});
  if (asked.turn == Turn::split && asked.new_name.empty()) faults.push_back({"other", "teams.refusal.name_the_new"});
  if (kit::characters(asked.new_name) > 120) faults.push_back({"other", "partnership.field.too_long", "120"});
  return faults;
}

const Seat* seat_to_propose(const Actor& actor, const Id<Team>& team) {
  const Seat* lead = actor.seat(team.text, Role::co_lead);
  return lead ? lead : actor.seat(team.text, Role::sponsor);
}

// ── asking, and taking back ──────────────────────────────────────────────────

std::vector<Id<Team>> teams_of(const TurnProposal& proposal) {
  std::vector<Id<Team>> teams{proposal.team};
  if (proposal.other) teams.push_back(*proposal.other);
  return teams;
}

// Exactly this is what the parties sign, whatever their language.
std::string text_of(const TurnProposal& proposal) {
  std::string text = "team: " + proposal.team.text + "\nturn: " + std::string(kit::to_value(proposal.turn)) + "\n";
  if (proposal.other) text += "other team: " + proposal.other->text + "\n";
  if (!proposal.new_name.empty()) text += "new team: " + proposal.new_name + "\n";
  return text + "reason: " + proposal.reason + "\n";
}

void put_before_parties(Tx& tx, const TurnProposal& proposal, const Team& team) {
  ask_assent(tx, {.kind = "teams.turn_proposal",
                  .subject = team.id.text,
                  .part = proposal.id.text,
                  .place = team.id.text,
                  .role = Role::co_lead,
                  .parties = ids_of(leading_parties(tx, team)),
                  .text = text_of(proposal),
                  .about = team.name,
                  .url = "/teams/" + team.id.text + "/turns"});
  ask_for_co_leads(tx, team);
}

void sign_as_proposer(Tx& tx, const TurnProposal& proposal) {
  for (const Id<Team>& team : teams_of(proposal))
    if (auto state = latest_assent(tx, team.text, proposal.id.text); state && seat_to_sign(*state, tx.actor()))
      answer_assent(tx, state->assent.id, Answer::signed_, "");
}

void withdraw(Tx& tx, const TurnProposal& proposal) {
  for (const Id<Team>& team : teams_of(proposal)) withdraw_assent(tx, team.text, proposal.id.text);
}

constexpr std::string_view is_open =
    " and exists (select 1 from assents where subject_id in (team_id, other_team_id) and part = turn_proposals.id"
    " and not exists (select 1 from assent_endings where assent_id = assents.id))";

void withdraw_own(Tx& tx, const Id<Team>& team) {
  for (auto& proposal : tx.all<TurnProposal>("where team_id = $1" + std::string(is_open), {team}))
    withdraw(tx, proposal);
}

// ── the turns themselves ─────────────────────────────────────────────────────

void record_turn(Tx& tx, const Id<Team>& team, Turn turn, const std::optional<Id<Team>>& other,
                 const std::string& reason) {
  tx.record(TeamTurn{.id = kit::fresh<TeamTurn>(),
                     .team = team,
                     .turn = turn,
                     .other = other,
                     .turned_on = tx.today(),
                     .reason = reason});
}

Team locked_team(Tx& tx, const Id<Team>& id) {
  tx.lock(id.text);
  return find_team(tx, id);
}

}  // namespace

// ── reading ──────────────────────────────────────────────────────────────────

bool ProposedTurn::sent_back() const {
  return std::ranges::any_of(questions, [](const TurnQuestion& one) {
    return one.state.ending && one.state.ending->outcome == AssentOutcome::sent_back;
  });
}

bool ProposedTurn::open() const {
  return !sent_back() && std::ranges::any_of(questions, [](const TurnQuestion& one) { return one.state.open(); });
}

std::optional<ProposedTurn> proposed_turn(Reader& db, const Id<Team>& id) {
  auto newest = db.maybe<TurnProposal>("where team_id = $1 or other_team_id = $1 order by id desc limit 1", {id});
  if (!newest) return std::nullopt;
  ProposedTurn proposed{.proposal = std::move(*newest), .questions = {}};
  for (const Id<Team>& team : teams_of(proposed.proposal))
    if (auto state = latest_assent(db, team.text, proposed.proposal.id.text))
      proposed.questions.push_back({find_team(db, team), std::move(*state)});
  if (!proposed.open() && !proposed.sent_back()) return std::nullopt;
  return proposed;
}

// ── commands ─────────────────────────────────────────────────────────────────

TurnProposal propose_turn(Tx& tx, const Id<Team>& id, const AskedTurn& asked) {
  Team team = locked_team(tx, id);
  const Seat* seat = seat_to_propose(tx.actor(), id);
  allow(seat != nullptr);
  require_possible(tx, team, asked.turn, asked.other);
  refuse_invalid(faults_of(asked, id));

  withdraw_own(tx, id);
  tx.act_from(*seat);
  TurnProposal proposal{.id = kit::fresh<TurnProposal>(),
                        .team = id,
                        .turn = asked.turn,
                        .other = asked.turn == Turn::merged ? asked.other : std::nullopt,
                        .new_name = asked.turn == Turn::split ? asked.new_name : "",
                        .reason = asked.reason,
                        .proposed_on = tx.today()};
  tx.insert(proposal);
  for (const Id<Team>& one : teams_of(proposal)) put_before_parties(tx, proposal, find_team(tx, one));
  sign_as_proposer(tx, proposal);
  return proposal;
}

void turn_agreed(Tx& tx, const Assent& assent) {
  auto proposal = tx.find(Id<TurnProposal>{assent.part});
  locked_team(tx, proposal.team);  // of two last signatures of a merger at once, the second must see the first
  for (const Id<Team>& team : teams_of(proposal))
    if (auto state = latest_assent(tx, team.text, proposal.id.text); !state || !state->agreed()) return;
  if (proposal.turn == Turn::split)
    split_team(tx, proposal.team, proposal.new_name, proposal.reason);
  else
    take_turn(tx, proposal.team, proposal.turn, proposal.other, proposal.reason);
}

void turn_sent_back(Tx& tx, const Assent& assent, const Signature&) {
  withdraw(tx, tx.find(Id<TurnProposal>{assent.part}));
}

void withdraw_turns(Tx& tx, const Id<Team>& team) {
  withdraw_own(tx, team);
  for (auto& proposal : tx.all<TurnProposal>("where other_team_id = $1" + std::string(is_open), {team}))
    withdraw(tx, proposal);
}

void take_turn(Tx& tx, const Id<Team>& id, Turn turn, const std::optional<Id<Team>>& other, const std::string& reason) {
  Team team = locked_team(tx, id);
  require_possible(tx, team, turn, other);
  bool was_active = team.active();
  record_turn(tx, id, turn, turn == Turn::merged ? other : std::nullopt, reason);
  if (turn == Turn::rested) team.resting_since = tx.today();
  if (turn == Turn::resumed) team.resting_since.reset();
  if (turn == Turn::dissolved || turn == Turn::merged) team.ended_on = tx.today();
  tx.update(team);
  if (was_active != team.active()) tx.tally(team.unit, "", "teams", team.active() ? 1 : -1);
  if (!team.ended_on) return;
  stop_clocks(tx, "sponsor_contact", id.text, ClockOutcome::void_);
  withdraw_turns(tx, id);
}

Team split_team(Tx& tx, const Id<Team>& from, const std::string& name, const std::string& reason) {
  Team parent = locked_team(tx, from);
  require(!parent.ended_on, "teams.refusal.ended", parent.name);
  Team team = add_team(tx,
                       {.external_id = kit::new_id("T"),
                        .name = name,
                        .purpose = parent.purpose,
                        .unit = parent.unit,
                        .departments = {}},
                       tx.today());
  record_turn(tx, team.id, Turn::split, from, reason);
  ask_for_co_leads(tx, team);
  return team;
}

}  // namespace teams
