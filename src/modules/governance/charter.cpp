#include "kit/text/utf8.h"
#include "modules/governance/steps.h"

// The charter of a body: a text in versions, put to a co-chair of every party in it (handbook 2.4).
namespace governance {

std::optional<BodyCharter> latest_charter(Reader& db, const Id<Body>& id) {
  return db.maybe<BodyCharter>("where body_id = $1 order by version desc limit 1", {id});
}
std::optional<BodyCharter> charter_in_force(Reader& db, const Id<Body>& id) {
  return db.maybe<BodyCharter>(
      "where body_id = $1 and id in (select charter_id from body_charter_starts) order by version desc limit 1", {id});
}

BodyCharter write_charter(Tx& tx, const Id<Body>& id, const std::string& text) {
  Body body = locked_body(tx, id);
  const Seat* seat = tx.actor().seat(id.text, Role::co_lead);
  allow(seat != nullptr);
  require(!body.ended_on, "governance.refusal.over", body.name);
  if (text.empty()) refuse_invalid({{"text", "partnership.field.required"}});
  if (kit::characters(text) > 10000) refuse_invalid({{"text", "partnership.field.too_long", "10000"}});
  auto former = latest_charter(tx, id);
  require(!former || former->text != text, "governance.refusal.charter_same");

  tx.act_from(*seat);
  if (former) withdraw_assent(tx, former->id.text);
  BodyCharter charter{.id = kit::fresh<BodyCharter>(),
                      .body = id,
                      .version = former ? former->version + 1 : 1,
                      .text = text,
                      .opened_on = tx.today()};
  tx.record(charter);
  ask_chairs(tx, body,
             {.kind = "governance.charter",
              .subject = charter.id.text,
              .part = "",
              .text = text,
              .url = url_of(id, "/charter")});
  return charter;
}

void charter_agreed(Tx& tx, const Assent& assent) {
  BodyCharter charter = tx.find(Id<BodyCharter>{assent.subject});
  tx.record(BodyCharterStart{charter.id, charter.body, tx.today()});
}

}  // namespace governance
