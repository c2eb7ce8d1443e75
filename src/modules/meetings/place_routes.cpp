#include <algorithm>

#include "kit/crypto/crypto.h"
#include "kit/http/static.h"
#include "kit/http/wire.h"
#include "modules/meetings/calendar.h"
#include "modules/meetings/pages.html.h"
#include "modules/meetings/routes.h"
#include "modules/meetings/times.h"

// Meetings as a place and a person see them: what is planned and what was, huddles, the quorum, the calendar.
namespace meetings {
namespace {

void write_lines(kit::JsonWriter& json, const std::vector<MeetingLine>& lines) {
  json.begin_array();
  for (const MeetingLine& line : lines) {
    json.begin_object().member("state", kit::to_value(line.state)).member("items", line.items).key("meeting");
    write_json(json, line.meeting);
    json.end_object();
  }
  json.end_array();
}

// ── mine, and those of a place ───────────────────────────────────────────────

std::string feed_address(const Request& request, const std::string& token) {
  if (token.empty()) return {};
  auto host = request.http().headers.get("Host").value_or("localhost");
  bool outside = request.http().headers.get("X-Forwarded-Proto").value_or("") == "https";
  return std::string(outside ? "https://" : "http://") + std::string(host) + "/calendar/" + token + ".ics";
}

Response mine(Request& request, Reader& db) {
  auto coming = coming_to(db, db.actor().person, 30);
  return request.show(
      [&] {
        const View& view = request.view();
        Place place{.room = Room::table, .title = view.t("meetings.mine")};
        return my_meetings_page(view, place, coming, feed_address(request, feed_token(db, db.actor().person)));
      },
      [&](kit::JsonWriter& json) { write_lines(json, coming); });
}

struct Frame {
  Place place;
  kit::Html header;
};
// The meetings of a team or a body stand among its own pages.
Frame frame_of(const View& view, Reader& db, const PlaceShown& shown) {
  if (shown.team)
    return {teams::place_of(db, *shown.team),
            teams::team_header(view, *shown.team, view.t("teams.meetings.eyebrow"), shown.team->name, "meetings")};
  std::string title = view.t("meetings.title");
  if (shown.place.kind != PlaceKind::body)
    return {place_for(view, shown.place, title), place_head(view, shown.place.name)};
  auto body = governance::find_body(db, {shown.place.place});
  return {governance::place_of(db, view, body, title), governance::body_header(view, body, "meetings")};
}

Response show_place(Request& request, Reader& db) {
  PlaceShown shown = place_shown(db, request.part("id"));
  open_form(request, db, shown.url + "/meetings");
  const View& view = request.view();
  return request.show(
      [&] {
        Frame frame = frame_of(view, db, shown);
        return place_page(view, frame.place, shown, frame.header);
      },
      [&](kit::JsonWriter& json) {
        json.begin_object().key("coming");
        write_lines(json, shown.coming);
        json.key("past");
        write_lines(json, shown.past);
        json.key("recorded");
        write_json(json, shown.recorded);
        json.end_object();
      });
}

// A meeting of a team that was not run here: only that it met.
Response record_met(Request& request, Tx& tx) {
  allow(teams::may_record_meeting(tx.actor(), teams::find_team(tx, request.id<teams::Team>()).id));
  auto given =
      decode<teams::TeamMeeting>(request, {"met_on", "minutes", "labor_present", "management_present", "outcome"});
  given.team = request.id<teams::Team>();
  teams::TeamMeeting meeting = teams::record_meeting(tx, given);
  return request.done(meeting, "/teams/" + meeting.team.text + "/meetings", "teams.said.meeting");
}

// ── planning ─────────────────────────────────────────────────────────────────

Response ask_new(Request& request, Reader& db) {
  PlaceShown shown = place_shown(db, request.part("id"));
  allow(shown.may_chair);
  open_form(request, db, shown.url + "/meetings/new");
  const View& view = request.view();
  return request.show([&] { return new_page(view, place_for(view, shown.place, view.t("meetings.plan")), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_array();
                        for (auto word : names(Repeats{})) json.value(word);
                        json.end_array();
                      });
}

// How often in one word, or in a rule of its own for a program that knows one.
std::string rule_in(const Request& request, Date first, std::vector<FieldError>& faults) {
  if (auto rule = request.words("rule"); !rule.empty()) return rule;
  auto repeats = kit::named<Repeats>(request.text("repeats"));
  if (!repeats) faults.push_back({"repeats", "partnership.field.choose", {}});
  return repeats ? rule_of(*repeats, first) : std::string();
}

Response plan(Request& request, Tx& tx) {
  allow_chair(tx, request.part("id"));
  Meeting given;
  auto faults = read_fields(request.form(), Meeting::table(), &given,
                            {"title", "meets_on", "meets_at", "length", "location", "zone"});
  std::string rule = rule_in(request, given.meets_on, faults);
  refuse_invalid(std::move(faults));
  Meeting meeting = plan_meeting(tx, {.place = request.part("id"),
                                      .title = given.title,
                                      .location = given.location,
                                      .zone = given.zone,
                                      .meets_on = given.meets_on,
                                      .meets_at = given.meets_at,
                                      .length = given.length,
                                      .rule = rule});
  return request.done(meeting, url_of(meeting.id), "meetings.said.planned");
}

Response end_the_series(Request& request, Tx& tx) {
  auto id = request.id<MeetingSeries>();
  end_series(tx, id, request.words("reason"));
  Seats place = decisions::seats_of(tx, tx.find(id).place);
  return request.done(place.url + "/meetings", "meetings.said.series_ended");
}

// ── huddles and quorum ───────────────────────────────────────────────────────

Response show_huddles(Request& request, Reader& db) {
  PlaceShown shown = place_shown(db, request.part("id"));
  shown.huddles = huddles_of(db, shown.place.place, 50);
  open_form(request, db, shown.url + "/huddles");
  const View& view = request.view();
  return request.show(
      [&] { return huddles_page(view, place_for(view, shown.place, view.t("meetings.huddles")), shown); },
      [&](kit::JsonWriter& json) { write_json(json, shown.huddles); });
}
Response save_huddle(Request& request, Tx& tx) {
  Seats place = decisions::seats_of(tx, request.part("id"));
  allow(seat_in(tx.actor(), place) != nullptr);
  auto given = decode<Huddle>(request, {"held_on", "length", "present", "came_up", "next_step"});
  given.place = place.place;
  return request.done(record_huddle(tx, given), place.url + "/huddles", "meetings.said.huddle");
}

Response show_quorum(Request& request, Reader& db) {
  PlaceShown shown = place_shown(db, request.part("id"));
  auto latest = latest_quorum(db, shown.place.place);
  auto asked = latest ? latest_assent(db, latest->id.text) : std::nullopt;
  QuorumRule rule = shown.quorum ? static_cast<const QuorumRule&>(*shown.quorum) : QuorumRule{};
  const View& view = request.view();
  return request.show(
      [&] {
        return quorum_page(view, place_for(view, shown.place, view.t("meetings.quorum_title")), shown, rule, asked,
                           charter_on_quorum(db, shown.place));
      },
      [&](kit::JsonWriter& json) {
        json.begin_object().member("agreed", shown.quorum.has_value()).member("chairs", rule.chairs);
        json.member("union_representative", rule.union_representative).member("each_party", rule.each_party);
        json.member("people", rule.people).end_object();
      });
}
Response change_quorum(Request& request, Tx& tx) {
  allow_chair(tx, request.part("id"));
  auto given = decode<AgreedQuorum>(request, {"each_party", "people"});
  given.place = request.part("id");
  given.chairs = request.text("chairs") == "true";
  given.union_representative = request.text("union_representative") == "true";
  AgreedQuorum rule = propose_quorum(tx, given);
  return request.done(rule, decisions::site_of(tx, rule.place).url + "/quorum", "meetings.said.quorum");
}

// ── the calendar ─────────────────────────────────────────────────────────────

Response renew(Request& request, Tx& tx) {
  renew_feed(tx);
  return request.done("/meetings#calendar", "meetings.said.feed");
}

// What a program has already it is not sent again. The tag stands for every byte; the time is that of the newest event,
// and says nothing of one that is gone, so only the tag is asked.
void say_version(const Request& request, const std::vector<kit::CalendarEvent>& events, Response& response) {
  constexpr std::size_t enough = 32;
  std::string tag = "\"" + kit::hex(kit::sha256(response.body)).substr(0, enough) + "\"";
  response.headers.set("ETag", tag);
  if (!events.empty()) {
    auto newest = std::ranges::max(events, {}, &kit::CalendarEvent::changed_at).changed_at;
    response.headers.set("Last-Modified", kit::http_date(newest.micros / kit::micros_per_second));
  }
  auto known = request.http().headers.get("If-None-Match");
  if (!known || !kit::names_tag(*known, tag)) return;
  response.status = 304;
  response.body.clear();
}

// Read by calendar programs, which cannot sign in; a wrong address and one without a calendar are alike.
Response feed(Request& request, Reader& db) {
  std::string token = request.part("token");
  if (token.ends_with(".ics")) token.resize(token.size() - 4);
  auto person = person_of_feed(db, token);
  if (!person) not_found();
  Response response;
  response.headers.set("Content-Type", "text/calendar; charset=utf-8");
  response.headers.set("Cache-Control", "private, max-age=300");
  auto events = calendar_of(db, *person);
  response.body = kit::write_calendar(events, kit::CalendarMethod::publish, "Concert");
  say_version(request, events, response);
  return response;
}

}  // namespace

kit::Html next_card(const View& view, Reader& db, const std::string& id) {
  Seats place = decisions::seats_of(db, id);
  return next_meeting_card(view, next_meeting(db, id), place.url, seat_to_chair(db.actor(), place) != nullptr);
}

kit::Html coming_card(const View& view, Reader& db) {
  return coming_list(view, coming_to(db, db.actor().person, 4), false);
}

void place_routes(Router& router) {
  router.get("/meetings", mine);
  router.post("/me/calendar", renew);
  router.get("/calendar/{token}", feed, Who::anyone);
  router.post("/teams/{id}/meetings", record_met, Who::members, show_place);
  for (std::string place : {"/teams/{id}", "/bodies/{id}", "/units/{id}"}) {
    router.get(place + "/meetings", show_place);
    router.get(place + "/meetings/new", ask_new);
    router.post(place + "/meetings/new", plan, Who::members, ask_new);
    router.get(place + "/huddles", show_huddles);
    router.post(place + "/huddles", save_huddle, Who::members, show_huddles);
    router.get(place + "/quorum", show_quorum);
    router.post(place + "/quorum", change_quorum, Who::members, show_quorum);
  }
  router.post("/meeting_series/{id}/ending", end_the_series);
}

}  // namespace meetings
