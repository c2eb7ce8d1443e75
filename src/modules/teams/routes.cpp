#include <algorithm>

#include "kit/http/uri.h"

#include "modules/teams/pages.h"
#include "modules/teams/pages.html.h"
#include "partnership/units.h"
#include "partnership/web/history_view.h"
#include "partnership/web/layout.html.h"

namespace teams {
namespace {

constexpr int lines_on_a_page = 50;

std::string url_of(const Id<Team>& id, std::string_view end = "") { return "/teams/" + id.text + std::string(end); }

// ── the register ─────────────────────────────────────────────────────────────

Unit unit_asked_for(const Request& request, Reader& db) {
  if (auto id = request.query("unit"); !id.empty()) return find_unit(db, {std::string(id)});
  return top_unit(db);
}

Response list(Request& request, Reader& db) {
  Unit unit = unit_asked_for(request, db);
  auto words = request.query("name");
  Register found = register_of(db, unit.id, words, request.query("after"), lines_on_a_page);
  return request.show(
      [&] {
        std::string next;
        if (found.more)
          next = "/teams?unit=" + unit.id.text + "&name=" + kit::percent_encode(words) +
                 "&after=" + kit::percent_encode(found.lines.back().team.name + found.lines.back().team.id.text);
        Place place{.room = Room::teams, .title = request.view().t("teams.title")};
        return register_page(request.view(), place, unit, found, words, next);
      },
      [&](kit::JsonWriter& json) {
        json.begin_array();
        for (auto& line : found.lines) write_json(json, line.team);
        json.end_array();
      });
}

// Units a team can be registered in: the departments at and below the reader's own places, or a whole small tree.
std::vector<Choice> units_to_choose(Reader& db, const Unit& from) {
  std::vector<Choice> choices;
  db.each(
      "select units.id, units.name, above.name from units join unit_ancestors on unit_id = units.id"
      " left join units above on above.id = units.parent_id where ancestor_id = $1 and units.kind = 'department'"
      " order by units.name, above.name limit 400",
      {from.id}, [&](const kit::Row& row) {
        std::string name(row.text(1));
        if (!row.is_null(2)) name += ", " + std::string(row.text(2));
        choices.push_back({std::string(row.text(0)), std::move(name)});
      });
  return choices;
}

Unit facility_of(Reader& db, const Unit& unit) {
  auto path = path_to(db, unit.id);
  for (auto step = path.rbegin(); step != path.rend(); ++step)
    if (step->kind == UnitKind::facility || step->kind == UnitKind::region) return *step;
  return unit;
}

Unit home_unit(Request& request, Reader& db) {
  if (!request.view().input("unit").empty()) return unit_asked_for(request, db);
  for (const Seat& seat : db.actor().seats)
    if (auto unit = db.maybe<Unit>("where id = $1", {seat.place})) return *unit;
  return top_unit(db);
}

Response ask_new(Request& request, Reader& db) {
  allow(may_register(db.actor()));
  open_form(request, db, "/teams/new");
  auto units = units_to_choose(db, facility_of(db, home_unit(request, db)));
  Place place{.room = Room::teams,
              .title = request.view().t("teams.register"),
              .crumbs = {{request.view().t("teams.title"), "/teams"}}};
  return request.show([&] { return new_page(request.view(), place, units); },
                      [&](kit::JsonWriter& json) {
                        json.begin_array();
                        for (auto& unit : units)
                          json.begin_object().member("id", unit.value).member("name", unit.label).end_object();
                        json.end_array();
                      });
}

NewTeam new_team_of(const Request& request) {
  Team team = decode<Team>(request, {"name", "unit_id", "purpose"});
  NewTeam asked{.external_id = "", .name = team.name, .purpose = team.purpose, .unit = team.unit, .departments = {}};
  for (auto id : request.form().all("department")) asked.departments.push_back({std::string(id)});
  return asked;
}

Response create(Request& request, Tx& tx) {
  Team team = register_team(tx, new_team_of(request));
  return request.done(team, url_of(team.id, "/people"), "teams.said.registered");
}

// ── people ───────────────────────────────────────────────────────────────────

// People of a party who work in the team's unit or its departments, or sit in the team already.
std::vector<Choice> candidates(Reader& db, const Team& team, const Party& party) {
  std::vector<Choice> people;
  db.each(
      "select distinct people.id, people.name, coalesce(people.job, '') from seats join people on people.id = person_id"
      " where party_id = $2 and starts_on <= $3 and (ends_on is null or ends_on >= $3) and (place_id = $1"
      " or place_id in (select unit_id from teams where id = $1 union select unit_id from team_departments where "
      "team_id = $1"
      " union select ancestor_id from unit_ancestors, teams where unit_ancestors.unit_id = teams.unit_id and teams.id "
      "= $1))"
      " order by people.name limit 300",
      {team.id, party.id, db.today()}, [&](const kit::Row& row) {
        std::string job(row.text(2));
        people.push_back({std::string(row.text(0)), std::string(row.text(1)) + (job.empty() ? "" : ", " + job)});
      });
  return people;
}

PeopleShown people_of(Reader& db, const Team& team) {
  PeopleShown shown{.team = team,
                    .seats = seats_of(db, team.id),
                    .parties = leading_parties(db, team),
                    .candidates = {},
                    .departments = departments_of(db, team.id)};
  for (const Party& party : shown.parties)
    if (!team.ended_on && may_put_forward(db.actor(), team.id, party.id))
      shown.candidates.emplace_back(party, candidates(db, team, party));
  return shown;
}

Response show_people(Request& request, Reader& db) {
  PeopleShown shown = people_of(db, find_team(db, request.id<Team>()));
  return request.show([&] { return people_page(request.view(), place_of(db, shown.team), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_array();
                        for (auto& one : shown.seats)
                          json.begin_object()
                              .member("id", one.seat.id.text)
                              .member("person", one.person)
                              .member("party", one.party_name)
                              .member("role", kit::to_value(one.seat.role))
                              .member("starts_on", kit::iso(one.seat.starts_on))
                              .end_object();
                        json.end_array();
                      });
}

Response seat_person(Request& request, Tx& tx) {
  auto role = kit::named<Role>(request.text("role"));
  if (!role || *role > Role::champion) refuse_invalid({{"role", "partnership.field.choose"}});
  Seat seat = put_forward(tx, request.id<Team>(), {std::string(request.text("person"))},
                          {std::string(request.text("party"))}, *role);
  return request.done(seat, url_of(request.id<Team>(), "/people"), "teams.said.put_forward");
}

Response end_a_seat(Request& request, Tx& tx) {
  Seat seat = tx.find(request.id<Seat>());
  end_seat(tx, seat.id);
  return request.done("/teams/" + seat.place + "/people", "teams.said.seat_ended");
}

// ── turns ────────────────────────────────────────────────────────────────────

std::optional<Id<Team>> team_named(Reader& db, std::string_view text) {
  auto id = db.maybe_value<std::string>("select id from teams where id = $1 or external_id = $1 or name = $1 limit 1",
                                        {text});
  if (!id) return std::nullopt;
  return Id<Team>{*id};
}

Response turn_team(Request& request, Tx& tx) {
  Id<Team> id = request.id<Team>();
  auto turn = kit::named<Turn>(request.text("turn"));
  if (!turn) refuse_invalid({{"turn", "partnership.field.choose"}});
  std::string reason(request.text("reason"));
  if (*turn == Turn::split) {
    if (request.text("other").empty()) refuse_invalid({{"other", "teams.refusal.name_the_new"}});
    Team parent = find_team(tx, id);
    Team made = split_team(tx, id,
                           {.external_id = "",
                            .name = std::string(request.text("other")),
                            .purpose = parent.purpose,
                            .unit = parent.unit,
                            .departments = {}},
                           reason);
    return request.done(made, url_of(made.id, "/people"), "teams.said.turned");
  }
  take_turn(tx, id, *turn, team_named(tx, request.text("other")), reason);
  return request.done(url_of(id), "teams.said.turned");
}

// ── sponsors' contacts, meetings ─────────────────────────────────────────────

Response show_contacts(Request& request, Reader& db) {
  Team team = find_team(db, request.id<Team>());
  open_form(request, db, url_of(team.id, "/contacts"));
  auto contacts = contacts_since(db, team.id, kit::add_days(db.today(), -365));
  std::ranges::reverse(contacts);
  return request.show(
      [&] {
        std::vector<std::string> names;
        for (auto& contact : contacts)
          names.push_back(db.value<std::string>(
              "select name from people where id = (select person_id from seats where id = $1)", {contact.seat}));
        return contacts_page(request.view(), place_of(db, team), team, contacts, running_clocks(db, team.id.text),
                             names);
      },
      [&](kit::JsonWriter& json) { write_json(json, contacts); });
}

Response save_contact(Request& request, Tx& tx) {
  auto given = decode<SponsorContact>(request, {"contacted_on", "note"});
  auto contact = record_contact(tx, request.id<Team>(), given.contacted_on, given.note);
  return request.done(contact, url_of(contact.team, "/contacts"), "teams.said.contact");
}

Response show_meetings(Request& request, Reader& db) {
  Team team = find_team(db, request.id<Team>());
  open_form(request, db, url_of(team.id, "/meetings"));
  auto meetings = meetings_since(db, team.id, kit::add_days(db.today(), -365));
  std::ranges::reverse(meetings);
  return request.show([&] { return meetings_page(request.view(), place_of(db, team), team, meetings); },
                      [&](kit::JsonWriter& json) { write_json(json, meetings); });
}

Response save_meeting(Request& request, Tx& tx) {
  auto given = decode<TeamMeeting>(request, {"met_on", "minutes", "labor_present", "management_present", "outcome"});
  given.team = request.id<Team>();
  TeamMeeting meeting = record_meeting(tx, given);
  return request.done(meeting, url_of(meeting.team, "/meetings"), "teams.said.meeting");
}

// ── charter ──────────────────────────────────────────────────────────────────

std::string former_text(const std::vector<CharterSection>& former, const std::string& section) {
  auto found = std::ranges::find(former, section, &CharterSection::section);
  return found == former.end() ? "" : found->body;
}

CharterShown charter_shown(Reader& db, const Team& team) {
  CharterShown shown{.team = team,
                     .charter = latest_charter(db, team.id),
                     .in_force = charter_in_force(db, team.id),
                     .since = {},
                     .sections = {}};
  bool leads = is_co_lead(db.actor(), team.id) && !team.ended_on;
  if (!shown.charter) {
    shown.may_open = leads;
    return shown;
  }
  shown.since = in_force_since(db, shown.charter->id);
  shown.may_write = leads && !shown.since;
  shown.may_open = leads && shown.since;
  std::vector<CharterSection> former;
  if (shown.in_force && !shown.since) former = sections_of(db, shown.in_force->id);
  for (CharterSection& section : sections_of(db, shown.charter->id)) {
    SectionShown one{.section = section,
                     .former = former_text(former, section.section),
                     .assent = latest_assent(db, section.charter.text, section.section)};
    one.changed = !former.empty() && one.former != section.body;
    shown.sections.push_back(std::move(one));
  }
  return shown;
}

Response show_charter(Request& request, Reader& db) {
  CharterShown shown = charter_shown(db, find_team(db, request.id<Team>()));
  return request.show([&] { return charter_page(request.view(), place_of(db, shown.team), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().member("version", shown.charter ? shown.charter->version : 0);
                        json.member("in_force", shown.since.has_value()).key("sections").begin_array();
                        for (auto& one : shown.sections)
                          json.begin_object()
                              .member("charter_id", one.section.charter.text)
                              .member("section", one.section.section)
                              .member("body", one.section.body)
                              .member("assent_id", one.assent ? one.assent->assent.id.text : std::string())
                              .member("agreed", one.assent && one.assent->agreed())
                              .end_object();
                        json.end_array().end_object();
                      });
}

Response begin_charter(Request& request, Tx& tx) {
  Charter charter = open_charter(tx, request.id<Team>());
  return request.done(charter, url_of(charter.team, "/charter"), "teams.said.charter_opened");
}

Response save_section(Request& request, Tx& tx) {
  Charter charter = tx.find(request.id<Charter>());
  const std::string& section = request.part("section");
  write_section(tx, charter.id, section, std::string(request.text("body")));
  return request.done(url_of(charter.team, "/charter#" + section), "teams.said.section");
}

Response sign_charter(Request& request, Tx& tx) {
  Charter charter = tx.find(request.id<Charter>());
  sign_waiting_sections(tx, charter.id);
  return request.done(charter, url_of(charter.team, "/charter"), "partnership.said.signed");
}

Response show_charter_again(Request& request, Reader& db) {
  Charter charter = db.find(request.id<Charter>());
  CharterShown shown = charter_shown(db, find_team(db, charter.team));
  return request.html(charter_page(request.view(), place_of(db, shown.team), shown), 422);
}

// ── history ──────────────────────────────────────────────────────────────────

Response show_history(Request& request, Reader& db) {
  Team team = find_team(db, request.id<Team>());
  return show_history_of(request, db, team.id.text, url_of(team.id, "/history"), place_of(db, team));
}

}  // namespace

void teams_routes(Router& router) {
  router.get("/teams", list);
  router.get("/teams/new", ask_new);
  router.post("/teams", create, Who::members, ask_new);
  router.get("/teams/{id}/people", show_people);
  router.post("/teams/{id}/seats", seat_person, Who::members, show_people);
  router.post("/seats/{id}/ending", end_a_seat);
  router.post("/teams/{id}/turns", turn_team, Who::members, show_people);
  router.get("/teams/{id}/contacts", show_contacts);
  router.post("/teams/{id}/contacts", save_contact, Who::members, show_contacts);
  router.get("/teams/{id}/meetings", show_meetings);
  router.post("/teams/{id}/meetings", save_meeting, Who::members, show_meetings);
  router.get("/teams/{id}/charter", show_charter);
  router.post("/teams/{id}/charter", begin_charter);
  router.post("/charters/{id}/signatures", sign_charter);
  router.post("/charters/{id}/sections/{section}", save_section, Who::members, show_charter_again);
  router.get("/teams/{id}/history", show_history);
}

}  // namespace teams
