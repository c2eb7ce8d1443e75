#include "modules/governance/governance.h"

#include <doctest/doctest.h>

#include "tests/world/world.h"

#include "modules/governance/world_for_tests.h"

using namespace governance;

TEST_CASE("each party puts its own co-chair forward, alone, and its need goes away") {
  GovernedWorld world;
  auto body = world.formed("Safety committee", world.sunny_ridge);
  auto needs = [&](const Id<Person>& who) {
    return world.sees(who, [&](Reader& db) { return needs_of(db, db.actor()).size(); });
  };
  CHECK(needs(world.olga) == 1);
  CHECK(status_of([&] {
          world.does(world.paul, [&](Tx& tx) { put_forward(tx, body, world.ana, world.labor, Role::co_lead); });
        }) == 403);
  CHECK(status_of([&] {
          world.does(world.olga, [&](Tx& tx) { put_forward(tx, body, world.ben, world.labor, Role::co_lead); });
        }) == 422);
  world.does(world.olga, [&](Tx& tx) { put_forward(tx, body, world.ana, world.labor, Role::co_lead); });
  CHECK(needs(world.olga) == 0);
  CHECK(needs(world.paul) == 1);
  CHECK(world.sees(world.mia, [&](Reader& db) { return chairs_of(db, body).size(); }) == 1);
  CHECK(world.faults().empty());
}

TEST_CASE("a co-chair's seat passes on, and a seat for a term ends with it") {
  GovernedWorld world;
  world.does(world.olga, [&](Tx& tx) { put_forward(tx, world.council, world.carmen, world.labor, Role::co_lead); });
  auto chairs = world.sees(world.mia, [&](Reader& db) { return chairs_of(db, world.council); });
  REQUIRE(chairs.size() == 2);
  CHECK(chairs.front().person == "Carmen Navarro");
  world.does(world.carmen, [&](Tx& tx) {
    put_forward(tx, world.council, world.mia, world.labor, Role::member, kit::add_days(tx.today(), 30));
  });
  CHECK(world.sees(world.mia, [&](Reader& db) { return sits_in(db.actor(), world.council); }));
  world.pass_days(31);
  CHECK_FALSE(world.sees(world.mia, [&](Reader& db) { return sits_in(db.actor(), world.council); }));
}

TEST_CASE("a party without seats in a body seats nobody there, and a body of one party is none") {
  GovernedWorld world;
  CHECK(status_of([&] {
          world.does(world.sato,
                     [&](Tx& tx) { put_forward(tx, world.council, world.sato, world.physicians, Role::co_lead); });
        }) == 403);
  CHECK(status_of([&] {
          world.does(world.olga, [&](Tx& tx) {
            form_body(tx, {.body = {.name = "Alone", .unit = world.nation}, .seats = {{world.labor.text, 3}}});
          });
        }) == 422);
  CHECK(status_of([&] {
          world.does(world.mia, [&](Tx& tx) {
            form_body(tx, {.body = {.name = "Own", .unit = world.nation},
                           .seats = {{world.labor.text, 3}, {world.management.text, 3}}});
          });
        }) == 403);
}

TEST_CASE("a body is formed, shown and filled through its pages") {
  GovernedWorld world;
  CHECK(world.get(world.carmen, "/bodies/new?unit=" + world.sunny_ridge.text).status == 200);
  auto formed = world.post(world.carmen, "/bodies",
                           {{"name", "Transport task force"},
                            {"kind", "task_force"},
                            {"footing", "parallel"},
                            {"unit_id", world.sunny_ridge.text},
                            {"parent_id", world.council.text},
                            {"sunset_on", kit::iso(kit::add_days(world.today(), 90))},
                            {"seats-" + world.labor.text, "2"},
                            {"seats-" + world.management.text, "2"}});
  REQUIRE(formed.status == 303);
  auto people = formed.headers.get("Location").value_or("");
  std::string url(people.substr(0, people.find("/people")));
  CHECK(world.get(world.mia, url).body.find("Transport task force") != std::string::npos);
  CHECK(world.get(world.carmen, url + "/seats/new?party=" + world.labor.text + "&q=mia").body.find("Mia Tran") !=
        std::string::npos);
  CHECK(world
            .post(world.carmen, url + "/seats",
                  {{"party", world.labor.text}, {"person", world.mia.text}, {"role", "member"}, {"until", ""}})
            .status == 303);
  CHECK(world.get(world.ben, url + "/people").body.find("Mia Tran") != std::string::npos);
  CHECK(world.get(world.ben, url + "/seats/new?party=" + world.labor.text).status == 403);
  CHECK(world.faults().empty());
}

