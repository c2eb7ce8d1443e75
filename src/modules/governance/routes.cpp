#include "modules/governance/pages.h"
#include "modules/governance/pages.html.h"
#include "modules/governance/steps.h"
#include "modules/search/search.h"
#include "partnership/units.h"
#include "partnership/web/history_view.h"
#include "partnership/web/layout.html.h"

namespace governance {
namespace {

constexpr int bodies_on_the_map = 100;

Body body_of(const Request& request, Reader& db) { return find_body(db, request.id<Body>()); }

Unit unit_or_top(Reader& db, std::string_view id) {
  return id.empty() ? top_unit(db) : find_unit(db, {std::string(id)});
}

// A form that came back names it as it was sent.
Unit unit_asked_for(const Request& request, Reader& db) {
  return unit_or_top(db, request.view().input("unit_id", request.view().input("unit")));
}

// ── all of them ──────────────────────────────────────────────────────────────

Place list_place(const View& view) { return {.room = Room::partnership, .title = view.t("governance.title")}; }

void write_line(kit::JsonWriter& json, const MapLine& line) {
  const Standing& standing = line.branch.standing;
  json.begin_object().key("body");
  write_json(json, standing.body);
  json.member("depth", line.branch.depth).member("person_hours_a_year", standing.person_minutes / 60);
  json.member("last_met", standing.last_met ? kit::iso(*standing.last_met) : "").key("troubles").begin_array();
  for (const Finding& finding : line.findings) json.value(kit::to_value(finding.trouble));
  json.end_array().end_object();
}

Response list(Request& request, Reader& db) {
  MapShown shown = map_of(db, unit_asked_for(request, db), bodies_on_the_map);
  return request.show([&] { return map_page(request.view(), list_place(request.view()), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_array();
                        for (auto& line : shown.lines) write_line(json, line);
                        json.end_array();
                      });
}

// ── forming ──────────────────────────────────────────────────────────────────

// Bodies at the unit and above it, and at the unit's own level below them: what a new one could hang under.
std::vector<Choice> parents_for(Reader& db, const Unit& unit) {
  std::vector<Choice> choices;
  for (const Body& body :
       db.all<Body>("where ended_on is null and unit_id in (select ancestor_id from unit_ancestors where unit_id = $1)"
                    " order by name, id limit 100",
                    {unit.id}))
    choices.push_back({body.id.text, body.name});
  return choices;
}

Response ask_new(Request& request, Reader& db) {
  NewBodyForm form{.unit = unit_asked_for(request, db), .parents = {}, .parties = all_parties(db), .here = {}};
  form.here = parties_at(db, form.unit.id);
  allow(may_form(db.actor(), reach_of(db, form.unit.id.text, form.unit.id)));
  form.parents = parents_for(db, form.unit);
  open_form(request, db, "/bodies/new?unit=" + form.unit.id.text);
  const View& view = request.view();
  Place place{.room = Room::partnership,
              .title = view.t("governance.form"),
              .crumbs = {{view.t("governance.title"), "/bodies"}}};
  return request.show([&] { return new_page(view, place, form); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().key("unit");
                        write_json(json, form.unit);
                        write_json(json.key("parties"), form.parties);
                        json.end_object();
                      });
}

NewBody new_body_of(const Request& request, Reader& db) {
  NewBody asked{
      .body = decode<Body>(request, {"name", "kind", "footing", "unit_id", "parent_id", "purpose", "sunset_on"}),
      .seats = {}};
  for (const Party& party : all_parties(db)) {
    auto given = request.text("seats-" + party.id.text);
    int seats = 0;
    if (!given.empty() && !kit::parse_text(given, seats)) refuse_invalid({{"seats", "partnership.field.whole_number"}});
    asked.seats[party.id.text] = seats;
  }
  return asked;
}

Response create(Request& request, Tx& tx) {
  Unit unit = unit_or_top(tx, request.text("unit_id"));
  allow(may_form(tx.actor(), reach_of(tx, unit.id.text, unit.id)));
  Body body = form_body(tx, new_body_of(request, tx));
  return request.done(body, url_of(body.id, "/people"), "governance.said.formed");
}

// ── people ───────────────────────────────────────────────────────────────────

Response show_people(Request& request, Reader& db) {
  Body body = body_of(request, db);
  return request.show(
      [&] { return people_page(request.view(), place_of(db, request.view(), body), shown_of(db, body)); },
      [&](kit::JsonWriter& json) { write_body(json, db, body); });
}

// Of the party: who is found by name or job; before anybody was looked for, whoever sits near by: in the bodies above
// and below, at the unit and above it.
std::vector<Choice> candidates(Reader& db, const Body& body, const Party& party, const std::string& words) {
  std::vector<Choice> people;
  auto take = [&](const kit::Row& row) {
    std::string job(row.text(2));
    people.push_back({std::string(row.text(0)), std::string(row.text(1)) + (job.empty() ? "" : ", " + job)});
  };
  if (words.empty())
    db.each(
        "select distinct people.id, people.name, coalesce(people.job, '') from seats join people on people.id ="
        " person_id where party_id = $1 and starts_on <= $2 and (ends_on is null or ends_on >= $2)"
        " and place_id in (select ancestor_id from unit_ancestors where unit_id = $3"
        " union select parent_id from bodies where id = $4 union select id from bodies where parent_id = $4)"
        " order by people.name limit 60",
        {party.id, db.today(), body.unit, body.id}, take);
  else if (auto named = search::narrowing(db.db().engine(), "person", words, "$3"))
    db.each("select id, name, coalesce(job, '') from people where id in (" + named->ids +
                ") and exists (select 1 from seats where person_id = people.id and party_id = $1 and starts_on <= $2"
                " and (ends_on is null or ends_on >= $2)) order by name limit 60",
            {party.id, db.today(), named->match}, take);
  return people;
}

SeatForm seat_form(const Request& request, Reader& db) {
  SeatForm form{.body = body_of(request, db), .party = {}, .words = std::string(request.query("q")), .people = {}};
  form.party = db.find(Id<Party>{request.view().input("party")});
  allow(!form.body.ended_on && seat_to_put_forward(db.actor(), reach_of(db, form.body), form.party.id));
  form.people = candidates(db, form.body, form.party, form.words);
  return form;
}

Response ask_seat(Request& request, Reader& db) {
  Body body = body_of(request, db);
  allow(may_put_forward(db.actor(), reach_of(db, body)));
  SeatForm form = seat_form(request, db);
  const View& view = request.view();
  return request.show([&] { return seat_page(view, place_of(db, view, body, view.t("governance.put_forward")), form); },
                      [&](kit::JsonWriter& json) {
                        json.begin_array();
                        for (auto& one : form.people)
                          json.begin_object().member("id", one.value).member("name", one.label).end_object();
                        json.end_array();
                      });
}

std::optional<Date> date_in(const Request& request, std::string_view name) {
  auto text = request.text(name);
  if (text.empty()) return std::nullopt;
  Date date;
  if (!kit::parse_text(text, date)) refuse_invalid({{std::string(name), "partnership.field.date"}});
  return date;
}

Response seat_person(Request& request, Tx& tx) {
  Reach reach = reach_of(tx, body_of(request, tx));
  Id<Party> party{std::string(request.text("party"))};
  allow(party.empty() ? may_put_forward(tx.actor(), reach) : seat_to_put_forward(tx.actor(), reach, party) != nullptr);
  auto role = kit::named<Role>(request.text("role"));
  if (!role || (*role != Role::co_lead && *role != Role::member && *role != Role::facilitator))
    refuse_invalid({{"role", "partnership.field.choose"}});
  Seat seat = put_forward(tx, request.id<Body>(), {std::string(request.text("person"))}, party, *role,
                          date_in(request, "until"));
  return request.done(seat, url_of(request.id<Body>(), "/people"), "governance.said.put_forward");
}

Response end_a_seat(Request& request, Tx& tx) {
  end_seat(tx, request.id<Body>(), request.id<Seat>("seat"));
  return request.done(url_of(request.id<Body>(), "/people"), "governance.said.seat_ended");
}

// ── charter ──────────────────────────────────────────────────────────────────

CharterShown charter_shown(Reader& db, const View& view, const Body& body) {
  CharterShown shown{.body = body, .latest = latest_charter(db, body.id), .in_force = charter_in_force(db, body.id)};
  bool chairs = is_chair(db.actor(), body.id) && !body.ended_on;
  bool one_text = shown.latest && !shown.latest->text.empty();
  bool settled = shown.latest && shown.in_force && shown.in_force->id == shown.latest->id;
  shown.may_open = chairs && (!shown.latest || one_text || settled);
  if (shown.in_force && !shown.in_force->text.empty()) shown.one_text = latest_assent(db, shown.in_force->id.text);
  if (!shown.latest || one_text) return shown;
  std::vector<BodyCharterSection> former;
  if (shown.in_force && !settled) former = sections_of(db, shown.in_force->id);
  const std::string& id = shown.latest->id.text;
  shown.sections = sections_shown(db, view, "governance.charter", id, "/body_charters/" + id,
                                  sections_of(db, shown.latest->id), former);
  shown.sections.may_write = chairs && !settled;
  return shown;
}

Response show_charter(Request& request, Reader& db) {
  const View& view = request.view();
  CharterShown shown = charter_shown(db, view, body_of(request, db));
  return request.show([&] { return charter_page(view, place_of(db, view, shown.body), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().member("version", shown.latest ? shown.latest->version : 0);
                        json.member("in_force", shown.in_force && shown.in_force->id == shown.latest->id);
                        json.member("text", shown.in_force ? shown.in_force->text : std::string());
                        write_sections(json.key("sections"), shown.sections);
                        json.end_object();
                      });
}

Response begin_charter(Request& request, Tx& tx) {
  BodyCharter charter = open_charter(tx, request.id<Body>());
  return request.done(charter, url_of(charter.body, "/charter"), "governance.said.charter_opened");
}

Response save_section(Request& request, Tx& tx) {
  BodyCharter charter = tx.find(request.id<BodyCharter>());
  const std::string& section = request.part("section");
  write_section(tx, charter.id, section, std::string(request.text("body")));
  return request.done(url_of(charter.body, "/charter#" + section), "governance.said.section");
}

Response sign_charter(Request& request, Tx& tx) {
  BodyCharter charter = tx.find(request.id<BodyCharter>());
  allow(is_chair(tx.actor(), charter.body));
  sign_waiting(tx, charter.id.text);
  return request.done(charter, url_of(charter.body, "/charter"), "partnership.said.signed");
}

Response show_charter_again(Request& request, Reader& db) {
  const View& view = request.view();
  BodyCharter charter = db.find(request.id<BodyCharter>());
  CharterShown shown = charter_shown(db, view, find_body(db, charter.body));
  return request.html(charter_page(view, place_of(db, view, shown.body), shown), 422);
}

// ── turns ────────────────────────────────────────────────────────────────────

TurnsShown turns_shown(Reader& db, const Body& body) {
  TurnsShown shown{.body = body, .asked = asked_turn(db, body.id), .turns = turns_of(db, body.id), .parents = {}};
  for (const Choice& one : parents_for(db, find_unit(db, body.unit)))
    if (may_hang(db, body, {one.value})) shown.parents.push_back(one);
  shown.may_end = bodies_below(db, body.id).empty();
  auto name = [&](const BodyTurn& turn) {
    if (turn.parent) shown.names[turn.parent->text] = find_body(db, *turn.parent).name;
  };
  for (const BodyTurn& turn : shown.turns) name(turn);
  if (shown.asked) name(shown.asked->proposal);
  shown.may_ask = is_chair(db.actor(), body.id) && !body.ended_on;
  return shown;
}

Response show_turns(Request& request, Reader& db) {
  TurnsShown shown = turns_shown(db, body_of(request, db));
  if (shown.may_ask) open_form(request, db, url_of(shown.body.id, "/turns"));
  const View& view = request.view();
  return request.show([&] { return turns_page(view, place_of(db, view, shown.body), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object();
                        if (shown.asked) write_json(json.key("proposed"), shown.asked->proposal);
                        json.member("assent_id", shown.asked ? shown.asked->state.assent.id.text : std::string());
                        write_json(json.key("turns"), shown.turns);
                        json.end_object();
                      });
}

Response ask_for_turn(Request& request, Tx& tx) {
  allow(is_chair(tx.actor(), body_of(request, tx).id));
  auto asked = decode<BodyTurnProposal>(request, {"turn", "parent_id", "footing", "sunset_on", "reason"});
  auto proposal = propose_turn(tx, request.id<Body>(), asked);
  return request.done(proposal, url_of(proposal.body, "/turns"), "governance.said.turn_asked");
}

// ── history ──────────────────────────────────────────────────────────────────

Response show_history(Request& request, Reader& db) {
  Body body = body_of(request, db);
  return show_history_of(request, db, body.id.text, url_of(body.id, "/history"), place_of(db, request.view(), body));
}

}  // namespace

void governance_routes(Router& router) {
  router.get("/bodies", list);
  router.get("/bodies/new", ask_new);
  router.post("/bodies", create, Who::members, ask_new);
  router.get("/bodies/{id}/people", show_people);
  router.get("/bodies/{id}/seats/new", ask_seat);
  router.post("/bodies/{id}/seats", seat_person, Who::members, ask_seat);
  router.post("/bodies/{id}/seats/{seat}/ending", end_a_seat);
  router.get("/bodies/{id}/charter", show_charter);
  router.post("/bodies/{id}/charter", begin_charter);
  router.post("/body_charters/{id}/sections/{section}", save_section, Who::members, show_charter_again);
  router.post("/body_charters/{id}/signatures", sign_charter);
  router.get("/bodies/{id}/turns", show_turns);
  router.post("/bodies/{id}/turns", ask_for_turn, Who::members, show_turns);
  router.get("/bodies/{id}/history", show_history);
}

}  // namespace governance
