#include "kit/http/uri.h"
#include "modules/changes/pages.h"
#include "modules/changes/pages.html.h"
#include "partnership/units.h"

namespace changes {
namespace {

constexpr int lines_on_a_page = 40;

Id<Change> id_of(const Request& request) { return request.id<Change>(); }

Unit unit_or_top(Reader& db, std::string_view id) {
  return id.empty() ? top_unit(db) : find_unit(db, {std::string(id)});
}

// ── the register ─────────────────────────────────────────────────────────────

std::string next_url(const RegisterShown& shown) {
  const Change& last = shown.lines.back().change;
  return "/changes?unit=" + shown.unit.id.text + "&kind=" + kit::percent_encode(shown.looking.kind) +
         "&after=" + kit::iso(last.begins_on) + last.id.text;
}

void write_line(kit::JsonWriter& json, const Line& line) {
  json.begin_object().key("change");
  write_json(json, line.change);
  json.member("state", kit::to_value(line.state)).member("timing", kit::to_value(line.notice.timing));
  json.member("notice_days_given", line.notice.days).member("days_short", line.notice.short_).end_object();
}

Response list(Request& request, Reader& db) {
  const View& view = request.view();
  RegisterShown shown{
      .unit = unit_or_top(db, request.query("unit")), .looking = {}, .lines = {}, .kinds = {}, .next = {}};
  shown.looking = {shown.unit.id, std::string(request.query("kind")), std::string(request.query("after"))};
  shown.lines = lines_in(db, shown.looking, lines_on_a_page + 1);
  shown.kinds = notice_policy(db, view.language).kinds;
  shown.may_tell = seat_to_speak(db, shown.unit.id) != nullptr;
  if (shown.lines.size() > lines_on_a_page) shown.lines.pop_back(), shown.next = next_url(shown);
  return request.show(
      [&] {
        Place place = place_of(db, view, shown.unit, view.t("changes.title"));
        place.crumbs.pop_back();
        return register_page(view, place, shown);
      },
      [&](kit::JsonWriter& json) {
        json.begin_array();
        for (auto& line : shown.lines) write_line(json, line);
        json.end_array();
      });
}

// ── telling ──────────────────────────────────────────────────────────────────

Response ask_new(Request& request, Reader& db) {
  const View& view = request.view();
  ChangeForm form{
      .unit = unit_or_top(db, view.input("unit_id", view.input("unit"))), .kinds = {}, .parties = {}, .own = {}};
  const Seat* seat = seat_to_speak(db, form.unit.id);
  allow(seat != nullptr);
  form.told = view.input("told") != "no";
  form.own = db.find(seat->party);
  form.kinds = notice_policy(db, view.language).kinds;
  for (const Party& party : all_parties(db))
    if (party.id != form.own.id) form.parties.push_back({party.id.text, party.name});
  open_form(request, db, "/changes/new?unit=" + form.unit.id.text + (form.told ? "" : "&told=no"));
  return request.show(
      [&] { return new_page(view, place_of(db, view, form.unit, view.t("changes.tell")), form); },
      [&](kit::JsonWriter& json) {
        json.begin_array();
        for (auto& one : form.kinds)
          json.begin_object().member("key", one.key).member("name", one.text).member("days", one.days).end_object();
        json.end_array();
      });
}

Response create(Request& request, Tx& tx) {
  Unit unit = unit_or_top(tx, request.text("unit_id"));
  auto said = request.text("told");
  bool told = said != "no";
  Id<Party> party{std::string(request.text("party"))};
  // Whose change it is decides who may tell of it.
  allow((told && !party.empty() ? seat_to_speak(tx, unit.id, party) : seat_to_speak(tx, unit.id)) != nullptr);
  auto asked = decode<Change>(request, {"title", "body", "kind", "begins_on"});
  asked.unit = unit.id;
  if (!said.empty() && said != "yes" && said != "no") refuse_invalid({{"told", "partnership.field.choose"}});
  asked.told = told;
  if (party.empty()) refuse_invalid({{"party", "partnership.field.choose"}});
  asked.party = tx.find(party).id;
  Change change = tell(tx, asked);
  return request.done(change, url_of(change.id), change.told ? "changes.said.told" : "changes.said.untold");
}

// ── one change ───────────────────────────────────────────────────────────────

void write_change(kit::JsonWriter& json, const ChangeShown& shown) {
  json.begin_object().key("change");
  write_json(json, shown.course.change);
  json.member("state", kit::to_value(shown.course.state)).member("timing", kit::to_value(shown.notice.timing));
  json.member("notice_days_given", shown.notice.days).member("days_short", shown.notice.short_);
  write_json(json.key("readings"), shown.course.readings);
  if (shown.course.beginning) write_json(json.key("beginning"), *shown.course.beginning);
  if (shown.course.withdrawal) write_json(json.key("withdrawal"), *shown.course.withdrawal);
  write_json(json.key("decisions"), shown.course.decisions);
  json.end_object();
}

Response show(Request& request, Reader& db) {
  ChangeShown shown = shown_of(db, request.view(), id_of(request));
  open_form(request, db, url_of(id_of(request)));
  const View& view = request.view();
  return request.show(
      [&] { return change_page(view, place_of(db, view, shown.unit, shown.course.change.title), shown); },
      [&](kit::JsonWriter& json) { write_change(json, shown); });
}

Response read_it(Request& request, Tx& tx) {
  auto reading = acknowledge(tx, id_of(request), std::string(request.text("words")));
  return request.done(reading, url_of(reading.change, "#readings"), "changes.said.read");
}

Response begin(Request& request, Tx& tx) {
  Change change = find_change(tx, id_of(request));
  allow(seat_to_speak(tx, change.unit) != nullptr);
  auto given = decode<ChangeBeginning>(request, {"began_on", "words"});
  auto beginning = record_beginning(tx, change.id, given.began_on, given.words);
  return request.done(beginning, url_of(beginning.change), "changes.said.begun");
}

Response withdraw_it(Request& request, Tx& tx) {
  auto withdrawal = withdraw(tx, id_of(request), std::string(request.text("reason")));
  return request.done(withdrawal, url_of(withdrawal.change), "changes.said.withdrawn");
}

std::string nearest_place(Reader& db, const Change& change) {
  auto places = places_to_ask(db, change);
  allow(!places.empty());
  return places.front().value;
}

// Whoever chairs the place goes on to its terms, where the level that the policy asks for is chosen already.
Response put_question(Request& request, Tx& tx) {
  Change change = find_change(tx, id_of(request));
  allow(seat_to_speak(tx, change.unit) != nullptr);
  std::string place(request.text("place"));
  if (place.empty()) place = nearest_place(tx, change);
  auto decision = open_decision(tx, change.id, place);
  bool chairs = decisions::seat_to_chair(tx.actor(), decisions::seats_of(tx, place)) != nullptr;
  return request.done(decision, "/decisions/" + decision.id.text + (chairs ? "/terms" : ""), "changes.said.question");
}

}  // namespace

void changes_routes(Router& router) {
  router.get("/changes", list);
  router.get("/changes/new", ask_new);
  router.post("/changes", create, Who::members, ask_new);
  router.get("/changes/{id}", show);
  router.post("/changes/{id}/readings", read_it, Who::members, show);
  router.post("/changes/{id}/beginning", begin, Who::members, show);
  router.post("/changes/{id}/withdrawal", withdraw_it, Who::members, show);
  router.post("/changes/{id}/decisions", put_question, Who::members, show);
}

}  // namespace changes
