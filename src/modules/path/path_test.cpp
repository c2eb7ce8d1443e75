#include "modules/path/path.h"

#include <doctest/doctest.h>

#include "kit/json/json.h"
#include "modules/path/policy_body.h"
#include "tests/world/world.h"

using namespace tests;
using namespace path;

namespace {

std::string path_of(const Id<Team>& team, std::string_view end = "/path") {
  return "/teams/" + team.text + std::string(end);
}

kit::Json shown(World& world, const Id<Person>& person) {
  return kit::Json::parse(world.get_json(person, path_of(world.team)).body);
}

bool is_met(const kit::Json& json, std::string_view key) {
  for (const kit::Json& one : json.at("criteria"))
    if (one.at("criterion").as_text() == key) return one.at("met").as_bool();
  FAIL("no such criterion");
  return false;
}

// Everything of level 1, so that a quarter can be rated.
void reach_level_1(World& world) {
  world.does(world.ana, [&](Tx& tx) {
    teams::record_meeting(
        tx, {.team = world.team, .met_on = tx.today(), .minutes = 60, .labor_present = 5, .management_present = 2});
  });
  for (const char* key : {"sponsorship.1.introduced", "training.1.co_leads_scheduled", "team_process.1.dates"})
    for (auto& person : {world.ana, world.ben})
      world.does(person, [&](Tx& tx) { attest(tx, world.team, key, true, "We looked at it together."); });
}

Id<Assent> open_assent(World& world, const std::string& subject) {
  return world.sees(world.ana, [&](Reader& db) { return latest_assent(db, subject).value().assent.id; });
}

Rating proposed(World& world) {
  return world.does(world.ana, [&](Tx& tx) { return propose_rating(tx, world.team); });
}

void sign(World& world, const Id<Person>& person, const std::string& subject) {
  auto id = open_assent(world, subject);
  world.does(person, [&](Tx& tx) { answer_assent(tx, id, Answer::signed_, ""); });
}

std::optional<RatingStart> standing_rating(World& world) {
  return world.sees(world.ana, [&](Reader& db) { return last_rating(db, world.team); });
}

}  // namespace

TEST_CASE("the path shows what the record knows, and what is missing with the way there") {
  World world;
  auto json = shown(world, world.mia);
  CHECK(json.at("level").as_integer() == 0);
  CHECK(is_met(json, "leadership.1.co_leads"));
  CHECK(is_met(json, "sponsorship.1.named"));
  CHECK_FALSE(is_met(json, "team_process.1.meeting"));
  CHECK(json.at("missing_for_next").size() == 4);
  std::string page = world.get(world.mia, path_of(world.team)).body;
  CHECK(page.find("4 things stand between you and level 1:") != std::string::npos);
  CHECK(page.find("href=\"" + path_of(world.team, "/meetings") + "\"") != std::string::npos);
  CHECK(page.find("/attestations") == std::string::npos);  // a member attests nothing
}

TEST_CASE("a criterion is attested by the co-lead of every party, each for their own") {
  World world;
  std::string url = path_of(world.team, "/attestations");
  Fields yes{{"criterion", "team_process.1.dates"}, {"met", "yes"}, {"evidence", "Dates are on the wall."}};
  CHECK(world.post(world.ana, url, yes).status == 303);
  CHECK_FALSE(is_met(shown(world, world.ana), "team_process.1.dates"));
  CHECK(world.post(world.ben, url, yes).status == 303);
  CHECK(is_met(shown(world, world.ana), "team_process.1.dates"));
  std::string page = world.get(world.ana, path_of(world.team)).body;
  CHECK(page.find("Labor: yes") != std::string::npos);
  CHECK(page.find("Dates are on the wall.") != std::string::npos);
  CHECK(world
            .post(world.ben, url,
                  {{"criterion", "team_process.1.dates"}, {"met", "no"}, {"evidence", "Two dates are open."}})
            .status == 303);
  CHECK_FALSE(is_met(shown(world, world.ana), "team_process.1.dates"));
}