TEST_CASE("a charter is in force when every party in the body has signed every section of it, and not before") {
  GovernedWorld world;
  std::string url = "/bodies/" + world.council.text + "/charter";
  auto in_force = [&] {
    auto charter = world.sees(world.mia, [&](Reader& db) { return charter_in_force(db, world.council); });
    return charter ? charter->version : 0;
  };
  auto write = [&](const Id<Person>& who, const Id<BodyCharter>& charter, const std::string& section,
                   const std::string& words) {
    return status_of([&] { world.does(who, [&](Tx& tx) { write_section(tx, charter, section, words); }); });
  };
  CHECK(status_of([&] { world.does(world.mia, [&](Tx& tx) { open_charter(tx, world.council); }); }) == 403);
  auto first = world.does(world.ana, [&](Tx& tx) { return open_charter(tx, world.council).id; });
  CHECK(status_of([&] { world.does(world.ben, [&](Tx& tx) { open_charter(tx, world.council); }); }) == 409);
  for (auto& name : charter_section_names()) CHECK(write(world.ana, first, name, "As agreed on " + name + ".") == 200);
  CHECK(write(world.mia, first, "purpose", "Mine.") == 403);
  CHECK(write(world.ana, first, "weather", "Sunny.") == 404);
  CHECK(write(world.ana, first, "purpose", "") == 422);
  CHECK(in_force() == 0);

  CHECK(write(world.ben, first, "quorum", "Both sides are there.") == 200);  // his words wait for labor
  CHECK(world.does(world.ben, [&](Tx& tx) { return sign_waiting(tx, first.text); }) == 7);
  CHECK(in_force() == 0);
  CHECK(world.get(world.ana, url).body.find("7 of 8 sections") != std::string::npos);
  CHECK(world.does(world.ana, [&](Tx& tx) { return sign_waiting(tx, first.text); }) == 1);
  CHECK(in_force() == 1);
  CHECK(write(world.ana, first, "quorum", "Nobody need be there.") == 409);
  CHECK(world.get(world.mia, url).body.find("Both sides are there.") != std::string::npos);

  auto second = world.does(world.ben, [&](Tx& tx) { return open_charter(tx, world.council).id; });
  CHECK(world.does(world.ana, [&](Tx& tx) { return sign_waiting(tx, second.text); }) ==
        8);  // the same words, asked anew
  CHECK(in_force() == 2);
  CHECK(world.faults().empty());
}

TEST_CASE("a charter of one text from before there were sections holds until the first version of sections does") {
  GovernedWorld world;
  BodyCharter old{.id = kit::fresh<BodyCharter>(),
                  .body = world.council,
                  .version = 1,
                  .text = "We decide together.",
                  .opened_on = world.today()};
  world.does({}, [&](Tx& tx) {
    tx.record(old);
    tx.record(BodyCharterStart{old.id, world.council, tx.today()});
  });
  std::string url = "/bodies/" + world.council.text + "/charter";
  CHECK(world.get(world.mia, url).body.find("We decide together.") != std::string::npos);
  CHECK(world.post(world.ana, url, {}).status == 303);
  auto page = world.get(world.mia, url).body;
  CHECK(page.find("Until the last one, version 1 holds") != std::string::npos);
  CHECK(page.find("We decide together.") != std::string::npos);
  auto now = world.sees(world.mia, [&](Reader& db) { return charter_in_force(db, world.council); });
  CHECK(now->id == old.id);
  CHECK(world.faults().empty());
}

TEST_CASE("no party alone renews, moves or ends a body") {
  GovernedWorld world;
  auto body = [&] { return world.sees(world.mia, [&](Reader& db) { return find_body(db, world.council); }); };
  auto ask = [&](const Id<Person>& who, BodyTurnProposal asked) {
    asked.reason = "It is time.";
    return status_of([&] { world.does(who, [&](Tx& tx) { propose_turn(tx, world.council, asked); }); });
  };
  BodyTurnProposal renewed, ended;
  renewed.sunset_on = kit::add_days(world.today(), 100), ended.turn = BodyTurnKind::ended;
  CHECK(ask(world.mia, renewed) == 403);
  CHECK(ask(world.ana, renewed) == 200);
  CHECK_FALSE(body().sunset_on);
  world.does(world.ben, [&](Tx& tx) {
    answer_assent(tx, latest_assent(tx, world.council.text, "turn")->assent.id, Answer::signed_, "");
  });
  CHECK(body().sunset_on == kit::add_days(world.today(), 100));
  CHECK(ask(world.ben, ended) == 200);
  CHECK_FALSE(body().ended_on);
  world.does(world.ana, [&](Tx& tx) {
    answer_assent(tx, latest_assent(tx, world.council.text, "turn")->assent.id, Answer::sent_back, "Not yet");
  });
  CHECK_FALSE(body().ended_on);
  CHECK(world.faults().empty());
}

TEST_CASE("nothing hangs below itself, and what others hang below does not end") {
  GovernedWorld world;
  auto ask = [&](BodyTurnProposal asked) {
    asked.reason = "It is time.";
    return status_of([&] { world.does(world.olga, [&](Tx& tx) { propose_turn(tx, world.region, asked); }); });
  };
  BodyTurnProposal below, ended;
  below.turn = BodyTurnKind::placed, below.parent = world.council, ended.turn = BodyTurnKind::ended;
  CHECK(ask(below) == 422);
  CHECK(ask(ended) == 409);
}
