#include <algorithm>

#include "kit/text/utf8.h"
#include "modules/governance/steps.h"

// The turns in a body's life. Each is proposed with a reason and taken when every party in the body has signed.
namespace governance {
namespace {

constexpr std::string_view part = "turn";  // of the body, as far as it is asked about

void require_possible(Reader& db, const Body& body, const BodyTurn& asked) {
  require(!body.ended_on, "governance.refusal.over", body.name);
  if (asked.turn == BodyTurnKind::ended)
    require(bodies_below(db, body.id).empty(), "governance.refusal.has_below", body.name);
}

std::vector<FieldError> faults_of(Reader& db, const Body& body, const BodyTurn& asked) {
  std::vector<FieldError> faults;
  if (asked.reason.empty()) faults.push_back({"reason", "partnership.field.say_why", {}});
  if (kit::characters(asked.reason) > 1000) faults.push_back({"reason", "partnership.field.too_long", "1000"});
  if (asked.turn == BodyTurnKind::renewed && asked.sunset_on && *asked.sunset_on < db.today())
    faults.push_back({"sunset_on", "governance.refusal.sunset_past", {}});
  if (asked.turn == BodyTurnKind::placed && asked.parent && !may_hang(db, body, *asked.parent))
    faults.push_back({"parent_id", "governance.refusal.cannot_hang", {}});
  return faults;
}

// Exactly this is what the parties sign, whatever their language.
std::string text_of(const BodyTurn& asked) {
  std::string text = "body: " + asked.body.text + "\nturn: " + std::string(kit::to_value(asked.turn)) + "\n";
  if (asked.parent) text += "below: " + asked.parent->text + "\n";
  if (asked.turn == BodyTurnKind::placed) text += "footing: " + std::string(kit::to_value(asked.footing)) + "\n";
  if (asked.sunset_on) text += "last day: " + kit::iso(*asked.sunset_on) + "\n";
  return text + "reason: " + asked.reason + "\n";
}

void take(Tx& tx, Body body, BodyTurn turn) {
  switch (turn.turn) {
    case BodyTurnKind::renewed: body.sunset_on = turn.sunset_on; break;
    case BodyTurnKind::placed: body.parent = turn.parent, body.footing = turn.footing; break;
    case BodyTurnKind::ended: body.ended_on = tx.today(); break;
  }
  turn.id = kit::fresh<BodyTurn>();
  turn.turned_on = tx.today();
  tx.record(turn);
  tx.update(body);
}

}  // namespace

bool may_hang(Reader& db, const Body& body, const Id<Body>& parent) {
  if (parent == body.id || find_body(db, parent).ended_on) return false;
  auto way_up = above(db, parent.text);
  return std::ranges::find(way_up, body.id, &Body::id) == way_up.end();
}

std::vector<BodyTurn> turns_of(Reader& db, const Id<Body>& id) {
  return db.all<BodyTurn>("where body_id = $1 order by turned_on desc, id desc limit 100", {id});
}

std::optional<AskedOfChairs> asked_turn(Reader& db, const Id<Body>& id) {
  auto state = latest_assent(db, id.text, part);
  auto proposal = db.maybe<BodyTurnProposal>("where body_id = $1 order by id desc limit 1", {id});
  if (!state || !proposal || state->agreed()) return std::nullopt;
  return AskedOfChairs{std::move(*proposal), std::move(*state)};
}

BodyTurnProposal propose_turn(Tx& tx, const Id<Body>& id, BodyTurnProposal asked) {
  Body body = locked_body(tx, id);
  const Seat* seat = tx.actor().seat(id.text, Role::co_lead);
  allow(seat != nullptr);
  require_possible(tx, body, asked);
  refuse_invalid(faults_of(tx, body, asked));

  tx.act_from(*seat);
  asked.id = {kit::fresh<BodyTurnProposal>().text};
  asked.body = id;
  asked.turned_on = tx.today();
  if (asked.turn != BodyTurnKind::renewed) asked.sunset_on.reset();
  if (asked.turn != BodyTurnKind::placed) asked.parent.reset(), asked.footing = body.footing;
  tx.record(asked);
  ask_chairs(tx, body,
             {.kind = "governance.turn",
              .subject = id.text,
              .part = std::string(part),
              .text = text_of(asked),
              .url = url_of(id, "/turns")});
  return asked;
}

void turn_agreed(Tx& tx, const Assent& assent) {
  Body body = locked_body(tx, {assent.subject});
  auto asked = tx.one<BodyTurnProposal>("where body_id = $1 order by id desc limit 1", {body.id});
  require_possible(tx, body, asked);
  take(tx, body, asked);
}

}  // namespace governance