TEST_CASE("only a co-lead attests, with what shows it, and only what is attested") {
  World world;
  std::string url = path_of(world.team, "/attestations");
  Fields yes{{"criterion", "team_process.1.dates"}, {"met", "yes"}, {"evidence", "On the wall."}};
  CHECK(world.post(world.mia, url, yes).status == 403);
  CHECK(world.post(world.quist, url, yes).status == 403);
  CHECK(world.post(world.eve, url, yes).status == 403);
  auto without = world.post(world.ana, url, {{"criterion", "team_process.1.dates"}, {"met", "yes"}});
  CHECK(without.status == 422);
  CHECK(without.body.find("Say in a few words what shows it, or what is missing.") != std::string::npos);
  CHECK(
      world.post(world.ana, url, {{"criterion", "use_of_tools.3.cycles"}, {"met", "yes"}, {"evidence", "x"}}).status ==
      404);
  CHECK(world.sees(world.ana, [&](Reader& db) { return attestations_of(db, world.team); }).empty());
}

TEST_CASE("a survey keeps totals that can be true, and decides by those who were asked") {
  World world;
  std::string url = path_of(world.team, "/surveys");
  auto fields = [](const char* asked, const char* answered, const char* agreed) {
    return Fields{{"criterion", "engagement.3.know_aim"}, {"asked", asked}, {"answered", answered}, {"agreed", agreed}};
  };
  CHECK(world.post(world.mia, url, fields("20", "20", "20")).status == 403);
  CHECK(world.post(world.ana, url, fields("20", "21", "20")).status == 422);
  CHECK(world.post(world.ana, url, fields("20", "10", "11")).status == 422);
  CHECK(world.post(world.ana, url, fields("0", "0", "0")).status == 422);
  CHECK(world.post(world.ana, url, fields("20", "9", "9")).status == 303);
  CHECK_FALSE(is_met(shown(world, world.ana), "engagement.3.know_aim"));
  CHECK(world.post(world.ben, url, fields("20", "12", "10")).status == 303);
  CHECK(is_met(shown(world, world.ana), "engagement.3.know_aim"));
}

TEST_CASE("nothing below level 1 is rated") {
  World world;
  CHECK(status_of([&] { proposed(world); }) == 409);
  reach_level_1(world);
  CHECK(status_of([&] { world.does(world.quist, [&](Tx& tx) { propose_rating(tx, world.team); }); }) == 403);
  CHECK(proposed(world).level == 1);
}

TEST_CASE("a quarter's level stands when the sponsors of both parties have signed, and counts once") {
  World world;
  reach_level_1(world);
  Rating rating = proposed(world);
  CHECK(rating.quarter == "2026-Q4");
  CHECK(status_of([&] { proposed(world); }) == 409);  // before them already
  sign(world, world.quist, rating.id.text);
  CHECK_FALSE(standing_rating(world));
  sign(world, world.amari, rating.id.text);
  REQUIRE(standing_rating(world));
  CHECK(standing_rating(world)->level == 1);
  auto seen = world.sees(world.olga, [&](Reader& db) { return ratings_seen(db, world.nation, "2026-Q4"); });
  CHECK(seen.rated == 1);
  CHECK(seen.at[0] == 1);
  CHECK(world.get(world.ana, path_of(world.team)).body.find("the sponsors have signed it") != std::string::npos);
  CHECK(world.faults().empty());
}

TEST_CASE("a level that was sent back, or has changed, is put before the sponsors anew") {
  World world;
  reach_level_1(world);
  Rating rating = proposed(world);
  auto first = open_assent(world, rating.id.text);
  world.does(world.amari, [&](Tx& tx) { answer_assent(tx, first, Answer::sent_back, "The dates are not mine."); });
  CHECK(world.get(world.ben, path_of(world.team)).body.find("The dates are not mine.") != std::string::npos);
  Rating again = proposed(world);
  CHECK(again.id == rating.id);
  CHECK(open_assent(world, again.id.text) != first);
  sign(world, world.quist, again.id.text);
  sign(world, world.amari, again.id.text);
  CHECK(standing_rating(world)->rating == again.id);
}

