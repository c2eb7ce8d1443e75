#include "modules/governance/standing.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/world/world.h"

#include "modules/governance/world_for_tests.h"

using namespace governance;

namespace {

const Date today = kit::date_of(2026, 11, 21);

// Nothing is wrong with it: it meets, every seat is filled, and somebody sits above.
Standing sound() {
  return {.body = {.name = "Council",
                   .footing = Footing::integrated,
                   .parent = Id<Body>{"body_above"},
                   .formed_on = kit::add_days(today, -400)},
          .unit = "Sunny Ridge",
          .parties = {{"Labor", 2, 2, true}, {"Management", 2, 2, true}},
          .sits_above = true,
          .has_charter = true,
          .last_met = kit::add_days(today, -20)};
}

std::vector<Trouble> troubles(const Standing& standing) {
  std::vector<Trouble> found;
  for (const Finding& one : check(standing, {.quiet_days = 92}, today)) found.push_back(one.trouble);
  return found;
}
using Troubles = std::vector<Trouble>;

}  // namespace

TEST_CASE("what is wrong with a body is said of it, and of nothing else") {
  CHECK(troubles(sound()).empty());
  auto with = [](auto change) {
    Standing standing = sound();
    change(standing);
    return troubles(standing);
  };
  CHECK(with([](Standing& one) { one.sits_above = false; }) == Troubles{Trouble::nobody_above});
  CHECK(with([](Standing& one) { one.sits_above = false, one.body.parent.reset(); }).empty());
  CHECK(with([](Standing& one) { one.body.footing = Footing::parallel; }) == Troubles{Trouble::parallel});
  CHECK(with([](Standing& one) { one.has_charter = false; }) == Troubles{Trouble::no_charter});
  CHECK(with([](Standing& one) { one.parties[1].held = 1; }) == Troubles{Trouble::vacant});
  CHECK(with([](Standing& one) {
          one.parties[1] = {"Management", 2, 0, false};
        }) == Troubles{Trouble::no_chair, Trouble::vacant});
  CHECK(with([](Standing& one) { one.body.sunset_on = today; }).empty());
  CHECK(with([](Standing& one) { one.body.sunset_on = kit::add_days(today, -1); }) == Troubles{Trouble::past_sunset});
  CHECK(with([](Standing& one) { one.body.ended_on = today, one.parties.clear(), one.has_charter = false; }).empty());
}

TEST_CASE("three months without a meeting are too long, also for a body that has never met") {
  Standing standing = sound();
  standing.last_met = kit::add_days(today, -92);
  CHECK(troubles(standing).empty());
  standing.last_met = kit::add_days(today, -93);
  CHECK(troubles(standing) == Troubles{Trouble::silent});
  standing.last_met.reset();
  CHECK(troubles(standing) == Troubles{Trouble::silent});
  standing.body.formed_on = kit::add_days(today, -30);
  CHECK(troubles(standing).empty());
}

TEST_CASE("what is known of a body follows from its seats, its charter and its meetings") {
  GovernedWorld world;
  auto standing = [&] {
    return world.sees(world.mia, [&](Reader& db) { return standing_of(db, find_body(db, world.council)); });
  };
  CHECK_FALSE(standing().sits_above);
  CHECK_FALSE(standing().last_met);
  CHECK(standing().is_complete());
  REQUIRE(standing().parties.size() == 2);
  CHECK(standing().parties.front().held == 1);
  CHECK(standing().parties.front().allotted == 3);

  world.does(world.olga, [&](Tx& tx) { put_forward(tx, world.region, world.ana, world.labor, Role::member); });
  CHECK(standing().sits_above);
  world.does({}, [&](Tx& tx) {
    body_met(tx, world.council, kit::add_days(tx.today(), -400), 600);
    body_met(tx, world.council, kit::add_days(tx.today(), -3), 480);
    body_met(tx, world.council, kit::add_days(tx.today(), -3), 60);
  });
  CHECK(standing().last_met == kit::add_days(world.today(), -3));
  CHECK(standing().person_minutes == 540);  // of the last year
}

TEST_CASE("the map shows each body below the one it reports to, wherever its unit lies") {
  GovernedWorld world;
  auto other = world.formed("A committee", world.cascade, world.council);
  world.sees(world.mia, [&](Reader& db) {
    auto tree = as_tree(standings_in(db, world.cascade, 200));
    REQUIRE(tree.size() == 3);
    CHECK(tree[0].standing.body.id == world.region);
    CHECK(tree[1].standing.body.id == world.council);
    CHECK(tree[1].above == 0);
    CHECK(tree[2].standing.body.id == other);
    CHECK(tree[2].depth == 2);
    CHECK(as_tree(standings_in(db, world.sunny_ridge, 200)).size() == 1);
    CHECK(standings_in(db, world.lakes, 200).empty());
    return 0;
  });
  auto page = world.get(world.mia, "/bodies?unit=" + world.cascade.text);
  CHECK(page.status == 200);
  CHECK(page.body.find("No member of this body sits on the one above it.") != std::string::npos);
  CHECK(world.get_json(world.mia, "/bodies").body.find("\"nobody_above\"") != std::string::npos);
}

TEST_CASE("hours that nothing in the record explains are found") {
  GovernedWorld world;
  CHECK(world.faults().empty());
  world.does({}, [&](Tx& tx) { body_met(tx, world.council, tx.today(), 60); });
  CHECK_FALSE(world.faults().empty());
}
