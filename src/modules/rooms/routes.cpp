#include <fmt/format.h>

#include <algorithm>

#include "modules/changes/changes.h"
#include "modules/rooms/pages.h"
#include "modules/rooms/pages.html.h"
#include "modules/search/search.h"
#include "partnership/web/password_routes.h"

namespace rooms {
namespace {

using teams::Team;

// ── home ─────────────────────────────────────────────────────────────────────

std::string greeting_of(const View& view, std::int64_t count) {
  std::string first = view.actor->name.substr(0, view.actor->name.find(' '));
  if (first == "Dr.") first = view.actor->name;
  if (count == 0) return view.t("rooms.greeting_none", {{"name", first}});
  return view.t("rooms.greeting", {{"name", first}, {"count", count}});
}

HomeShown home_shown(Request& request, Reader& db) {
  const View& view = request.view();
  HomeShown shown;
  for (Need& need : needs_of(db, db.actor(), 20)) {
    std::string sentence = view.t("needs." + need.kind, {{"about", need.about}});
    if (std::ranges::count(shown.needs, sentence, &NeedShown::sentence) > 0)
      continue;  // sections of one charter: one line
    auto icon = icon_of_need(need.kind);
    shown.needs.push_back({std::move(need), std::move(sentence), icon});
  }
  shown.drafts = drafts_of(db);
  for (auto& id : teams::teams_of_person(db, db.actor().person)) shown.teams.push_back(teams::find_team(db, id));
  if (!shown.teams.empty()) {
    shown.project = improvement::live_project_card(view, db, shown.teams.front());
    shown.path = path::path_card(view, db, shown.teams.front());
  }
  shown.meetings = meetings::coming_card(view, db);
  shown.greeting = greeting_of(view, view.needs);
  shown.day = fmt::format("{} {}", kit::weekday_name(view.today, view.language), view.date(view.today));
  return shown;
}

Response home(Request& request, Reader& db) {
  return request.show(
      [&] {
        return home_page(request.view(), {.room = Room::home, .title = request.view().t("partnership.room.home")},
                         home_shown(request, db));
      },
      [&](kit::JsonWriter& json) { write_json(json, needs_of(db, db.actor())); });
}

// ── a team ───────────────────────────────────────────────────────────────────

// What is decided and solved together at a place.
kit::Html table_cards(const View& view, Reader& db, const std::string& place) {
  kit::Html cards = decisions::decisions_card(view, db, place);
  cards.append(solving::issues_card(view, db, place));
  return cards;
}

Response team(Request& request, Reader& db) {
  Team team = teams::find_team(db, request.id<Team>());
  const View& view = request.view();
  return request.show(
      [&] {
        Place place = teams::place_of(db, team);
        std::string unit = place.crumbs.empty() ? "" : place.crumbs.back().name;
        std::string eyebrow =
            view.t("rooms.team_eyebrow", {{"unit", unit}, {"count", teams::count_members(db, team.id)}});
        auto meetings = teams::meetings_since(db, team.id, kit::add_days(db.today(), -90));
        std::ranges::reverse(meetings);
        if (meetings.size() > 4) meetings.resize(4);
        return team_page(view, place, team, eyebrow, teams::team_header(view, team, eyebrow, team.name, "overview"),
                         teams::leaders_card(view, db, team), improvement::live_project_card(view, db, team),
                         path::path_card(view, db, team), teams::charter_card(view, db, team),
                         table_cards(view, db, team.id.text), meetings::next_card(view, db, team.id.text),
                         changes::changes_card(view, db, team.unit), meetings);
      },
      [&](kit::JsonWriter& json) { write_json(json, team); });
}

// ── a body ───────────────────────────────────────────────────────────────────

Response body(Request& request, Reader& db) {
  governance::Body body = governance::find_body(db, request.id<governance::Body>());
  const View& view = request.view();
  return request.show(
      [&] {
        return body_page(view, governance::place_of(db, view, body), body,
                         governance::body_header(view, body, "overview"), governance::body_card(view, db, body),
                         governance::attention_card(view, db, body), table_cards(view, db, body.id.text),
                         meetings::next_card(view, db, body.id.text));
      },
      [&](kit::JsonWriter& json) { governance::write_body(json, db, body); });
}

// ── a unit from above ────────────────────────────────────────────────────────

UnitShown unit_shown(Request& request, Reader& db, const Unit& unit) {
  UnitShown shown{.seen = from_above(db, unit, request.view().language),
                  .children = {},
                  .scorecard = {},
                  .target = path::target_share(db, kit::year_of(db.today()))};
  shown.children = children_from_above(db, unit, shown.seen.quarter);
  shown.scorecard = scorecard_of(db, request.view(), unit, shown.seen.now, scorecard_asked(request));
  return shown;
}

void write_coverage(kit::JsonWriter& json, std::string_view of, const Coverage& coverage) {
  json.key(of).begin_object().member("reporting", coverage.reporting).member("of", coverage.of).end_object();
}

void write_measure(kit::JsonWriter& json, const View& view, const std::string& group, const MeasureLine& one) {
  const measures::SeriesLine& line = one.line;
  auto sentence = measures::sentence_of(view, line);
  json.begin_object().member("series_id", line.series.id.text).member("metric", line.metric.name);
  json.member("compass", group).member("part", line.series.part).member("period", kit::iso(line.summary->latest_on));
  json.member("latest", line.summary->latest).member("variation", line.summary->variation);
  json.member("assurance", line.summary->assurance).member("sentence", sentence.strong + " " + sentence.rest);
  json.member("units", kit::to_value(*one.kind)).member("reporting", one.coverage.reporting);
  json.member("of", one.coverage.of).end_object();
}

void write_measures(kit::JsonWriter& json, const View& view, const Scorecard& card) {
  json.key("measures").begin_array();
  for (auto& group : card.groups)
    for (auto& line : group.lines)
      if (line.kind) write_measure(json, view, group.name, line);
  json.end_array();
}

void write_children(kit::JsonWriter& json, const std::vector<ChildLine>& children) {
  json.key("below").begin_array();
  for (auto& line : children) {
    json.begin_object().member("unit_id", line.unit.id.text).member("unit", line.unit.name).member("teams", line.teams);
    json.member("rated", line.rated).member("high_performing", line.high).member("projects", line.projects);
    json.member("teams_with_projects", line.with_projects).end_object();
  }
  json.end_array();
}

void write_json_of(kit::JsonWriter& json, const View& view, const UnitShown& shown) {
  const FromAbove& seen = shown.seen;
  json.begin_object().member("unit", seen.unit.name).member("quarter", seen.quarter).member("teams", seen.teams);
  json.member("rated", seen.rated).key("levels").begin_array();
  for (auto count : seen.levels) json.value(count);
  json.end_array().member("high_performing", seen.high_performing()).member("projects", seen.projects);
  json.member("live_projects", seen.live_projects).member("savings_one_time_cents", seen.one_time_cents);
  json.member("savings_recurring_cents", seen.recurring_cents).member("overdue", seen.overdue);
  json.key("moved_up").begin_array();
  for (int i = 1; i < 5; ++i) json.value(seen.moved_up[i]);
  json.end_array().member("moved_down", seen.moved_down).key("compass").begin_object();
  for (auto& [point, count] : seen.by_compass) json.member(point.key, count);
  json.end_object().key("teams_reporting").begin_object();
  write_coverage(json, "levels", seen.with_rating);
  write_coverage(json, "projects", seen.with_projects);
  write_coverage(json, "live_projects", seen.with_running);
  write_coverage(json, "savings", seen.with_savings);
  json.end_object();
  write_measures(json, view, shown.scorecard);
  write_children(json, shown.children);
  json.end_object();
}

Place place_of(Reader& db, const Unit& unit) {
  Place place{.room = Room::partnership, .title = unit.name};
  for (const Unit& above : path_to(db, unit.id))
    if (above.id != unit.id) place.crumbs.push_back({above.name, "/units/" + above.id.text});
  return place;
}

Response unit(Request& request, Reader& db) {
  Unit unit = find_unit(db, request.id<Unit>());
  UnitShown shown = unit_shown(request, db, unit);
  return request.show([&] { return unit_page(request.view(), place_of(db, unit), shown); },
                      [&](kit::JsonWriter& json) { write_json_of(json, request.view(), shown); });
}

// ── people ───────────────────────────────────────────────────────────────────

void write_found(kit::JsonWriter& json, const std::vector<Found>& found) {
  json.begin_array();
  for (auto& one : found)
    json.begin_object()
        .member("kind", one.kind)
        .member("name", one.name)
        .member("where", one.where)
        .member("url", one.url)
        .end_object();
  json.end_array();
}

Response people(Request& request, Reader& db) {
  std::string words = trimmed(request.query("q"));
  std::vector<Found> found;
  for (auto& group : search::find(db, {.words = words, .kind = "person"}, 50))
    for (auto& one : group.found)
      found.push_back({request.view().t("search.kind.person"), one.title, one.text, one.url});
  Place place{.room = Room::people, .title = request.view().t("partnership.room.people")};
  return request.show([&] { return people_page(request.view(), place, words, found); },
                      [&](kit::JsonWriter& json) { write_found(json, found); });
}

std::string url_of_place(const std::string& place) {
  if (governance::is_body(place)) return governance::url_of({place});
  return (place.starts_with("team") ? "/teams/" : "/units/") + place;
}

std::vector<Found> seats_of_person(Reader& db, const View& view, const Id<Person>& person) {
  std::vector<Found> seats;
  db.each(
      "select place_id, coalesce(teams.name, bodies.name, units.name, ''), role, parties.name from seats"
      " join parties on parties.id = seats.party_id left join teams on teams.id = place_id left join bodies on "
      "bodies.id = place_id left join units on units.id "
      "= place_id"
      " where person_id = $1 and starts_on <= $2 and (ends_on is null or ends_on >= $2) order by seats.id limit 100",
      {person, db.today()}, [&](const kit::Row& row) {
        std::string place(row.text(0));
        seats.push_back({view.t("partnership.role." + std::string(row.text(2))), std::string(row.text(1)),
                         std::string(row.text(3)), url_of_place(place)});
      });
  return seats;
}

Response show_person(Request& request, Reader& db, const Id<Person>& id) {
  Person person = db.find(id);
  auto seats = seats_of_person(db, request.view(), id);
  Place place{
      .room = Room::people, .title = person.name, .crumbs = {{request.view().t("partnership.room.people"), "/people"}}};
  return request.show(
      [&] { return person_page(request.view(), place, person, seats, invite_card(request.view(), db, person)); },
      [&](kit::JsonWriter& json) { write_found(json, seats); });
}
Response person(Request& request, Reader& db) { return show_person(request, db, request.id<Person>()); }
Response me(Request& request, Reader& db) { return show_person(request, db, db.actor().person); }

Response partnership_room(Request& request, Reader& db) {
  Unit top = top_unit(db);
  Place place{.room = Room::partnership, .title = request.view().t("partnership.room.partnership")};
  return request.show([&] { return partnership_page(request.view(), place, top); },
                      [&](kit::JsonWriter& json) { write_json(json, top); });
}

}  // namespace

void rooms_routes(Router& router) {
  router.get("/", home, Who::signed_in);
  router.get("/teams/{id}", team);
  router.get("/bodies/{id}", body);
  router.get("/units/{id}", unit);
  router.get("/units/{id}/scorecard.csv", scorecard_csv);
  router.get("/units/{id}/scorecard.xlsx", scorecard_xlsx);
  router.get("/people", people);
  router.get("/people/{id}", person);
  router.get("/me", me, Who::signed_in);
  router.get("/partnership", partnership_room);
}

}  // namespace rooms
