#include <doctest/doctest.h>

#include "kit/time/quarter.h"
#include "modules/path/path.h"
#include "partnership/units.h"
#include "tests/world/world.h"

using namespace tests;
using namespace path;

namespace {

void rate(World& world, const Id<Team>& team, const std::string& quarter, int level) {
  world.does({}, [&](Tx& tx) {
    add_rating(tx,
               {.id = kit::fresh<Rating>(),
                .team = team,
                .quarter = quarter,
                .level = level,
                .evidence = "[]",
                .rated_on = tx.today()},
               tx.today());
  });
}

Ratings seen(World& world, const Id<Unit>& unit, const std::string& quarter) {
  return world.sees(world.olga, [&](Reader& db) { return ratings_seen(db, unit, quarter); });
}

Id<Team> new_team(Tx& tx, const Id<Unit>& unit, int number) {
  std::string name = "Team " + std::to_string(number);
  return teams::add_team(tx, {.external_id = name, .name = name, .purpose = "", .unit = unit, .departments = {}},
                         tx.today())
      .id;
}

}  // namespace

TEST_CASE("a rating counts once at every unit above its team") {
  World world;
  rate(world, world.team, "2026-Q3", 3);
  for (const Id<Unit>& unit : {world.transport, world.sunny_ridge, world.cascade, world.nation}) {
    CHECK(seen(world, unit, "2026-Q3").rated == 1);
    CHECK(seen(world, unit, "2026-Q3").at[2] == 1);
  }
  CHECK(seen(world, world.lakes, "2026-Q3").rated == 0);
  CHECK(seen(world, world.nation, "2026-Q3").movers.all_up() == 0);
  CHECK(seen(world, world.nation, "2026-Q3").teams == 2);
}

TEST_CASE("a team moves between two quarters in a row, and only then") {
  struct Try {
    const char* before_quarter;
    int before, after;
    int up;  // by how many levels; 0: not up
    bool down;
  };
  for (auto& one : std::vector<Try>{{"2026-Q2", 1, 2, 1, false},
                                    {"2026-Q2", 1, 3, 2, false},
                                    {"2026-Q2", 1, 4, 3, false},
                                    {"2026-Q2", 1, 5, 4, false},
                                    {"2026-Q2", 3, 3, 0, false},
                                    {"2026-Q2", 4, 3, 0, true},
                                    {"2026-Q2", 5, 1, 0, true},
                                    {"2026-Q1", 1, 5, 0, false}}) {
    CAPTURE(one.before_quarter);
    CAPTURE(one.before);
    CAPTURE(one.after);
    World world;
    rate(world, world.team, one.before_quarter, one.before);
    rate(world, world.team, "2026-Q3", one.after);
    Movers movers = seen(world, world.nation, "2026-Q3").movers;
    for (int by = 1; by <= 4; ++by) CHECK(movers.up[static_cast<std::size_t>(by)] == (by == one.up ? 1 : 0));
    CHECK(movers.down == (one.down ? 1 : 0));
  }
}

TEST_CASE("a second rating of a quarter takes the place of the first, in the tallies of both neighbours too") {
  World world;
  rate(world, world.team, "2026-Q1", 2);
  rate(world, world.team, "2026-Q3", 3);
  rate(world, world.team, "2026-Q2", 4);  // later, though between them
  CHECK(seen(world, world.nation, "2026-Q2").movers.up[2] == 1);
  CHECK(seen(world, world.nation, "2026-Q3").movers.down == 1);
  rate(world, world.team, "2026-Q2", 1);
  Ratings second = seen(world, world.nation, "2026-Q2"), third = seen(world, world.nation, "2026-Q3");
  CHECK(second.rated == 1);
  CHECK(second.at[0] == 1);
  CHECK(second.at[3] == 0);
  CHECK(second.movers.all_up() == 0);
  CHECK(second.movers.down == 1);
  CHECK(third.movers.down == 0);
  CHECK(third.movers.up[2] == 1);
  CHECK(world.sees(world.olga, [&](Reader& db) { return ratings_of(db, world.team); }).size() == 3);
  CHECK(world.faults().empty());
}

// A published quarter had 764 teams up (506, 202, 49 and 7 by one to four levels) and 236 down; here a tenth of it.
TEST_CASE("the movers of a quarter add up from its ratings") {
  World world;
  struct Group {
    int teams, before, after;
  };
  world.does({}, [&](Tx& tx) {
    int number = 0;
    for (auto [teams, before, after] : {Group{51, 2, 3}, {20, 1, 3}, {5, 2, 5}, {1, 1, 5}, {24, 4, 3}, {10, 3, 3}})
      for (int i = 0; i < teams; ++i) {
        Id<Team> team = new_team(tx, number % 2 ? world.transport : world.lakes_ward, number);
        ++number;
        for (auto& [quarter, level] : {std::pair("2010-Q3", before), {"2010-Q4", after}})
          add_rating(tx,
                     {.id = kit::fresh<Rating>(),
                      .team = team,
                      .quarter = quarter,
                      .level = level,
                      .evidence = "[]",
                      .rated_on = tx.today()},
                     tx.today());
      }
  });
  Ratings all = seen(world, world.nation, "2010-Q4");
  CHECK(all.movers.up == std::array<std::int64_t, 5>{0, 51, 20, 5, 1});
  CHECK(all.movers.all_up() == 77);
  CHECK(all.movers.down == 24);
  CHECK(all.rated == 111);
  CHECK(all.high_performing() == 6);
  Ratings cascade = seen(world, world.cascade, "2010-Q4"), lakes = seen(world, world.lakes, "2010-Q4");
  CHECK(cascade.movers.all_up() + lakes.movers.all_up() == 77);
  CHECK(cascade.rated > 0);
  CHECK(lakes.rated > 0);
}
