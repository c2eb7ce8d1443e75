#include "modules/rooms/coverage.h"

#include <doctest/doctest.h>

#include "partnership/units.h"
#include "tests/world/world.h"

using namespace tests;
using namespace rooms;

namespace {

FromAbove seen(World& world, const Id<Unit>& unit) {
  return world.sees(world.ana, [&](Reader& db) { return from_above(db, find_unit(db, unit), Language::en); });
}
std::string words(const Coverage& coverage) {
  return std::to_string(coverage.reporting) + " of " + std::to_string(coverage.of);
}

improvement::Project start(World& world, const char* title) {
  improvement::Project project{.team = world.team,
                               .title = title,
                               .problem = "Patients wait.",
                               .measure = "wait",
                               .unit = "minutes",
                               .direction = improvement::Direction::lower,
                               .from_value = kit::whole(25),
                               .to_value = kit::whole(15),
                               .by_date = kit::add_days(world.today(), 200),
                               .population = "inpatients",
                               .compass = "quality"};
  return world.does(world.ana, [&](Tx& tx) { return improvement::start_project(tx, project); });
}
void end(World& world, const improvement::Project& project) {
  world.does(world.ben, [&](Tx& tx) {
    improvement::end_project(tx, project.id, improvement::ProjectOutcome::reached, "Chairs help.");
  });
}

// One measure, kept by two of three facilities and by their region.
struct Kept {
  World world;
  measures::Metric metric;
  Id<Unit> second, third;

  Kept() {
    world.does({}, [&](Tx& tx) {
      second = facility(tx, "Second");
      third = facility(tx, "Third");
      metric = measures::add_metric(tx, {.name = "Falls", .frequency = measures::Frequency::month});
      for (auto& place : {world.cascade, world.sunny_ridge, second, third})
        measures::add_series(tx, metric.id, place.text, "", {});
    });
  }
  Id<Unit> facility(Tx& tx, const char* name) {
    Unit unit{kit::fresh<Unit>(), name, name, UnitKind::facility, world.cascade, false};
    add_unit(tx, unit);
    return unit.id;
  }
  void record(const Id<Unit>& unit, int month, int value, const char* reason = "") {
    world.does({}, [&](Tx& tx) {
      auto series = measures::series_of(tx, metric.id, unit.text).value();
      measures::record_measurements(
          tx, series, {{series.id, kit::date_of(2026, month, 1), 0, kit::whole(value), kit::whole(1), reason}});
    });
  }
  MeasureLine line(const Id<Unit>& unit) {
    return world.sees(world.ana, [&](Reader& db) {
      return measures_from_above(db, find_unit(db, unit), totals_of(db, unit, "")).front();
    });
  }
};

}  // namespace

TEST_CASE("a team stands behind the projects of every unit above with its first, and no more when its last has ended") {
  World world;
  CHECK(words(seen(world, world.nation).with_projects) == "0 of 2");
  auto first = start(world, "First"), second = start(world, "Second");
  for (auto& unit : {world.transport, world.cascade, world.nation}) {
    std::string teams = std::to_string(seen(world, unit).teams);
    CHECK(words(seen(world, unit).with_projects) == "1 of " + teams);
    CHECK(words(seen(world, unit).with_running) == "1 of " + teams);
  }
  CHECK(words(seen(world, world.lakes).with_projects) == "0 of 0");
  end(world, first);
  CHECK(words(seen(world, world.nation).with_running) == "1 of 2");
  end(world, second);
  CHECK(words(seen(world, world.nation).with_running) == "0 of 2");
  CHECK(words(seen(world, world.nation).with_projects) == "1 of 2");
}

TEST_CASE("a team stands behind savings once, from the first that every party signed") {
  World world;
  auto project = start(world, "First");
  for (int i = 0; i < 2; ++i) {
    auto saving = world.does(world.ana, [&](Tx& tx) {
      return improvement::claim_saving(tx, {.project = project.id, .amount = 1000, .basis = "Counted."});
    });
    CHECK(words(seen(world, world.nation).with_savings) == std::to_string(i) + " of 2");
    for (auto& person : {world.ana, world.ben})
      world.does(person,
                 [&](Tx& tx) { answer_assent(tx, latest_assent(tx, saving.id.text)->assent.id, Answer::signed_, ""); });
    CHECK(words(seen(world, world.nation).with_savings) == "1 of 2");
  }
}

TEST_CASE("a team that ended is not among those that are to report, nor among those that do") {
  World world;
  start(world, "First");
  world.does(world.ana, [&](Tx& tx) { teams::take_turn(tx, world.team, teams::Turn::dissolved, {}, "Moved."); });
  CHECK(words(seen(world, world.transport).with_projects) == "0 of 0");
  CHECK(words(seen(world, world.nation).with_projects) == "1 of 1");
}

TEST_CASE("a measure says how many of the units below have a figure for the same period") {
  Kept kept;
  CHECK_FALSE(kept.line(kept.world.cascade).kind);
  kept.record(kept.world.cascade, 9, 7);
  CHECK(kept.line(kept.world.cascade).kind == UnitKind::region);  // nobody below keeps it yet: it speaks for itself
  CHECK(words(kept.line(kept.world.cascade).coverage) == "1 of 1");

  kept.record(kept.world.sunny_ridge, 9, 4);
  CHECK(kept.line(kept.world.cascade).kind == UnitKind::facility);
  CHECK(words(kept.line(kept.world.cascade).coverage) == "1 of 3");
  kept.record(kept.second, 9, 3);
  kept.record(kept.second, 9, 2, "Counted again.");
  CHECK(words(kept.line(kept.world.cascade).coverage) == "2 of 3");
  CHECK(words(kept.line(kept.second).coverage) == "1 of 1");

  kept.record(kept.world.cascade, 10, 6);
  CHECK(words(kept.line(kept.world.cascade).coverage) == "0 of 3");
  kept.record(kept.third, 10, 1);
  CHECK(words(kept.line(kept.world.cascade).coverage) == "1 of 3");
}

TEST_CASE("a facility that moves to another region reports there") {
  Kept kept;
  kept.record(kept.world.cascade, 9, 7);
  kept.record(kept.second, 9, 3);
  kept.world.does({}, [&](Tx& tx) {
    Unit moved = find_unit(tx, kept.second);
    moved.parent = kept.world.lakes;
    change_unit(tx, moved);
  });
  CHECK(words(kept.line(kept.world.cascade).coverage) != "1 of 3");
  CHECK(kept.world.sees(kept.world.ana,
                        [&](Reader& db) { return total(totals_of(db, kept.world.lakes, ""), "units.facility"); }) == 1);
}

TEST_CASE("the page of a unit and its data say how many report, figure by figure") {
  Kept kept;
  World& world = kept.world;
  start(world, "First");
  kept.record(world.cascade, 9, 7);
  kept.record(world.sunny_ridge, 9, 4);
  auto page = world.get(world.ana, "/units/" + world.cascade.text).body;
  for (auto* words : {"0 of 2 teams reporting", "1 of 2 teams reporting", "1 of 3 facilities"})
    CHECK(page.find(words) != std::string::npos);
  auto data = world.get_json(world.ana, "/units/" + world.cascade.text).body;
  for (auto* words : {R"("live_projects":{"reporting":1,"of":2})", R"("savings":{"reporting":0,"of":2})",
                      R"("units":"facility","reporting":1,"of":3)", R"("teams_with_projects":1)"})
    CHECK(data.find(words) != std::string::npos);
}
