#include <algorithm>

#include "kit/http/uri.h"
#include "modules/solving/pages.h"
#include "modules/solving/pages.html.h"
#include "modules/solving/steps.h"
#include "modules/solving/wall.html.h"
#include "partnership/naming.h"
#include "partnership/units.h"
#include "partnership/web/changed.h"
#include "partnership/web/history_view.h"

namespace solving {
namespace {

constexpr int lines_on_a_page = 30;

Id<Issue> id_of(const Request& request) { return request.id<Issue>(); }

template <class E>
E choice_in(const Request& request, const std::string& name) {
  auto chosen = kit::named<E>(request.text(name));
  if (!chosen) refuse_invalid({{name, "partnership.field.choose", {}}});
  return *chosen;
}

void allow_keeper(Reader& db, const Id<Issue>& id) {
  Wall wall = wall_of(db, id);
  allow(seat_to_keep(db.actor(), wall, seats_of(db, wall.issue)) != nullptr);
}

// ── lists and opening ────────────────────────────────────────────────────────

std::string place_url(const Seats& place) { return place.url + "/issues"; }

Response show_list(Request& request, Reader& db, ListShown shown, const std::string& place) {
  shown.found = issues_of(db, shown.unit.id, place, std::string(request.query("after")), lines_on_a_page);
  std::string url = place.empty() ? "/issues?unit=" + shown.unit.id.text + "&" : shown.url + "?";
  if (!shown.found.next.empty()) shown.next_url = url + "after=" + kit::percent_encode(shown.found.next);
  const View& view = request.view();
  return request.show(
      [&] { return list_page(view, place_of(db, view, shown.unit.id, view.t("solving.title")), shown); },
      [&](kit::JsonWriter& json) {
        json.begin_array();
        for (const Line& line : shown.found.lines) {
          json.begin_object().member("stage", kit::to_value(line.stage)).key("issue");
          write_json(json, line.issue);
          json.end_object();
        }
        json.end_array();
      });
}

Response list(Request& request, Reader& db) {
  auto asked = request.query("unit");
  ListShown shown{.unit = asked.empty() ? top_unit(db) : find_unit(db, {std::string(asked)})};
  return show_list(request, db, std::move(shown), {});
}

// A unit's list is of the unit and all below it.
Response list_here(Request& request, Reader& db) {
  Seats place = decisions::seats_of(db, request.part("id"));
  ListShown shown{.unit = find_unit(db, place.unit), .place_title = place.name, .url = place_url(place)};
  shown.may_open = decisions::seat_to_propose(db.actor(), place) && place.chairing_parties().size() >= 2;
  bool is_unit = place.place == place.unit.text;
  return show_list(request, db, std::move(shown), is_unit ? std::string() : place.place);
}

Response ask_new(Request& request, Reader& db) {
  Seats place = decisions::seats_of(db, request.part("id"));
  allow(decisions::seat_to_propose(db.actor(), place) != nullptr);
  std::string url = place_url(place), origin = request.view().input("origin");
  if (auto there = origin.empty() ? std::nullopt : issue_from(db, origin)) return request.done(url_of(there->id));
  open_form(request, db, url + "/new" + (origin.empty() ? "" : "?origin=" + origin));
  const View& view = request.view();
  OpeningForm form{.place = place, .url = url, .origin = origin, .origin_name = {}, .people = {}};
  if (!origin.empty()) form.origin_name = name_of(db, origin);
  form.people = people_to_name(db, place, {});
  for (const decisions::SeatHere& chair : place.seats)
    if (chair.seat.role == place.chair)
      std::erase_if(form.people, [&](auto& one) { return one.value == chair.seat.person.text; });
  return request.show([&] { return new_page(view, place_of(db, view, place.unit, view.t("solving.open")), form); },
                      [&](kit::JsonWriter& json) { json.begin_object().member("place_id", place.place).end_object(); });
}

Response create(Request& request, Tx& tx) {
  Seats place = decisions::seats_of(tx, request.part("id"));
  allow(decisions::seat_to_propose(tx.actor(), place) != nullptr);
  Issue asked;
  asked.question = request.words("question"), asked.background = request.words("background");
  asked.place = place.place;
  if (auto origin = request.words("origin"); !origin.empty()) asked.origin = origin;
  if (request.text("read_by").empty() || choice_in<ReadBy>(request, "read_by") == ReadBy::all) {
    Issue issue = open_issue(tx, asked);
    return request.done(issue, url_of(issue.id), "solving.said.opened");
  }
  std::vector<Id<Person>> named;
  for (auto id : request.form().all("reader")) named.push_back({std::string(id)});
  Issue issue = open_sealed_issue(tx, asked, named);
  return request.done(issue, url_of(issue.id), "solving.said.sealed");
}

// ── the wall ─────────────────────────────────────────────────────────────────

// An idea without a name is nobody's draft: a draft knows its writer.
Response show_wall(Request& request, Reader& db, const Id<Issue>& id) {
  IssueShown shown = shown_of(db, request.view(), id);
  if (!shown.wall.anonymous() || shown.wall.gathered) open_form(request, db, url_of(id));
  const View& view = request.view();
  return request.show(
      [&] { return wall_page(view, place_of(db, view, shown.wall.issue.unit, shown.wall.issue.question), shown); },
      [&](kit::JsonWriter& json) { write_issue(json, shown); });
}
Response show(Request& request, Reader& db) { return show_wall(request, db, id_of(request)); }

Response show_sheet(Request& request, Reader& db) {
  const View& view = request.view();
  IssueShown shown = shown_of(db, view, id_of(request));
  return request.show(
      [&] { return sheet_page(view, place_of(db, view, shown.wall.issue.unit, shown.wall.issue.question), shown); },
      [&](kit::JsonWriter& json) { write_issue(json, shown); });
}

Response show_history(Request& request, Reader& db) {
  Issue issue = find_issue(db, id_of(request));
  Place place = place_of(db, request.view(), issue.unit, issue.question);
  place.crumbs.push_back({issue.question, url_of(issue.id)});
  place.here = request.view().t("partnership.history.eyebrow");
  return show_history_of(request, db, issue.id.text, url_of(issue.id) + "/history", place);
}

Response ask_question(Request& request, Reader& db) {
  Wall wall = wall_of(db, id_of(request));
  allow(seat_to_keep(db.actor(), wall, seats_of(db, wall.issue)) != nullptr);
  require(!wall.over(), "solving.refusal.over");
  open_form(request, db, url_of(wall.issue.id) + "/question");
  const View& view = request.view();
  return request.show(
      [&] {
        return question_page(view, place_of(db, view, wall.issue.unit, view.t("solving.reword_question")), wall.issue);
      },
      [&](kit::JsonWriter& json) { write_json(json, wall.issue); });
}
Response reword_it(Request& request, Tx& tx) {
  auto issue =
      reword_issue(tx, id_of(request), request.words("question"), request.words("background"), seen_in(request));
  return request.done(issue, url_of(issue.id), "solving.said.reworded");
}

Response set_facilitator(Request& request, Tx& tx) {
  name_facilitator(tx, id_of(request), {request.words("seat")});
  return request.done(url_of(id_of(request)), "solving.said.facilitator");
}
Response name_one(Request& request, Tx& tx) {
  name_reader(tx, id_of(request), {request.words("reader")});
  return request.done(url_of(id_of(request)) + "#readers", "solving.said.named");
}
Response take_out_one(Request& request, Tx& tx) {
  take_out_reader(tx, id_of(request), {request.part("person")});
  return request.done(url_of(id_of(request)) + "#readers", "solving.said.taken_out");
}
Response close_it(Request& request, Tx& tx) {
  auto closing = close_issue(tx, id_of(request), request.words("reason"));
  return request.done(closing, url_of(closing.issue), "solving.said.closed");
}

// ── cards ────────────────────────────────────────────────────────────────────

Response save_interest(Request& request, Tx& tx) {
  auto card = put_interest(tx, id_of(request), request.words("interest"));
  return request.done(card, url_of(card.issue) + "#interests", "solving.said.put");
}
Response save_option(Request& request, Tx& tx) {
  auto card = add_option(tx, id_of(request), request.words("option"));
  return request.done(card, url_of(card.issue) + "#options", "solving.said.put");
}
Response save_standard(Request& request, Tx& tx) {
  auto card = add_standard(tx, id_of(request), request.words("standard"));
  return request.done(card, url_of(card.issue) + "#standards", "solving.said.put");
}
Response drop_idea(Request& request, Tx& tx) {
  give_idea(tx, id_of(request), request.words("idea"));
  return request.done(url_of(id_of(request)) + "#options", "solving.said.idea");
}

Response put_all(Request& request, Tx& tx) {
  auto put = put_interests(tx, id_of(request));
  return request.done(put, url_of(put.issue) + "#interests", "solving.said.put_all");
}
Response share(Request& request, Tx& tx) {
  auto id = request.id<Interest>();
  Id<Issue> issue = tx.find(id).issue;
  share_interest(tx, id, request.text("shared") != "no");
  return request.done(url_of(issue) + "#interests", "solving.said.shared");
}
Response take_down(Request& request, Tx& tx) {
  Id<Issue> issue = tx.find(request.id<Interest>()).issue;
  remove_interest(tx, request.id<Interest>());
  return request.done(url_of(issue) + "#interests", "solving.said.taken_down");
}

template <class Card>
CardForm form_of(const Card& card, std::string kind, std::string action) {
  return {.issue = card.issue,
          .kind = std::move(kind),
          .body = card.body,
          .action = std::move(action),
          .version = card.version};
}

Response show_card(Request& request, Reader& db, const CardForm& form, bool may) {
  allow(may);
  Wall wall = wall_of(db, form.issue);
  require(!wall.over() && !wall.progress.asked, "solving.refusal.over");
  open_form(request, db, form.action);
  const View& view = request.view();
  const Issue& issue = wall.issue;
  Place place = place_of(db, view, issue.unit, view.t("solving.reword_card"));
  place.crumbs.push_back({issue.question, url_of(issue.id)});
  return request.show([&] { return card_page(view, place, form); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().member("body", form.body).member("version", form.version).end_object();
                      });
}

Response ask_interest(Request& request, Reader& db) {
  Interest card = db.find(request.id<Interest>());
  Wall wall = wall_of(db, card.issue);
  const Seat* seat = seat_at_table(db.actor(), wall);
  CardForm form = form_of(card, "interest", "/interests/" + card.id.text);
  form.may_take_down =
      !wall.has_put(card.party) || std::ranges::count(wall.interests, card.party, &Interest::party) > 1;
  return show_card(request, db, form, seat && seat->party == card.party);
}
Response ask_option(Request& request, Reader& db) {
  Option card = db.find(request.id<Option>());
  return show_card(request, db, form_of(card, "option", "/options/" + card.id.text),
                   seat_at_table(db.actor(), wall_of(db, card.issue)) != nullptr);
}
Response ask_standard(Request& request, Reader& db) {
  Standard card = db.find(request.id<Standard>());
  return show_card(request, db, form_of(card, "standard", "/standards/" + card.id.text),
                   seat_at_table(db.actor(), wall_of(db, card.issue)) != nullptr);
}

Response save_rewording(Request& request, Tx& tx, std::string_view kind) {
  std::string body = request.words("body");
  int seen = seen_in(request);
  auto said = [&](const auto& card) { return request.done(card, url_of(card.issue), "solving.said.reworded"); };
  if (kind == "interest") return said(reword_interest(tx, request.id<Interest>(), body, seen));
  if (kind == "option") return said(reword_option(tx, request.id<Option>(), body, seen));
  return said(reword_standard(tx, request.id<Standard>(), body, seen));
}

// ── gathering and weighing ───────────────────────────────────────────────────

Response begin(Request& request, Tx& tx) {
  allow_keeper(tx, id_of(request));
  auto kind = choice_in<BrainstormKind>(request, "kind");
  auto brainstorm = start_brainstorm(tx, id_of(request), kind);
  return request.done(brainstorm, url_of(brainstorm.issue) + "#options", "solving.said.gathering");
}
Response end_it(Request& request, Tx& tx) {
  auto ending = end_brainstorm(tx, id_of(request));
  return request.done(ending, url_of(ending.issue) + "#options", "solving.said.gathered");
}

Response ask_marks(Request& request, Reader& db) {
  const View& view = request.view();
  Option option = db.find(request.id<Option>());
  MarkingForm form{.shown = shown_of(db, view, option.issue), .option = {}};
  allow(form.shown.own != nullptr);
  auto found = std::ranges::find_if(form.shown.options, [&](auto& one) { return one.option.id == option.id; });
  if (found == form.shown.options.end()) not_found();
  require(may_choose(form.shown.wall.progress), "solving.refusal.standards_first");
  require(form.shown.open(), "solving.refusal.over");
  form.option = *found;
  open_form(request, db, "/options/" + option.id.text + "/marks");
  Place place = place_of(db, view, form.shown.wall.issue.unit, option.body);
  place.crumbs.push_back({form.shown.wall.issue.question, form.shown.url()});
  return request.show([&] { return marking_page(request.view(), place, form); },
                      [&](kit::JsonWriter& json) { write_json(json, form.shown.wall.marks); });
}
Response save_marks(Request& request, Tx& tx) {
  auto id = request.id<Option>();
  Id<Issue> issue = tx.find(id).issue;
  std::map<std::string, std::optional<Fit>> fits;
  for (auto& [name, value] : request.form().fields())
    if (name.starts_with(Interest::prefix) || name.starts_with(Standard::prefix)) fits[name] = kit::named<Fit>(value);
  mark_option(tx, id, fits);
  return request.done(url_of(issue) + "#weighing", "solving.said.marked");
}

// ── agreement ────────────────────────────────────────────────────────────────

Response ask_agreement(Request& request, Reader& db) {
  IssueShown shown = shown_of(db, request.view(), id_of(request));
  allow(shown.may_keep);
  require(may_choose(shown.wall.progress), "solving.refusal.standards_first");
  require(shown.open(), "solving.refusal.over");
  open_form(request, db, shown.url() + "/agreement");
  const View& view = request.view();
  Place place = place_of(db, view, shown.wall.issue.unit, view.t("solving.write_agreement"));
  place.crumbs.push_back({shown.wall.issue.question, shown.url()});
  return request.show([&] { return agreement_page(view, place, shown); },
                      [&](kit::JsonWriter& json) { write_issue(json, shown); });
}

// A row of the form that is left empty is none.
std::vector<AskedStep> steps_in(const Request& request) {
  std::vector<AskedStep> steps;
  for (int number = 1; number <= 4; ++number) {
    std::string n = std::to_string(number);
    AskedStep step{.what = request.words("what-" + n), .owner = {request.words("owner-" + n)}, .due_on = {}};
    auto due = kit::parse_date(request.text("due-" + n));
    if (step.what.empty() && !due) continue;
    if (due) step.due_on = *due;
    steps.push_back(std::move(step));
  }
  return steps;
}

Response save_agreement(Request& request, Tx& tx) {
  AskedAgreement asked{.body = request.words("body"), .options = {}, .steps = steps_in(request)};
  if (auto day = kit::parse_date(request.text("review_on"))) asked.review_on = *day;
  for (auto id : request.form().all("option")) asked.options.push_back({std::string(id)});
  auto agreement = propose_agreement(tx, id_of(request), asked);
  return request.done(agreement, url_of(agreement.issue) + "#agreement", "solving.said.agreement_asked");
}

Response end_a_step(Request& request, Tx& tx) {
  auto step = tx.find(request.id<AgreementStep>());
  allow(seat_to_end(tx.actor(), step, seats_of(tx, find_issue(tx, step.issue))) != nullptr);
  auto outcome = choice_in<StepOutcome>(request, "outcome");
  end_step(tx, step.id, outcome, request.words("words"));
  return request.done(url_of(step.issue) + "#steps", "solving.said.step_ended");
}
Response review_it(Request& request, Tx& tx) {
  allow_keeper(tx, id_of(request));
  auto outcome = choice_in<ReviewOutcome>(request, "outcome");
  auto review = review_agreement(tx, id_of(request), outcome, request.words("words"));
  return request.done(review, url_of(review.issue) + "#review", "solving.said.reviewed");
}
Response decide(Request& request, Tx& tx) {
  auto decision = put_to_decision(tx, id_of(request), request.words("subject"));
  return request.done(decision, "/decisions/" + decision.id.text, "solving.said.decision");
}

void card_routes(Router& router) {
  router.post("/issues/{id}/interests", save_interest, Who::members, show);
  router.post("/issues/{id}/interests_put", put_all);
  router.post("/issues/{id}/options", save_option, Who::members, show);
  router.post("/issues/{id}/ideas", drop_idea, Who::members, show);
  router.post("/issues/{id}/standards", save_standard, Who::members, show);
  router.get("/interests/{id}", ask_interest);
  router.get("/options/{id}", ask_option);
  router.get("/standards/{id}", ask_standard);
  for (auto [kind, form] : {std::pair{"interest", &ask_interest}, {"option", &ask_option}, {"standard", &ask_standard}})
    router.post(
        "/" + std::string(kind) + "s/{id}",
        [kind = kind](Request& request, Tx& tx) { return save_rewording(request, tx, kind); }, Who::members, form);
  router.post("/interests/{id}/sharing", share);
  router.post("/interests/{id}/removal", take_down);
}

}  // namespace

void solving_routes(Router& router) {
  router.get("/issues", list);
  for (std::string place : {"/teams/{id}", "/bodies/{id}", "/units/{id}"}) {
    router.get(place + "/issues", list_here);
    router.get(place + "/issues/new", ask_new);
    router.post(place + "/issues", create, Who::members, ask_new);
  }
  router.get("/issues/{id}", show);
  router.get("/issues/{id}/sheet", show_sheet);
  router.get("/issues/{id}/history", show_history);
  router.get("/issues/{id}/question", ask_question);
  router.post("/issues/{id}/question", reword_it, Who::members, ask_question);
  router.post("/issues/{id}/facilitator", set_facilitator, Who::members, show);
  router.post("/issues/{id}/readers", name_one, Who::members, show);
  router.post("/issues/{id}/readers/{person}/removal", take_out_one, Who::members, show);
  router.post("/issues/{id}/closing", close_it, Who::members, show);
  card_routes(router);
  router.post("/issues/{id}/brainstorm", begin, Who::members, show);
  router.post("/issues/{id}/brainstorm_ending", end_it);
  router.get("/options/{id}/marks", ask_marks);
  router.post("/options/{id}/marks", save_marks, Who::members, ask_marks);
  router.get("/issues/{id}/agreement", ask_agreement);
  router.post("/issues/{id}/agreement", save_agreement, Who::members, ask_agreement);
  router.post("/agreement_steps/{id}/ending", end_a_step);
  router.post("/issues/{id}/review", review_it, Who::members, show);
  router.post("/issues/{id}/decision", decide, Who::members, show);
}

}  // namespace solving
