#include "kit/http/uri.h"
#include "modules/decisions/decision.html.h"
#include "modules/decisions/pages.h"
#include "modules/decisions/pages.html.h"
#include "modules/decisions/steps.h"
#include "partnership/units.h"
#include "partnership/web/history_view.h"

namespace decisions {
namespace {

constexpr int lines_on_a_page = 40;

Id<Decision> id_of(const Request& request) { return request.id<Decision>(); }

// "/teams/{id}/decisions", "/bodies/{id}/decisions", "/units/{id}/decisions": the place's own pages.
std::string place_url(const Site& place) { return place.url + "/decisions"; }

// ── the register ─────────────────────────────────────────────────────────────

Looking looking_of(const Request& request, const Id<Unit>& unit) {
  auto asked = [&](std::string_view name) { return std::string(request.query(name)); };
  return {.unit = unit,
          .words = asked("q"),
          .subject = asked("subject"),
          .state = asked("state"),
          .place = {},
          .after = asked("after")};
}

std::string next_url(const RegisterShown& shown) {
  if (shown.found.next.empty()) return {};
  const Looking& looking = shown.looking;
  return (shown.place_url.empty() ? "/decisions" : shown.place_url) +
         "?unit=" + kit::percent_encode(looking.unit.text) + "&q=" + kit::percent_encode(looking.words) +
         "&subject=" + kit::percent_encode(looking.subject) + "&state=" + kit::percent_encode(looking.state) +
         "&after=" + kit::percent_encode(shown.found.next);
}

Response show_register(Request& request, Reader& db, RegisterShown shown) {
  const View& view = request.view();
  shown.found = register_of(db, shown.looking, lines_on_a_page);
  shown.subjects = involvement_policy(db, view.language).subjects;
  return request.show(
      [&] {
        Place place = place_of(db, view, shown.unit, view.t("decisions.title"));
        if (shown.place.empty()) place.crumbs.pop_back();  // it is this page
        return register_page(view, place, shown, next_url(shown));
      },
      [&](kit::JsonWriter& json) {
        json.begin_array();
        for (auto& line : shown.found.lines) {
          json.begin_object().member("state", kit::to_value(line.state)).key("decision");
          write_json(json, line.decision);
          json.end_object();
        }
        json.end_array();
      });
}

Response list(Request& request, Reader& db) {
  auto asked = request.query("unit");
  Unit unit = asked.empty() ? top_unit(db) : find_unit(db, {std::string(asked)});
  RegisterShown shown{.unit = unit, .place = {}, .place_title = {}, .place_url = {}};
  shown.looking = looking_of(request, unit.id);
  return show_register(request, db, std::move(shown));
}

Response list_here(Request& request, Reader& db) {
  Seats place = seats_of(db, request.part("id"));
  RegisterShown shown{.unit = find_unit(db, place.unit), .place = place.place, .place_title = place.name};
  shown.place_url = place_url(place);
  shown.looking = looking_of(request, place.unit);
  if (place.kind != PlaceKind::unit) shown.looking.place = place.place;
  shown.may_propose = seat_to_propose(db.actor(), place) != nullptr;
  return show_register(request, db, std::move(shown));
}

// ── proposing ────────────────────────────────────────────────────────────────

Response ask_new(Request& request, Reader& db) {
  Seats place = seats_of(db, request.part("id"));
  allow(seat_to_propose(db.actor(), place) != nullptr);
  std::string url = place_url(place);
  std::optional<Decision> former;
  auto asked = request.view().input("former");
  if (!asked.empty()) former = find_decision(db, {asked});
  open_form(request, db, url + "/new" + (former ? "?former=" + former->id.text : ""));
  const View& view = request.view();
  auto subjects = involvement_policy(db, view.language).subjects;
  return request.show(
      [&] {
        return new_page(view, place_of(db, view, find_unit(db, place.unit), view.t("decisions.propose")), place, url,
                        subjects, former);
      },
      [&](kit::JsonWriter& json) {
        json.begin_array();
        for (auto& one : subjects) json.begin_object().member("key", one.key).member("name", one.text).end_object();
        json.end_array();
      });
}

Response create(Request& request, Tx& tx) {
  Seats place = seats_of(tx, request.part("id"));
  allow(seat_to_propose(tx.actor(), place) != nullptr);
  auto asked = decode<Decision>(request, {"title", "body", "subject"});
  asked.place = place.place;
  if (auto former = request.words("former"); !former.empty()) asked.former = find_decision(tx, {former}).id;
  Decision decision = propose(tx, asked);
  return request.done(decision, url_of(decision.id), "decisions.said.proposed");
}

// ── one decision ─────────────────────────────────────────────────────────────

// What is typed for a secret ballot is nobody's draft: a draft knows its writer.
Response show_decision(Request& request, Reader& db, const Id<Decision>& id) {
  DecisionShown shown = shown_of(db, request.view(), id);
  if (!shown.secret()) open_form(request, db, url_of(id));
  const View& view = request.view();
  return request.show(
      [&] {
        Place place = place_of(db, view, find_unit(db, shown.course.decision.unit), shown.course.decision.title);
        return decision_page(view, place, shown);
      },
      [&](kit::JsonWriter& json) { write_decision(json, shown); });
}
Response show(Request& request, Reader& db) { return show_decision(request, db, id_of(request)); }

Response show_history(Request& request, Reader& db) {
  Decision decision = find_decision(db, id_of(request));
  Place place = place_of(db, request.view(), find_unit(db, decision.unit), decision.title);
  place.crumbs.push_back({decision.title, url_of(decision.id)});
  place.here = request.view().t("partnership.history.eyebrow");
  return show_history_of(request, db, decision.id.text, url_of(decision.id) + "/history", place);
}

// ── terms and opening ────────────────────────────────────────────────────────

Response ask_terms(Request& request, Reader& db) {
  TermsForm form = terms_form(db, request.view(), id_of(request));
  allow(seat_to_chair(db.actor(), form.place) != nullptr);
  if (course_of(db, form.decision.id).state != State::proposed) return request.done(url_of(form.decision.id));
  open_form(request, db, url_of(form.decision.id) + "/terms");
  const View& view = request.view();
  return request.show(
      [&] {
        Place place = place_of(db, view, find_unit(db, form.decision.unit), view.t("decisions.terms_title"));
        place.crumbs.push_back({form.decision.title, url_of(form.decision.id)});
        return terms_page(view, place, form);
      },
      [&](kit::JsonWriter& json) {
        json.begin_object().member("needed", kit::to_value(form.needed)).member("charter", form.charter).end_object();
      });
}

int weight_in(const Request& request, const std::string& seat) {
  int weight = 1;
  return kit::parse_text(request.text("weight-" + seat), weight) ? weight : 1;
}

AskedTerms terms_in(const Request& request, const Seats& place) {
  AskedTerms asked;
  asked.terms = decode<DecisionTerms>(request, {"involvement", "closes_on", "scale", "ballot", "fallback",
                                                "quorum_base", "quorum", "silence", "abstaining"});
  for (auto word : request.form().all("asked")) {
    if (word == "everybody")
      asked.everybody = true;
    else if (auto role = kit::named<Role>(word))
      asked.roles.push_back(*role);
    else
      asked.seats.push_back({std::string(word)});
  }
  for (const SeatHere& one : place.seats)
    if (int weight = weight_in(request, one.seat.id.text); weight != 1) asked.weights[one.seat.id.text] = weight;
  for (auto affected : request.form().all("affected")) asked.affected.emplace_back(affected);
  return asked;
}

Response save_terms(Request& request, Tx& tx) {
  Seats place = seats_of(tx, find_decision(tx, id_of(request)).place);
  allow(seat_to_chair(tx.actor(), place) != nullptr);
  auto terms = fix_terms(tx, id_of(request), terms_in(request, place));
  return request.done(terms, url_of(terms.decision), "decisions.said.fixed");
}

Response open_it(Request& request, Tx& tx) {
  open(tx, id_of(request));
  return request.done(url_of(id_of(request)), "decisions.said.opened");
}

Response withdraw_it(Request& request, Tx& tx) {
  withdraw(tx, id_of(request), request.words("reason"));
  return request.done(url_of(id_of(request)), "decisions.said.withdrawn");
}

// ── answering and closing ────────────────────────────────────────────────────

// The key of a secret ballot stands on the page that answers the form, never in an address.
Response show_key(Request& request, Tx& tx, const std::string& key) {
  if (request.wants_json()) {
    kit::JsonWriter json;
    json.begin_object().member("ballot_key", key).end_object();
    return Request::json_response(json.take(), 201);
  }
  const View& view = request.view();
  DecisionShown shown = shown_of(tx, view, id_of(request));
  Place place = place_of(tx, view, find_unit(tx, shown.course.decision.unit), view.t("decisions.cast_title"));
  return request.html(cast_page(view, place, shown, key), 200);
}

Response answer(Request& request, Tx& tx) {
  Answered answered = take_stance(tx, id_of(request), request.words("choice"), request.words("reason"),
                                  request.words("interest"), request.words("key"));
  if (!answered.ballot_key.empty()) return show_key(request, tx, answered.ballot_key);
  return request.done(answered.stance, url_of(id_of(request)) + "#stances", "decisions.said.answered");
}

Response close_it(Request& request, Tx& tx) {
  auto closing = close(tx, id_of(request));
  return request.done(closing, url_of(closing.decision), "decisions.said.closed");
}
Response close_early(Request& request, Tx& tx) {
  ask_early_close(tx, id_of(request));
  return request.done(url_of(id_of(request)), "decisions.said.early_asked");
}

// ── what comes of it ─────────────────────────────────────────────────────────

Response ask_sign_offs_again(Request& request, Tx& tx) {
  ask_sign_offs(tx, id_of(request));
  return request.done(url_of(id_of(request)) + "#sign-off", "decisions.said.sign_off_asked");
}

Response answer_desk(Request& request, Tx& tx) {
  auto referral = tx.find(request.id<DecisionReferral>());
  allow(seat_at_desk(tx.actor(), referral) != nullptr);
  auto answer = kit::named<DeskAnswer>(request.text("answer"));
  if (!answer) refuse_invalid({{"answer", "partnership.field.choose"}});
  auto given = answer_referral(tx, referral.id, *answer, request.words("words"));
  return request.done(given, url_of(referral.decision) + "#fallback", "decisions.said.desk");
}
Response show_desk_again(Request& request, Reader& db) {
  return show_decision(request, db, db.find(request.id<DecisionReferral>()).decision);
}

Response read_it(Request& request, Tx& tx) {
  auto reading = acknowledge(tx, id_of(request));
  return request.done(reading, url_of(reading.decision) + "#readings", "decisions.said.read");
}

Response save_follow_up(Request& request, Tx& tx) {
  Seats place = seats_of(tx, find_decision(tx, id_of(request)).place);
  allow(seat_to_chair(tx.actor(), place) != nullptr);
  auto asked = decode<FollowUp>(request, {"what", "due_on"});
  auto item = add_follow_up(tx, id_of(request), asked.what, {request.words("owner")}, asked.due_on);
  return request.done(item, url_of(id_of(request)) + "#follow-ups", "decisions.said.follow_up");
}

Response end_item(Request& request, Tx& tx) {
  FollowUp item = tx.find(request.id<FollowUp>());
  allow(seat_to_end(tx.actor(), item, seats_of(tx, find_decision(tx, item.decision).place)) != nullptr);
  auto outcome = kit::named<FollowUpOutcome>(request.text("outcome"));
  if (!outcome) refuse_invalid({{"outcome", "partnership.field.choose"}});
  end_follow_up(tx, item.id, *outcome, request.words("words"));
  return request.done(url_of(item.decision) + "#follow-ups", "decisions.said.follow_up_ended");
}

Response complete(Request& request, Tx& tx) {
  ask_completion(tx, id_of(request));
  return request.done(url_of(id_of(request)) + "#carried-out", "decisions.said.completion_asked");
}

}  // namespace

void decisions_routes(Router& router) {
  router.get("/decisions", list);
  for (std::string place : {"/teams/{id}", "/bodies/{id}", "/units/{id}"}) {
    router.get(place + "/decisions", list_here);
    router.get(place + "/decisions/new", ask_new);
    router.post(place + "/decisions", create, Who::members, ask_new);
  }
  router.get("/decisions/{id}", show);
  router.get("/decisions/{id}/history", show_history);
  router.get("/decisions/{id}/terms", ask_terms);
  router.post("/decisions/{id}/terms", save_terms, Who::members, ask_terms);
  router.post("/decisions/{id}/opening", open_it);
  router.post("/decisions/{id}/withdrawal", withdraw_it, Who::members, show);
  router.post("/decisions/{id}/stances", answer, Who::members, show);
  router.post("/decisions/{id}/closing", close_it);
  router.post("/decisions/{id}/early_closing", close_early);
  router.post("/decisions/{id}/sign_offs", ask_sign_offs_again);
  router.post("/decision_referrals/{id}/answer", answer_desk, Who::members, show_desk_again);
  router.post("/decisions/{id}/readings", read_it);
  router.post("/decisions/{id}/follow_ups", save_follow_up, Who::members, show);
  router.post("/follow_ups/{id}/ending", end_item);
  router.post("/decisions/{id}/completion", complete);
}

}  // namespace decisions
