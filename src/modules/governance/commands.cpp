#include <algorithm>

#include "modules/governance/steps.h"

namespace governance {
namespace {

// A partnership is of two parties at least, so a body of one alone is none of its bodies.
void check(Reader& db, const NewBody& asked) {
  std::vector<FieldError> faults;
  auto seated = std::ranges::count_if(asked.seats, [](auto& one) { return one.second > 0; });
  if (seated < 2) faults.push_back({"seats", "governance.refusal.two_parties", {}});
  for (auto& [party, seats] : asked.seats)
    if (seats < 0 || seats > 500) faults.push_back({"seats", "partnership.field.whole_number", {}});
  if (asked.body.sunset_on && *asked.body.sunset_on < db.today())
    faults.push_back({"sunset_on", "governance.refusal.sunset_past", {}});
  if (asked.body.parent && find_body(db, *asked.body.parent).ended_on)
    faults.push_back({"parent_id", "governance.refusal.parent_ended", {}});
  refuse_invalid(std::move(faults));
}

bool has_seats(Reader& db, const Body& body, const Id<Party>& party) {
  return std::ranges::count(parties_of(db, body.id), party, &Party::id) > 0;
}

}  // namespace

Body locked_body(Tx& tx, const Id<Body>& id) {
  tx.lock(id.text);
  return find_body(tx, id);
}

void ask_for_chairs(Tx& tx, const Body& body) {
  ask_for_co_leads(
      tx, {.place = body.id.text, .about = body.name, .url = url_of(body.id), .kind = "governance.put_forward"},
      parties_of(tx, body.id));
}

void ask_chairs(Tx& tx, const Body& body, const ChairsAsked& asked) {
  Assent assent = ask_assent(tx, {.kind = asked.kind,
                                  .subject = asked.subject,
                                  .part = asked.part,
                                  .place = body.id.text,
                                  .role = Role::co_lead,
                                  .parties = ids_of(parties_of(tx, body.id)),
                                  .text = asked.text,
                                  .about = body.name,
                                  .url = asked.url});
  ask_for_chairs(tx, body);
  auto state = find_assent(tx, assent.id);
  if (seat_to_sign(state, tx.actor())) answer_assent(tx, assent.id, Answer::signed_, "");
}

Body add_body(Tx& tx, NewBody asked) {
  Body& body = asked.body;
  body.id = kit::fresh<Body>();
  if (body.external_id.empty()) body.external_id = kit::new_id("B");
  tx.insert(body);
  for (auto& [party, seats] : asked.seats)
    if (seats > 0) tx.insert(BodyAllotment{body.id, {party}, seats});
  return body;
}

Body form_body(Tx& tx, NewBody asked) {
  find_unit(tx, asked.body.unit);
  allow(may_form(tx.actor(), reach_of(tx, asked.body.unit.text, asked.body.unit)));
  check(tx, asked);

  asked.body.formed_on = tx.today();
  Body body = add_body(tx, std::move(asked));
  ask_for_chairs(tx, body);
  return body;
}

Seat put_forward(Tx& tx, const Id<Body>& id, const Id<Person>& person, const Id<Party>& party, Role role,
                 std::optional<Date> until) {
  Body body = locked_body(tx, id);
  const Seat* from = seat_to_put_forward(tx.actor(), reach_of(tx, body), party);
  allow(from != nullptr && has_seats(tx, body, party));
  require(!body.ended_on, "governance.refusal.ended", body.name);
  if (until && *until < tx.today()) refuse_invalid({{"until", "governance.refusal.term_past"}});
  return give_seat(tx, *from,
                   {.place = id.text, .person = person, .party = party, .role = role, .until = std::move(until)});
}

void end_seat(Tx& tx, const Id<Body>& id, const Id<Seat>& seat_id) {
  Body body = locked_body(tx, id);
  Seat seat = tx.one<Seat>("where id = $1 and place_id = $2", {seat_id, id});
  const Seat* from = seat_to_put_forward(tx.actor(), reach_of(tx, body), seat.party);
  allow(from != nullptr);
  require(!seat.ends_on || *seat.ends_on > tx.today(), "governance.refusal.seat_ended");
  tx.act_from(*from);
  seat.ends_on = tx.today();
  tx.update(seat);
}

}  // namespace governance
