#include "modules/meetings/routes.h"
#include "modules/meetings/meeting.html.h"
#include "modules/meetings/read_out.html.h"

// One meeting before and after: its agenda, its plan, its minutes, what it brought, how it was.
namespace meetings {
namespace {

// ── one meeting and its agenda ───────────────────────────────────────────────

Response show(Request& request, Reader& db) {
  open_form(request, db, url_of(id_of(request)) + "/items");
  const View& view = request.view();
  MeetingShown shown = shown_of(db, view, id_of(request));
  return request.show([&] { return meeting_page(view, place_of(view, shown), shown); },
                      [&](kit::JsonWriter& json) { write_meeting(json, shown); });
}

AgendaItem item_in(const Request& request, AgendaItem item) {
  return decode<AgendaItem>(request, {"title", "background", "purpose", "length", "seat_id"}, std::move(item));
}
Response save_item(Request& request, Tx& tx) {
  allow_chair_of(tx, id_of(request));
  AgendaItem item = add_item(tx, item_in(request, {.meeting = id_of(request), .presenter = std::nullopt}));
  return request.done(item, url_of(item.meeting) + "#agenda", "meetings.said.item");
}

Response show_item(Request& request, Reader& db) {
  AgendaItem item = find_item(db, request.id<AgendaItem>());
  open_form(request, db, "/agenda_items/" + item.id.text);
  const View& view = request.view();
  MeetingShown shown = shown_of(db, view, item.meeting);
  allow(shown.may_chair);
  if (!shown.is(State::planned)) return request.done(url_of(item.meeting) + "#agenda");
  return request.show(
      [&] { return item_page(view, place_of(view, shown, item.title), shown, item_of(shown, item.id)); },
      [&](kit::JsonWriter& json) { write_json(json, item); });
}
Response save_changed_item(Request& request, Tx& tx) {
  AgendaItem item = find_item(tx, request.id<AgendaItem>());
  allow_chair_of(tx, item.meeting);
  item = item_in(request, item);
  change_item(tx, item);
  return request.done(item, url_of(item.meeting) + "#agenda", "meetings.said.item_changed");
}
Response remove_an_item(Request& request, Tx& tx) {
  auto meeting = find_item(tx, request.id<AgendaItem>()).meeting;
  remove_item(tx, request.id<AgendaItem>());
  return request.done(url_of(meeting) + "#agenda", "meetings.said.item_removed");
}
Response place_item(Request& request, Tx& tx) {
  auto meeting = find_item(tx, request.id<AgendaItem>()).meeting;
  move_item(tx, request.id<AgendaItem>(), number_in(request, "to", 1));
  return request.done(url_of(meeting) + "#agenda");
}
Response put_it(Request& request, Tx& tx) {
  put_agenda(tx, id_of(request));
  return request.done(url_of(id_of(request)) + "#agenda", "meetings.said.agenda");
}

Response move_it(Request& request, Tx& tx) {
  allow_chair_of(tx, id_of(request));
  auto given = decode<Meeting>(request, {"meets_on", "meets_at", "location"});
  move_meeting(tx, id_of(request), given.meets_on, given.meets_at, given.location);
  return request.done(url_of(id_of(request)), "meetings.said.moved");
}
Response cancel_it(Request& request, Tx& tx) {
  cancel_meeting(tx, id_of(request), request.words("reason"));
  return request.done(url_of(id_of(request)), "meetings.said.cancelled");
}
// ── afterwards ───────────────────────────────────────────────────────────────

Response end_it(Request& request, Tx& tx) {
  end_meeting(tx, id_of(request));
  return request.done(url_of(id_of(request)) + "#approval", "meetings.said.ended");
}
Response ask_for_approval(Request& request, Tx& tx) {
  ask_approval(tx, id_of(request));
  return request.done(url_of(id_of(request)) + "#approval", "meetings.said.approval");
}

Response show_read_out(Request& request, Reader& db) {
  open_form(request, db, url_of(id_of(request)) + "/read-out");
  const View& view = request.view();
  ReadOut out = read_out_of(db, view, id_of(request));
  return request.show([&] { return read_out_page(view, place_of(view, out.shown, view.t("meetings.read_out")), out); },
                      [&](kit::JsonWriter& json) { write_meeting(json, out.shown); });
}
Response read_it(Request& request, Tx& tx) {
  auto reading = acknowledge(tx, id_of(request));
  return request.done(reading, url_of(id_of(request)) + "/read-out#readings", "meetings.said.read");
}
Response ask_question(Request& request, Tx& tx) {
  Note note = ask_back(tx, id_of(request), request.words("note"));
  return request.done(note, url_of(id_of(request)) + "/read-out#questions", "meetings.said.question");
}

Response show_rating(Request& request, Reader& db) {
  const View& view = request.view();
  MeetingShown shown = shown_of(db, view, id_of(request));
  return request.show([&] { return rating_page(view, place_of(view, shown, view.t("meetings.rating_title")), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().member("shown", shown.rating.shown).member("open", shown.rating.open);
                        json.key("marks").begin_object();
                        for (std::size_t i = 0; i < rating_questions.size() && shown.rating.shown; ++i)
                          json.member(rating_questions[i], average(shown.rating.given[i]));
                        json.end_object().end_object();
                      });
}
Response save_rating(Request& request, Tx& tx) {
  Marks marks{};
  for (std::size_t i = 0; i < marks.size(); ++i) marks[i] = number_in(request, rating_questions[i], 0);
  rate(tx, id_of(request), marks);
  return request.done(url_of(id_of(request)) + "/rating", "meetings.said.rated");
}

}  // namespace

void write_meeting(kit::JsonWriter& json, const MeetingShown& shown) {
  json.begin_object().member("state", kit::to_value(shown.course.state)).member("quorum", shown.quorum.met());
  json.member("agenda_accepted", shown.accepted).key("meeting");
  write_json(json, shown.meeting());
  json.key("items");
  write_json(json, shown.course.items);
  json.key("attendance");
  write_json(json, shown.course.attendance);
  json.key("actions");
  write_json(json, shown.course.actions);
  json.key("decisions");
  write_json(json, shown.course.decisions);
  json.end_object();
}

const ItemShown& item_of(const MeetingShown& shown, const Id<AgendaItem>& id) {
  for (const ItemShown& one : shown.items)
    if (one.item.id == id) return one;
  not_found();
}

void meetings_routes(Router& router) {
  place_routes(router);
  room_routes(router);
  router.get("/meetings/{id}", show);
  router.post("/meetings/{id}/time", move_it, Who::members, show);
  router.post("/meetings/{id}/cancellation", cancel_it, Who::members, show);
  router.post("/meetings/{id}/items", save_item, Who::members, show);
  router.get("/agenda_items/{id}", show_item);
  router.post("/agenda_items/{id}", save_changed_item, Who::members, show_item);
  router.post("/agenda_items/{id}/removal", remove_an_item);
  router.post("/agenda_items/{id}/place", place_item);
  router.post("/meetings/{id}/agenda", put_it);
  router.post("/meetings/{id}/ending", end_it);
  router.post("/meetings/{id}/approval", ask_for_approval);
  router.get("/meetings/{id}/read-out", show_read_out);
  router.post("/meetings/{id}/readings", read_it);
  router.post("/meetings/{id}/questions", ask_question, Who::members, show_read_out);
  router.get("/meetings/{id}/rating", show_rating);
  router.post("/meetings/{id}/rating", save_rating, Who::members, show_rating);
}

}  // namespace meetings