TEST_CASE("a rating without a sponsor of a party is refused, naming the party") {
  World world;
  reach_level_1(world);
  auto seat = world.sees(world.amari, [&](Reader& db) { return db.actor().seat(world.team.text, Role::sponsor)->id; });
  world.does(world.amari, [&](Tx& tx) { teams::end_seat(tx, seat); });
  world.pass_days(1);
  CHECK_FALSE(is_met(shown(world, world.ana), "sponsorship.1.named"));
  world.does({}, [&](Tx& tx) {  // criteria that ask for no sponsor: the signatures are needed all the same
    PolicyBody body = read_body(first_team_path());
    std::erase_if(body.criteria, [](auto& one) { return one.criterion.dimension == "sponsorship"; });
    Policy policy{kit::fresh<Policy>(), "team_path", 2, write_body(body), "For this test.", tx.now()};
    tx.insert(policy);
    start_policy(tx, policy.id);
  });
  auto refused = world.post(world.ana, path_of(world.team, "/ratings"), {});
  CHECK(refused.status == 409);
  CHECK(refused.body.find("Management has no sponsor for this team") != std::string::npos);
}

TEST_CASE("the path above counts, and its register is a file") {
  World world;
  world.does({}, [&](Tx& tx) {
    for (auto& [quarter, level] : {std::pair("2026-Q2", 2), {"2026-Q3", 4}})
      add_rating(tx,
                 {.id = kit::fresh<Rating>(),
                  .team = world.team,
                  .quarter = quarter,
                  .level = level,
                  .evidence = "[]",
                  .rated_on = tx.today()},
                 tx.today());
  });
  auto json = kit::Json::parse(world.get_json(world.ana, "/path").body);
  CHECK(json.at("quarter").as_text() == "2026-Q3");
  CHECK(json.at("target").as_real() == doctest::Approx(0.75));
  CHECK(json.at("here").at("rated").as_integer() == 1);
  CHECK(json.at("here").at("moved_up").at(1).as_integer() == 1);
  CHECK(json.at("below").size() == 1);
  std::string page = world.get(world.ana, "/path?quarter=2026-Q3").body;
  CHECK(page.find("1 of 2 teams rated") != std::string::npos);
  CHECK(page.find("100 %") != std::string::npos);
  CHECK(world.get(world.ana, "/path?unit=" + world.lakes.text).body.find("No level was signed") != std::string::npos);
  CHECK(world.get(world.ana, "/path?unit=unit_none").status == 404);
  auto file = world.get(world.ana, "/path/ratings.csv?quarter=2026-Q3");
  CHECK(file.headers.get("Content-Type").value() == "text/csv; charset=utf-8");
  CHECK(file.body.find("T-104,Patient Transport,Transport,2026-Q3,4,2,1,") != std::string::npos);
}

TEST_CASE("every page of the path reads in both languages") {
  World world;
  reach_level_1(world);
  proposed(world);
  for (const char* language : {"en", "es"})
    for (const std::string& url :
         {path_of(world.team), std::string("/path"), std::string("/policies"), std::string("/policies/team_path"),
          std::string("/policies/team_path/1"), std::string("/policies/compass"),
          std::string("/policies/team_path/change"), std::string("/policies/clocks/change")}) {
      CAPTURE(url);
      CAPTURE(language);
      kit::Request request = request_of(kit::Method::get, url);
      request.headers.set("Cookie", "concert=" + world.session_of(world.olga) + "; language=" + language);
      CHECK(world.program().answer(request).status == 200);
    }
}

TEST_CASE("the card of a team page says its level and what stands before the next") {
  World world;
  View view;
  std::string card = world.sees(world.ana, [&](Reader& db) {
    view.actor = &db.actor();
    view.today = db.today();
    return path_card(view, db, teams::find_team(db, world.team)).take();
  });
  CHECK(card.find("Path: not yet at level 1") != std::string::npos);
  CHECK(card.find("And 1 more") != std::string::npos);
  CHECK(card.find("have not signed a level yet") != std::string::npos);
}
