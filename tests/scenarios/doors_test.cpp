// The doors of the building: every route times every role, from the router's own table, so that a new route is tried
// without anybody remembering to.
#include <doctest/doctest.h>

#include "partnership/sign_in.h"
#include "tests/world/world.h"

using namespace tests;

namespace {

// A real thing's id where the pattern asks for one, so that a door that leaks would have something to leak.
std::string filled(const World& world, std::string pattern) {
  auto put = [&](const std::string& hole, const std::string& value) {
    for (auto at = pattern.find(hole); at != std::string::npos; at = pattern.find(hole))
      pattern.replace(at, hole.size(), value);
  };
  bool of_unit = pattern.starts_with("/units"), of_person = pattern.starts_with("/people");
  put("{id}", of_unit ? world.transport.text : of_person ? world.ana.text : world.team.text);
  put("{section}", "purpose");
  put("{number}", "1");
  put("{sequence}", "1");
  put("{name}", "team_path");
  put("{version}", "1");
  while (pattern.find('{') != std::string::npos) {
    auto begin = pattern.find('{');
    pattern.replace(begin, pattern.find('}') - begin + 1, "x");
  }
  return pattern;
}

}  // namespace

TEST_CASE("a stranger gets the same answer from every door, whether there is something behind it or not") {
  World world;
  auto nothing = world.get({}, "/no/such/place");
  for (auto& line : world.program().router().lines()) {
    if (line.who == Who::anyone) continue;
    std::string url = filled(world, line.pattern);
    CAPTURE(url);
    auto page = line.method == kit::Method::get ? world.get({}, url) : world.post({}, url, {});
    CHECK(page.status == nothing.status);
    CHECK(page.body == nothing.body);
    auto json = line.method == kit::Method::get ? world.get_json({}, url) : world.post_json({}, url, "{}");
    CHECK(json.status == 401);
  }
}

TEST_CASE("no door answers anybody with a fault") {
  World world;
  for (auto& person : {world.ana, world.ben, world.amari, world.olga, world.sato, world.eve})
    for (auto& line : world.program().router().lines()) {
      std::string url = filled(world, line.pattern);
      CAPTURE(kit::name_of(line.method));
      CAPTURE(url);
      if (url == "/sign-out") continue;
      auto page = line.method == kit::Method::get ? world.get(person, url) : world.post(person, url, {});
      CHECK(page.status < 500);
      auto json = line.method == kit::Method::get ? world.get_json(person, url) : world.post_json(person, url, "{}");
      CHECK(json.status < 500);
    }
}

TEST_CASE("somebody signed in without a seat reads nothing, and is told so, whether there is something or not") {
  World world;
  auto nothing = world.get_json(world.eve, "/no/such/place");
  CHECK(nothing.status == 403);
  for (auto& line : world.program().router().lines()) {
    if (line.who != Who::members) continue;
    std::string url = filled(world, line.pattern);
    CAPTURE(url);
    auto answer =
        line.method == kit::Method::get ? world.get_json(world.eve, url) : world.post_json(world.eve, url, "{}");
    CHECK(answer.status == 403);
    CHECK(answer.body == nothing.body);
  }
  CHECK(world.get(world.eve, "/").status == 200);
}

TEST_CASE("a form without this session's guard changes nothing") {
  World world;
  auto before = world.entries();
  kit::Request request = request_of(kit::Method::post, "/teams/" + world.team.text + "/meetings");
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  request.headers.set("Cookie", "concert=" + world.session_of(world.ana));
  request.body = encoded({{"met_on", "2026-11-20"},
                          {"minutes", "30"},
                          {"labor_present", "3"},
                          {"management_present", "2"},
                          {"guard", "wrong"}});
  CHECK(world.program().answer(request).status == 403);
  CHECK(world.entries() == before);
}

TEST_CASE("every page carries the headers that keep other sites out") {
  World world;
  auto page = world.get(world.ana, "/teams");
  CHECK(page.headers.get("Content-Security-Policy").value().find("default-src 'self'") != std::string_view::npos);
  CHECK(page.headers.get("X-Content-Type-Options").value() == "nosniff");
  CHECK(page.body.find("style=") == std::string::npos);
  CHECK(page.body.find("<script>") == std::string::npos);
}

TEST_CASE("five wrong passwords lock a login for a minute, and tell nothing about whether it exists") {
  World world;
  world.does({}, [&](Tx& tx) { set_password(tx, world.ana, "ana", "a long password"); });
  auto attempt = [&](const char* login, const char* password) {
    return world.post({}, "/sign-in", {{"login", login}, {"password", password}});
  };
  CHECK(attempt("ana", "a long password").status == 303);
  auto wrong = attempt("ana", "wrong"), unknown = attempt("nobody", "wrong");
  CHECK(wrong.status == 401);
  CHECK(unknown.status == 401);
  for (int i = 0; i < 4; ++i) attempt("ana", "wrong");
  CHECK(attempt("ana", "a long password").status == 429);
  world.pass_days(1);
  CHECK(attempt("ana", "a long password").status == 303);
}

TEST_CASE("after signing in nobody is sent to another site") {
  World world;
  world.does({}, [&](Tx& tx) { set_password(tx, world.ana, "ana", "a long password"); });
  for (auto* next : {"https://evil.example", "//evil.example", "/\\evil.example"}) {
    auto answer = world.post({}, "/sign-in", {{"login", "ana"}, {"password", "a long password"}, {"next", next}});
    CHECK(answer.headers.get("Location").value() == "/");
  }
}

TEST_CASE("signing out ends the session on the server") {
  World world;
  std::string token = world.session_of(world.ana);
  CHECK(world.get(world.ana, "/teams").status == 200);
  CHECK(world.post(world.ana, "/sign-out", {}).status == 303);
  CHECK(world.get(world.ana, "/teams").status == 303);
}
