#include <doctest/doctest.h>

#include <algorithm>

#include "kit/json/json.h"
#include "modules/path/policy_pages.h"
#include "tests/world/world.h"

using namespace tests;
using namespace path;

namespace {

// The form as a browser would send it untouched, then changed by `fields`.
Fields untouched(World& world, Fields fields = {}) {
  PolicyBody body =
      world.sees(world.olga, [&](Reader& db) { return read_body(policy_in_force(db, "team_path").body); });
  Fields all{{"from", "1"}};
  for (std::size_t i = 0; i < body.criteria.size(); ++i) {
    auto& one = body.criteria[i];
    all.push_back({field("en", i), one.en});
    all.push_back({field("es", i), one.es});
    all.push_back({field("level", i), std::to_string(one.criterion.level)});
    if (one.criterion.source != Source::automatic)
      all.push_back({field("source", i), std::string(kit::to_value(one.criterion.source))});
    all.push_back({field("least", i), one.criterion.source == Source::attested ? "" : least_plain(one.criterion)});
  }
  all.push_back({"year.0", "2026"});
  all.push_back({"share.0", "75"});
  all.push_back({"year.1", ""});
  for (auto& [name, value] : fields) {
    std::erase_if(all, [&](auto& pair) { return pair.first == name; });
    all.push_back({name, value});
  }
  return all;
}

std::size_t index_of(const std::string& key) {
  auto body = read_body(first_team_path());
  for (std::size_t i = 0; i < body.criteria.size(); ++i)
    if (body.criteria[i].criterion.key == key) return i;
  FAIL("no such criterion: " << key);
  return 0;
}

int version_in_force(World& world) {
  return world.sees(world.olga, [&](Reader& db) { return policy_in_force(db, "team_path").version; });
}

}  // namespace

TEST_CASE("a form sent untouched changes nothing and is refused as unchanged") {
  World world;
  CHECK(world.post(world.olga, "/policies/team_path", untouched(world, {{"reason", "None."}})).status == 409);
  CHECK(world.sees(world.olga, [](Reader& db) { return versions_of(db, "team_path"); }).size() == 1);
}

TEST_CASE("a new version of the criteria binds when every party has signed, and teams are judged by it") {
  World world;
  std::size_t contact = index_of("sponsorship.3.contact"), out = index_of("goals.5.sustained");
  std::size_t added = read_body(first_team_path()).criteria.size();
  auto answer = world.post(world.olga, "/policies/team_path",
                           untouched(world, {{field("least", contact), "45"},
                                             {field("drop", out), "yes"},
                                             {field("en", added), "At least 2 goals hang on the wall."},
                                             {field("es", added), "Al menos 2 metas cuelgan en la pared."},
                                             {field("dimension", added), "goals"},
                                             {field("level", added), "1"},
                                             {field("source", added), "surveyed"},
                                             {field("least", added), "40"},
                                             {"share.0", "60"},
                                             {"reason", "Thirty days was too short."}}));
  REQUIRE(answer.status == 303);
  CHECK(version_in_force(world) == 1);

  std::string page = world.get(world.paul, "/policies/team_path/2").body;
  for (const char* shown : {"Thirty days was too short.", "<del>", "<ins>", "At least 2 goals hang on the wall.",
                            "2026: 60 %", "At least one target has stayed met for 180 days."}) {
    CAPTURE(shown);
    CHECK(page.find(shown) != std::string::npos);
  }
  auto id = world.sees(world.olga, [](Reader& db) {
    return latest_assent(db, find_policy(db, "team_path", 2).id.text).value().assent.id;
  });
  for (auto& person : {world.olga, world.paul, world.sato})
    world.does(person, [&](Tx& tx) { answer_assent(tx, id, Answer::signed_, ""); });
  CHECK(version_in_force(world) == 2);

  auto criteria = world.sees(world.ana, [](Reader& db) { return criteria_in_force(db, Language::en); });
  CHECK(criteria.version == 2);
  CHECK(criteria.criteria[contact].least == 45);
  CHECK(std::ranges::count(criteria.criteria, "goals.5.sustained", &Criterion::key) == 0);
  CHECK(criteria.criteria.back().key == "goals.1.at_least_2_goals_hang_on_the_wall");
  CHECK(criteria.criteria.back().least == doctest::Approx(0.4));
  CHECK(world.sees(world.ana, [](Reader& db) { return target_share(db, 2026); }).value() == doctest::Approx(0.6));
  auto path = kit::Json::parse(world.get_json(world.ana, "/teams/" + world.team.text + "/path").body);
  CHECK(path.at("policy_version").as_integer() == 2);
  CHECK(world.faults().empty());
}

TEST_CASE("only an administrator proposes, with a reason, and nothing empty") {
  World world;
  std::size_t first = 0;
  CHECK(world
            .post(world.ana, "/policies/team_path",
                  untouched(world, {{field("en", first), "Other words."}, {"reason", "x"}}))
            .status == 403);
  CHECK(world.get(world.ana, "/policies/team_path/change").status == 403);
  CHECK(
      world.post(world.olga, "/policies/team_path", untouched(world, {{field("en", first), "Other words."}})).status ==
      422);
  auto empty =
      world.post(world.olga, "/policies/team_path", untouched(world, {{field("es", first), ""}, {"reason", "x"}}));
  CHECK(empty.status == 422);
  CHECK(empty.body.find("Say it in both languages.") != std::string::npos);
  CHECK(empty.body.find("id=\"criteria.0.es\"") != std::string::npos);
}

TEST_CASE("any other policy is shown value by value, and changed the same way") {
  World world;
  std::string page = world.get(world.mia, "/policies/compass").body;
  CHECK(page.find("Point 1, in English") != std::string::npos);
  CHECK(page.find("Best quality") != std::string::npos);
  CHECK(world.post(world.olga, "/policies/clocks", {{"from", "1"}, {"value.0", "soon"}, {"reason", "x"}}).status ==
        422);
  CHECK(
      world.post(world.olga, "/policies/clocks", {{"from", "1"}, {"value.0", "45"}, {"reason", "Too short."}}).status ==
      303);
  auto json = kit::Json::parse(world.get_json(world.mia, "/policies/clocks/2").body);
  CHECK(json.at("body").at("sponsor_contact").at("days").as_integer() == 45);
  CHECK_FALSE(json.at("in_force").as_bool());
  CHECK(world.get(world.paul, "/policies/clocks/2").body.find("<del>30</del>") != std::string::npos);
  CHECK(world.get(world.mia, "/policies/none").status == 404);
  CHECK(world.get(world.mia, "/policies/clocks/7").status == 404);
}

TEST_CASE("a program sends the whole body, and is told when it is not a policy") {
  World world;
  auto send = [&](const std::string& body) {
    kit::JsonWriter json;
    json.begin_object().member("body", body).member("reason", "From a program.").end_object();
    return world.post_json(world.olga, "/policies/team_path", json.take()).status;
  };
  CHECK(send("{}") == 422);
  CHECK(send("no policy") == 422);
  PolicyBody body = read_body(first_team_path());
  body.criteria.front().en = "Other words.";
  CHECK(send(write_body(body)) == 201);
}
