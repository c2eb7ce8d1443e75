#include <algorithm>

#include "kit/http/uri.h"

#include "modules/teams/pages.h"
#include "modules/teams/pages.html.h"
#include "modules/teams/turns.html.h"
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
  allow(may_register(tx.actor()));
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
                    .departments = departments_of(db, team.id),
                    .reach = reach_of(db, team)};
  for (const Party& party : shown.parties)
    if (!team.ended_on && seat_to_put_forward(db.actor(), shown.reach, party.id))
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
  Reach reach = reach_of(tx, find_team(tx, request.id<Team>()));
  Id<Party> party{std::string(request.text("party"))};
  allow(party.empty() ? may_put_forward(tx.actor(), reach) : seat_to_put_forward(tx.actor(), reach, party) != nullptr);
  auto role = kit::named<Role>(request.text("role"));
  if (!role || *role > Role::champion) refuse_invalid({{"role", "partnership.field.choose"}});
  Seat seat = put_forward(tx, request.id<Team>(), {std::string(request.text("person"))}, party, *role);
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

std::string name_of_team(Reader& db, const Id<Team>& id) {
  return db.maybe_value<std::string>("select name from teams where id = $1", {id}).value_or("");
}

TurnsShown turns_shown(Reader& db, const Team& team) {
  TurnsShown shown{.team = team, .proposed = proposed_turn(db, team.id), .turns = {}};
  for (TeamTurn& turn : turns_of(db, team.id)) {
    TurnShown one{.turn = std::move(turn), .team = {}, .other = {}};
    one.team = name_of_team(db, one.turn.team);
    if (one.turn.other) one.other = name_of_team(db, *one.turn.other);
    shown.turns.push_back(std::move(one));
  }
  return shown;
}

void write_question(kit::JsonWriter& json, const TurnQuestion& question) {
  json.begin_object().member("team_id", question.team.id.text).member("assent_id", question.state.assent.id.text);
  json.member("open", question.state.open()).member("agreed", question.state.agreed()).key("parties").begin_array();
  for (const PartyAnswer& asked : question.state.parties)
    json.begin_object()
        .member("party", asked.party.name)
        .member("answer", asked.signature ? kit::to_value(asked.signature->answer) : std::string_view())
        .member("person", asked.name)
        .member("reason", asked.signature ? asked.signature->reason : std::string())
        .end_object();
  json.end_array().end_object();
}

void write_turns(kit::JsonWriter& json, const TurnsShown& shown) {
  json.begin_object();
  if (shown.proposed) {
    write_json(json.key("proposed"), shown.proposed->proposal);
    json.member("open", shown.proposed->open()).key("asked").begin_array();
    for (auto& question : shown.proposed->questions) write_question(json, question);
    json.end_array();
  }
  json.key("turns").begin_array();
  for (auto& one : shown.turns) write_json(json, one.turn);
  json.end_array().end_object();
}

Response show_turns(Request& request, Reader& db) {
  TurnsShown shown = turns_shown(db, find_team(db, request.id<Team>()));
  return request.show([&] { return turns_page(request.view(), place_of(db, shown.team), shown); },
                      [&](kit::JsonWriter& json) { write_turns(json, shown); });
}

AskedTurn turn_asked(const Request& request, Reader& db) {
  auto turn = kit::named<Turn>(request.text("turn"));
  if (!turn) refuse_invalid({{"turn", "partnership.field.choose"}});
  AskedTurn asked{.turn = *turn, .other = {}, .new_name = {}, .reason = std::string(request.text("reason"))};
  if (*turn == Turn::merged) asked.other = team_named(db, request.text("other"));
  if (*turn == Turn::split) asked.new_name = request.text("other");
  return asked;
}

Response ask_for_turn(Request& request, Tx& tx) {
  Team team = find_team(tx, request.id<Team>());
  allow(may_change(tx.actor(), team.id));
  TurnProposal proposal = propose_turn(tx, team.id, turn_asked(request, tx));
  return request.done(proposal, url_of(team.id, "/turns"), "teams.said.turn_proposed");
}

// ── sponsors' contacts ───────────────────────────────────────────────────────

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
  allow(is_sponsor(tx.actor(), find_team(tx, request.id<Team>()).id));
  auto given = decode<SponsorContact>(request, {"contacted_on", "note"});
  auto contact = record_contact(tx, request.id<Team>(), given.contacted_on, given.note);
  return request.done(contact, url_of(contact.team, "/contacts"), "teams.said.contact");
}

// ── charter ──────────────────────────────────────────────────────────────────

CharterShown charter_shown(Reader& db, const View& view, const Team& team) {
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
  shown.may_open = leads && shown.since;
  std::vector<CharterSection> former;
  if (shown.in_force && !shown.since) former = sections_of(db, shown.in_force->id);
  const std::string& id = shown.charter->id.text;
  shown.sections =
      sections_shown(db, view, "teams.charter", id, "/charters/" + id, sections_of(db, shown.charter->id), former);
  shown.sections.may_write = leads && !shown.since;
  return shown;
}

Response show_charter(Request& request, Reader& db) {
  CharterShown shown = charter_shown(db, request.view(), find_team(db, request.id<Team>()));
  return request.show([&] { return charter_page(request.view(), place_of(db, shown.team), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().member("version", shown.charter ? shown.charter->version : 0);
                        json.member("in_force", shown.since.has_value());
                        write_sections(json.key("sections"), shown.sections);
                        json.end_object();
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
  allow(is_co_lead(tx.actor(), charter.team));
  sign_waiting(tx, charter.id.text);
  return request.done(charter, url_of(charter.team, "/charter"), "partnership.said.signed");
}

Response show_charter_again(Request& request, Reader& db) {
  Charter charter = db.find(request.id<Charter>());
  CharterShown shown = charter_shown(db, request.view(), find_team(db, charter.team));
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
  router.get("/teams/{id}/turns", show_turns);
  router.post("/teams/{id}/turns", ask_for_turn, Who::members, show_turns);
  router.get("/teams/{id}/contacts", show_contacts);
  router.post("/teams/{id}/contacts", save_contact, Who::members, show_contacts);
  router.get("/teams/{id}/charter", show_charter);
  router.post("/teams/{id}/charter", begin_charter);
  router.post("/charters/{id}/signatures", sign_charter);
  router.post("/charters/{id}/sections/{section}", save_section, Who::members, show_charter_again);
  router.get("/teams/{id}/history", show_history);
}

}  // namespace teams
