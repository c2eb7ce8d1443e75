#include <fmt/format.h>

#include <algorithm>

#include "kit/http/form.h"
#include "modules/meetings/room.html.h"
#include "modules/meetings/routes.h"
#include "partnership/naming.h"

// In the room: it begins, people are noted, one item after another, minutes by several at once, decisions, actions.
namespace meetings {
namespace {

// ── in the room ──────────────────────────────────────────────────────────────

std::string room_url(const Id<Meeting>& id) { return url_of(id) + "/room"; }

Response open_it(Request& request, Tx& tx) {
  open_meeting(tx, id_of(request));
  return request.done(room_url(id_of(request)), "meetings.said.opened");
}

Response show_room(Request& request, Reader& db) {
  const View& view = request.view();
  MeetingShown shown = shown_of(db, view, id_of(request));
  return request.show([&] { return room_page(view, place_of(view, shown, view.t("meetings.room")), shown); },
                      [&](kit::JsonWriter& json) { write_meeting(json, shown); });
}

// Oneself, or somebody named; or all of the list at once.
std::vector<Attendance> attendance_in(const Request& request, const Seats& place) {
  std::vector<Attendance> given;
  auto add = [&](const Id<Seat>& seat, std::string_view presence, std::string_view by) {
    auto named = kit::named<Presence>(presence);
    if (!named) return;
    given.push_back({{request.part("id")}, seat, *named, {}});
    if (!by.empty()) given.back().represented_by = Id<Seat>{std::string(by)};
  };
  std::string named = request.words("seat_id");
  for (auto* one : one_seat_each(place)) {
    bool meant = named.empty() ? one->seat.person == request.actor().person : one->seat.id.text == named;
    if (meant) add(one->seat.id, request.text("presence"), request.text("represented_by"));
    add(one->seat.id, request.text("presence-" + one->seat.id.text), request.text("represented-" + one->seat.id.text));
  }
  return given;
}

Response save_attendance(Request& request, Tx& tx) {
  Course course = course_of(tx, id_of(request));
  Seats place = decisions::seats_of(tx, course.meeting.place);
  allow(seat_in(tx.actor(), place) != nullptr);
  for (const Attendance& one : attendance_in(request, place)) note_attendance(tx, one);
  std::string back = course.state == State::running ? room_url(id_of(request)) : url_of(id_of(request));
  return request.done(back + "#attendance", "meetings.said.attendance");
}

Response start_an_item(Request& request, Tx& tx) {
  AgendaItem item = find_item(tx, request.id<AgendaItem>());
  start_item(tx, item.id);
  return request.done(room_url(item.meeting) + "#" + item.id.text);
}

void write_minutes_json(kit::JsonWriter& json, const ItemMinutes& minutes, const std::string& writer) {
  json.begin_object().member("item", minutes.item.text).member("version", minutes.version);
  json.member("body", minutes.body).member("writer", writer);
}

// What has been written, for those who write along: small, and asked at every event.
Response show_minutes(Request& request, Reader& db) {
  Course course = course_of(db, id_of(request));
  Seats place = decisions::seats_of(db, course.meeting.place);
  kit::JsonWriter json;
  int came = static_cast<int>(std::ranges::count(course.attendance, Presence::came, &Attendance::presence));
  json.begin_object().member("standing",
                             fmt::format("{}-{}-{}-{}-{}", kit::to_value(course.state), course.starts.size(),
                                         course.decisions.size(), course.actions.size(), came));
  json.key("items").begin_array();
  for (const ItemMinutes& minutes : course.minutes) {
    write_minutes_json(json, minutes, name_of_seat(place, minutes.seat));
    json.end_object();
  }
  json.end_array().end_object();
  return Request::json_response(json.take(), 200);
}

std::string kept_for(Reader& db, const Id<AgendaItem>& item) {
  auto draft = draft_of(db, url_of_minutes(item));
  return draft ? std::string(kit::parse_query(draft->fields).text("body")) : std::string();
}

Response show_item_minutes(Request& request, Reader& db) {
  AgendaItem item = find_item(db, request.id<AgendaItem>());
  const View& view = request.view();
  MeetingShown shown = shown_of(db, view, item.meeting);
  const ItemShown& one = item_of(shown, item.id);
  return request.show(
      [&] { return join_page(view, place_of(view, shown, item.title), shown, one, kept_for(db, item.id)); },
      [&](kit::JsonWriter& json) {
        json.begin_object().member("version", one.version).member("body", one.minutes).end_object();
      });
}

// Where somebody came first this is no refusal: nothing is lost, and what was written is there to be joined.
Response save_minutes(Request& request, Tx& tx) {
  AgendaItem item = find_item(tx, request.id<AgendaItem>());
  Written written = write_minutes(tx, item.id, number_in(request, "version", 0), request.words("body"));
  if (request.wants_json()) {
    kit::JsonWriter json;
    write_minutes_json(json, written.newest, holder_of(tx, written.newest.seat));
    json.member("kept_aside", written.kept_aside).end_object();
    return Request::json_response(json.take(), written.kept_aside ? 409 : 201);
  }
  if (written.kept_aside) return request.go_to(url_of_minutes(item.id), "meetings.said.kept_aside");
  return request.go_to(room_url(item.meeting) + "#" + item.id.text, "meetings.said.minutes");
}

Response decide(Request& request, Tx& tx) {
  AgendaItem item = find_item(tx, request.id<AgendaItem>());
  Seats place = decisions::seats_of(tx, find_meeting(tx, item.meeting).place);
  allow(seat_in(tx.actor(), place) != nullptr);
  auto asked = decode<decisions::Decision>(request, {"title", "body", "subject"});
  auto decision = decide_from(tx, item.id, asked);
  return request.done(decision, "/decisions/" + decision.id.text, "decisions.said.proposed");
}

Response save_action(Request& request, Tx& tx) {
  Course course = course_of(tx, id_of(request));
  allow(seat_in(tx.actor(), decisions::seats_of(tx, course.meeting.place)) != nullptr);
  auto given = decode<MeetingAction>(request, {"kind", "what", "seat_id", "due_on"});
  given.meeting = id_of(request);
  MeetingAction action = set_action(tx, given);
  std::string back = course.state == State::running ? room_url(action.meeting) : url_of(action.meeting);
  return request.done(action, back + "#" + std::string(kit::to_value(action.kind)), "meetings.said.action");
}

std::string back_to(Reader& db, const Id<MeetingAction>& id) {
  MeetingAction action = db.find(id);
  return url_of(action.meeting) + "#" + std::string(kit::to_value(action.kind));
}
Response end_an_action(Request& request, Tx& tx) {
  auto outcome = kit::named<ActionOutcome>(request.text("outcome")).value_or(ActionOutcome::done);
  end_action(tx, request.id<MeetingAction>(), outcome, request.words("words"));
  return request.done(back_to(tx, request.id<MeetingAction>()), "meetings.said.action_ended");
}
Response to_agenda(Request& request, Tx& tx) {
  AgendaItem item = put_on_next_agenda(tx, request.id<MeetingAction>());
  return request.done(item, url_of(item.meeting) + "#agenda", "meetings.said.to_agenda");
}
Response to_solving(Request& request, Tx& tx) {
  std::string issue = take_to_solving(tx, request.id<MeetingAction>());
  return request.done(url_of_problem(issue), "meetings.said.to_solving");
}
Response show_room_of_action(Request& request, Reader& db) {
  const View& view = request.view();
  MeetingShown shown = shown_of(db, view, db.find(request.id<MeetingAction>()).meeting);
  return request.html(room_page(view, place_of(view, shown), shown), 422);
}

}  // namespace

void room_routes(Router& router) {
  router.post("/meetings/{id}/opening", open_it);
  router.get("/meetings/{id}/room", show_room);
  router.post("/meetings/{id}/attendances", save_attendance, Who::members, show_room);
  router.post("/agenda_items/{id}/start", start_an_item);
  router.get("/meetings/{id}/minutes", show_minutes);
  router.get("/agenda_items/{id}/minutes", show_item_minutes);
  router.post("/agenda_items/{id}/minutes", save_minutes, Who::members, show_item_minutes);
  router.post("/agenda_items/{id}/decision", decide);
  router.post("/meetings/{id}/actions", save_action, Who::members, show_room);
  router.post("/meeting_actions/{id}/ending", end_an_action, Who::members, show_room_of_action);
  router.post("/meeting_actions/{id}/agenda", to_agenda);
  router.post("/meeting_actions/{id}/solving", to_solving);
}

}  // namespace meetings
