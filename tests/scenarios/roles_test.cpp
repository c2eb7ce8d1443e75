// Who may do what: every route times every role, against roles.txt. Whatever the table does not allow is refused,
// before anything is said about the form, and leaves nothing behind.
#include <doctest/doctest.h>

#include "modules/improvement/improvement.h"
#include "tests/scenarios/roles.h"

using namespace tests;

namespace {

bool asks_to_sign_in(const kit::Response& page) {
  return page.status == 303 && page.headers.get("Location").value_or("").starts_with("/sign-in?next=");
}

void check_stranger(RolesWorld& world, const RoleLine& line) {
  auto page = world.ask({}, line, world.fields(line));
  CHECK((asks_to_sign_in(page) || (line.pattern == "/" && page.status == 303)));
  CHECK(world.ask_json({}, line).status == 401);
}

// The empty form as well: who may not do it at all is not told which fields it has. For whom, or in which team, decides
// who may, so that much it says.
void check_refused(RolesWorld& world, const Id<Person>& person, const RoleLine& line) {
  CHECK(world.ask(person, line, world.fields(line)).status == 403);
  CHECK(world.ask(person, line, world.deciding_fields(line)).status == 403);
  CHECK(world.ask_json(person, line).status == 403);
}

bool is_done(int status) { return status == 200 || status == 201 || status == 303; }

// Refused for its state or its fields at most; the first to come is not refused for its fields.
void check_allowed(const kit::Response& page, const RoleLine& line, bool first) {
  CHECK_FALSE(asks_to_sign_in(page));
  bool sign_in = line.pattern == "/sign-in" && (page.status == 401 || page.status == 429);
  bool by_state = line.method == kit::Method::post && (page.status == 409 || (page.status == 422 && !first));
  bool unpublished = line.pattern.starts_with("/log/") && page.status == 404;  // nothing is, until there is a key
  CHECK((is_done(page.status) || by_state || sign_in || unpublished));
}

}  // namespace

TEST_CASE("every route says who may use it") {
  World world;
  std::set<std::string> routes, lines;
  for (auto& route : world.program().router().lines())
    routes.insert(std::string(kit::name_of(route.method)) + " " + route.pattern);
  for (auto& line : role_lines()) lines.insert(line.name());
  for (auto& route : routes) {
    std::string wanted = "say in tests/scenarios/roles.txt who may use " + route;
    INFO(wanted);
    CHECK(lines.contains(route));
  }
  for (auto& line : lines) {
    std::string gone = "there is no route any more for the line " + line;
    INFO(gone);
    CHECK(routes.contains(line));
  }
}

TEST_CASE("whoever may not use a route is refused before anything about its form, and nothing is written") {
  RolesWorld world;
  for (auto& [role, person] : world.roles())
    if (role != "stranger") world.session_of(person);
  auto before = world.entries();
  for (auto& line : role_lines())
    for (auto& [role, person] : world.roles()) {
      if (line.may.contains(role)) continue;
      CAPTURE(line.name());
      CAPTURE(role);
      role == "stranger" ? check_stranger(world, line) : check_refused(world, person, line);
    }
  CHECK(world.entries() == before);
}

TEST_CASE("whoever may read a page reads it, and as data") {
  RolesWorld world;
  for (auto& line : role_lines())
    for (auto& [role, person] : world.roles()) {
      if (line.method != kit::Method::get || !line.may.contains(role)) continue;
      CAPTURE(line.name());
      CAPTURE(role);
      check_allowed(world.ask(person, line, {}), line, true);
      check_allowed(world.ask_json(person, line), line, true);
    }
}

TEST_CASE("whoever may send a form is refused at most for the state of things") {
  for (auto& line : role_lines()) {
    if (line.method != kit::Method::post) continue;
    RolesWorld world;
    bool first = true;
    for (auto& [role, person] : world.roles()) {
      if (!line.may.contains(role)) continue;
      CAPTURE(line.name());
      CAPTURE(role);
      auto page = world.ask(person, line, world.fields(line));
      CAPTURE(page.body);
      check_allowed(page, line, first);
      first = false;
    }
  }
}

TEST_CASE("a note behind a party's wall is there for that party alone, and for others as if it had never been") {
  RolesWorld world;
  RoleLine notes{.method = kit::Method::post, .pattern = "/projects/{id}", .may = {}, .said = {}};
  std::string project = world.url(notes), url = "/conversations" + project.substr(project.rfind('/')) + "/notes";
  auto before = world.entries();
  CHECK(world.post(world.ana, url, {{"note", "Only among us"}, {"wall", "party"}}).status == 303);
  std::string entry = "/journal/" + std::to_string(world.entries());
  CHECK(world.entries() == before + 1);
  for (auto& [role, person] : world.roles()) {
    if (role == "stranger" || role == "no_seat") continue;
    CAPTURE(role);
    bool of_labor = world.sees(person, [&](Reader& db) { return db.actor().sits_for(world.labor); });
    auto seen = world.get_json(person, entry), nothing = world.get_json(person, "/journal/999999");
    CHECK(seen.status == (of_labor ? 200 : 404));
    if (!of_labor) CHECK(seen.body == nothing.body);
    for (const std::string& page : {project, project + "/history", std::string("/journal")})
      CHECK((world.get(person, page).body.find("Only among us") != std::string::npos) <= of_labor);
  }
}

TEST_CASE("a stranger cannot tell what exists from what does not") {
  RolesWorld world;
  for (auto& line : role_lines()) {
    if (line.may.contains("stranger") || line.pattern.find('{') == std::string::npos) continue;
    CAPTURE(line.name());
    auto there = world.ask_json({}, line);
    auto gone = line.method == kit::Method::get
                    ? world.get_json({}, "/teams/team_00000000000000000000000000")
                    : world.post_json({}, "/teams/team_00000000000000000000000000/seats", "{}");
    CHECK(there.status == gone.status);
    CHECK(there.body == gone.body);
  }
}
