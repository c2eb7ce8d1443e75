#include "modules/measures/unit_moves.h"

#include "partnership/notifications.h"
#include "partnership/units.h"

namespace measures {

const Table& UnitMoveProposal::table() {
  static const Table table(
      "unit_move_proposals",
      {field<&UnitMoveProposal::id>("id", {.key = true}), field<&UnitMoveProposal::unit>("unit_id", {.place = true}),
       field<&UnitMoveProposal::under>("under_id", {.required = true, .place = true}),
       field<&UnitMoveProposal::starts_on>("starts_on", {.required = true}),
       field<&UnitMoveProposal::reason>("reason", {.required = true, .longest = 500}),
       field<&UnitMoveProposal::proposed_on>("proposed_on")},
      {.kind = "measures.unit_move_proposal", .fact = true});
  return table;
}

const Table& UnitMoveLapse::table() {
  static const Table table(
      "unit_move_lapses",
      {field<&UnitMoveLapse::proposal>("proposal_id", {.key = true}),
       field<&UnitMoveLapse::unit>("unit_id", {.place = true}), field<&UnitMoveLapse::lapsed_on>("lapsed_on")},
      {.kind = "measures.unit_move_lapse", .fact = true});
  return table;
}

bool may_propose_moves(const Actor& actor) { return actor.has_role(Role::administrator); }

std::vector<UnitMoveProposal> proposed_moves_of(Reader& db, const Id<Unit>& unit) {
  return db.all<UnitMoveProposal>("where unit_id = $1 order by id desc limit 100", {unit});
}

std::optional<UnitMoveLapse> lapse_of(Reader& db, const Id<UnitMoveProposal>& proposal) {
  return db.maybe<UnitMoveLapse>("where proposal_id = $1", {proposal});
}

namespace {

std::string url_of(const Id<Unit>& unit) { return "/units/" + unit.text + "/moves"; }

void require_sound(Tx& tx, const Unit& unit, const UnitMoveProposal& proposal) {
  std::vector<FieldError> faults;
  if (!tx.maybe<Unit>("where id = $1", {proposal.under})) faults.push_back({"under_id", "partnership.field.choose"});
  if (proposal.reason.empty()) faults.push_back({"reason", "partnership.field.say_why"});
  auto former = moves_of(tx, unit.id);
  if (!former.empty() && former.front().starts_on >= proposal.starts_on)
    faults.push_back({"starts_on", "partnership.field.moved_since", kit::iso(former.front().starts_on)});
  refuse_invalid(std::move(faults));
  require(unit.parent.has_value(), "measures.refusal.top_stays", unit.name);
  require(unit.parent != proposal.under, "partnership.refusal.unit_there", unit.name);
  require(!is_within(tx, proposal.under, unit.id), "measures.refusal.below_itself", unit.name);
}

std::string text_of(Tx& tx, const Unit& unit, const UnitMoveProposal& proposal) {
  return "unit: " + unit.name + " (" + unit.id.text + ")\nfrom: " + find_unit(tx, *unit.parent).name +
         "\nunder: " + find_unit(tx, proposal.under).name + " (" + proposal.under.text +
         ")\nfrom the day: " + kit::iso(proposal.starts_on) + "\nreason: " + proposal.reason + "\n";
}

bool is_possible(Tx& tx, const UnitMoveProposal& proposal) {
  const Unit unit = find_unit(tx, proposal.unit);
  auto former = moves_of(tx, unit.id);
  return unit.parent != proposal.under && (former.empty() || former.front().starts_on < proposal.starts_on) &&
         !is_within(tx, proposal.under, unit.id);
}

}  // namespace

UnitMoveProposal propose_unit_move(Tx& tx, UnitMoveProposal proposal) {
  allow(may_propose_moves(tx.actor()));
  const Unit unit = find_unit(tx, proposal.unit);
  tx.lock(unit.id.text);
  require_sound(tx, unit, proposal);
  tx.act_from(*tx.actor().first_with(Role::administrator));
  for (const UnitMoveProposal& open : proposed_moves_of(tx, unit.id)) withdraw_assent(tx, open.id.text);
  proposal.id = kit::fresh<UnitMoveProposal>();
  proposal.proposed_on = tx.today();
  tx.record(proposal);
  Asked asked{.kind = "measures.unit_move",
              .subject = proposal.id.text,
              .part = "",
              .place = top_unit(tx).id.text,
              .role = Role::administrator,
              .parties = {},
              .text = text_of(tx, unit, proposal),
              .about = unit.name,
              .url = url_of(unit.id)};
  for (auto& party : all_parties(tx)) asked.parties.push_back(party.id);
  ask_assent(tx, asked);
  return proposal;
}

void unit_move_agreed(Tx& tx, const Assent& assent) {
  auto proposal = tx.find<UnitMoveProposal>({assent.subject});
  if (proposal.starts_on <= tx.today())
    move_unit(tx, proposal.unit, proposal.under, proposal.starts_on, proposal.reason);
}

std::string url_of_unit_move(Reader& db, const Assent& assent) {
  return url_of(db.find<UnitMoveProposal>({assent.subject}).unit);
}

namespace {

void lapse(Tx& tx, const UnitMoveProposal& proposal) {
  tx.record(UnitMoveLapse{proposal.id, proposal.unit, tx.today()});
  for (auto& party : all_parties(tx))
    notify(tx, {.to = SeatAt{top_unit(tx).id.text, Role::administrator, party.id},
                .kind = "measures.move_lapsed",
                .about = find_unit(tx, proposal.unit).name,
                .url = url_of(proposal.unit),
                .subject = proposal.id.text});
}

}  // namespace

void take_due_moves(Tx& tx) {
  auto due = tx.all<UnitMoveProposal>(
      "where starts_on <= $1 and exists (select 1 from assents join assent_endings on assent_id = assents.id"
      " where subject_id = unit_move_proposals.id and outcome = 'agreed') and not exists (select 1 from unit_moves"
      " where unit_moves.unit_id = unit_move_proposals.unit_id and unit_moves.under_id = unit_move_proposals.under_id"
      " and unit_moves.starts_on = unit_move_proposals.starts_on)"
      " and not exists (select 1 from unit_move_lapses where proposal_id = unit_move_proposals.id)"
      " order by starts_on, id",
      {tx.today()});
  for (const UnitMoveProposal& proposal : due) {
    tx.act_as_host();
    if (is_possible(tx, proposal))
      move_unit(tx, proposal.unit, proposal.under, proposal.starts_on, proposal.reason);
    else
      lapse(tx, proposal);
  }
}

}  // namespace measures
