#include "modules/governance/steps.h"

// The charter of a body: versions of sections, each put to a co-chair of every party in it (handbook 2.4).
namespace governance {

std::optional<BodyCharter> latest_charter(Reader& db, const Id<Body>& id) {
  return db.maybe<BodyCharter>("where body_id = $1 order by version desc limit 1", {id});
}
std::optional<BodyCharter> charter_in_force(Reader& db, const Id<Body>& id) {
  return db.maybe<BodyCharter>(
      "where body_id = $1 and id in (select charter_id from body_charter_starts) order by version desc limit 1", {id});
}
std::vector<BodyCharterSection> sections_of(Reader& db, const Id<BodyCharter>& id) {
  auto sections = db.all<BodyCharterSection>("where charter_id = $1", {id});
  put_in_order(sections);
  return sections;
}
bool is_in_force(Reader& db, const Id<BodyCharter>& id) {
  return db.maybe<BodyCharterStart>("where charter_id = $1", {id}).has_value();
}

namespace {

void put_before_parties(Tx& tx, const Body& body, const BodyCharterSection& section) {
  ask_chairs(tx, body,
             {.kind = "governance.charter_section",
              .subject = section.charter.text,
              .part = section.section,
              .text = section.body,
              .url = url_of(body.id, "/charter#" + section.section)});
}

const Seat& chairing_seat(const Actor& actor, const Body& body) {
  const Seat* seat = actor.seat(body.id.text, Role::co_lead);
  allow(seat != nullptr);
  require(!body.ended_on, "governance.refusal.over", body.name);
  return *seat;
}

}  // namespace

BodyCharter open_charter(Tx& tx, const Id<Body>& id) {
  Body body = locked_body(tx, id);
  const Seat& seat = chairing_seat(tx.actor(), body);
  auto former = latest_charter(tx, id);
  bool one_text = former && !former->text.empty();
  require(!former || one_text || is_in_force(tx, former->id), "governance.refusal.charter_open");

  tx.act_from(seat);
  if (one_text) withdraw_assent(tx, former->id.text);
  BodyCharter charter{.id = kit::fresh<BodyCharter>(),
                      .body = id,
                      .version = former ? former->version + 1 : 1,
                      .text = "",
                      .opened_on = tx.today()};
  tx.record(charter);
  auto before = former ? sections_of(tx, former->id) : std::vector<BodyCharterSection>{};
  for (const std::string& name : charter_section_names()) {
    BodyCharterSection section{charter.id, name, ""};
    auto old = std::ranges::find(before, name, &BodyCharterSection::section);
    if (old != before.end()) section.body = old->body;
    tx.insert(section);
    if (!section.body.empty()) put_before_parties(tx, body, section);
  }
  return charter;
}

void write_section(Tx& tx, const Id<BodyCharter>& id, const std::string& name, const std::string& words) {
  BodyCharter charter = tx.find(id);
  Body body = locked_body(tx, charter.body);
  const Seat& seat = chairing_seat(tx.actor(), body);
  require(!is_in_force(tx, id), "governance.refusal.charter_in_force");
  check_section(name, words);
  auto section = tx.one<BodyCharterSection>("where charter_id = $1 and section = $2", {id, name});

  tx.act_from(seat);
  section.body = words;
  tx.update(section);
  put_before_parties(tx, body, section);
}

void section_agreed(Tx& tx, const Assent& assent) {
  if (!every_section_agreed(tx, assent.subject)) return;
  charter_agreed(tx, assent);
}

void charter_agreed(Tx& tx, const Assent& assent) {
  BodyCharter charter = tx.find(Id<BodyCharter>{assent.subject});
  tx.record(BodyCharterStart{charter.id, charter.body, tx.today()});
}

}  // namespace governance
