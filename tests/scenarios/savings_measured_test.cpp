#include <doctest/doctest.h>

#include "modules/improvement/improvement.h"
#include "modules/measures/dictionary.h"
#include "tests/world/world.h"

using namespace tests;
using namespace improvement;

namespace {

struct Saved {
  World world;
  Project project;

  Saved() {
    project = world.does(world.ana, [&](Tx& tx) {
      return start_project(tx, {.id = {},
                                .external_id = "",
                                .team = world.team,
                                .series = {},
                                .title = "Fewer overtime hours",
                                .problem = "Overtime.",
                                .measure = "hours",
                                .unit = "hours",
                                .direction = measures::Direction::lower,
                                .from_value = kit::whole(25),
                                .to_value = kit::whole(15),
                                .by_date = kit::date_of(2027, 6, 30),
                                .population = "transporters",
                                .goal = "",
                                .compass = compass(tx, Language::en).front().key,
                                .started_on = {}});
    });
  }
  void sign(const Id<Person>& who, const std::string& subject) {
    world.does(who, [&](Tx& tx) { answer_assent(tx, latest_assent(tx, subject)->assent.id, Answer::signed_, ""); });
  }
  Saving claim(std::int64_t dollars) {
    return world.does(world.ana, [&](Tx& tx) {
      return claim_saving(tx, {.project = project.id,
                               .amount = dollars * 100,
                               .pace = Pace::one_time,
                               .kind = SavingKind::hours,
                               .basis = "Hours."});
    });
  }
  void save(std::int64_t dollars) {
    Saving saving = claim(dollars);
    sign(world.ana, saving.id.text), sign(world.ben, saving.id.text);
  }
  measures::Metric define() {
    auto version = world.does(world.olga, [&](Tx& tx) {
      return measures::propose_definition(tx,
                                          {.name = "Savings",
                                           .numerator = "dollars saved",
                                           .unit = "$",
                                           .direction = measures::Direction::higher,
                                           .frequency = measures::Frequency::month,
                                           .source = "Projects",
                                           .definition = "What every party signed.",
                                           .chart = measures::ChartKind::burn_up,
                                           .figures = measures::Origin::savings},
                                          "We promised it.");
    });
    for (auto& who : {world.olga, world.paul, world.sato}) sign(who, version.id.text);
    return world.sees(world.ana, [&](Reader& db) { return measures::find_metric(db, version.metric); });
  }
  double total_at(const measures::Metric& metric, const Id<Unit>& unit) {
    return world.sees(world.ana, [&](Reader& db) {
      auto series = measures::series_of(db, metric.id, unit.text);
      double total = 0;
      if (series)
        for (auto& point : measures::points_of(db, *series, metric)) total += point.value;
      return total;
    });
  }
};

}  // namespace

TEST_CASE("savings that every party signed fill their measure by themselves, before and after it was defined") {
  Saved saved;
  World& world = saved.world;
  saved.save(1000);
  auto metric = saved.define();
  CHECK(saved.total_at(metric, world.transport) == 1000);
  saved.claim(700);  // claimed is not signed
  CHECK(saved.total_at(metric, world.transport) == 1000);
  saved.save(250);
  CHECK(saved.total_at(metric, world.transport) == 1250);
  CHECK(saved.total_at(metric, world.nation) == 1250);
  CHECK(saved.total_at(metric, world.lakes) == 0);
  auto series =
      world.sees(world.ana, [&](Reader& db) { return *measures::series_of(db, metric.id, world.nation.text); });
  world.does(world.olga,
             [&](Tx& tx) { measures::set_year_target(tx, series.id, 2026, kit::whole(5000), "As promised"); });
  auto page = world.get(world.ana, "/series/" + series.id.text).body;
  CHECK(page.find("1,250") != std::string::npos);
  CHECK(page.find("5,000") != std::string::npos);
  CHECK(world.faults().empty());
}

TEST_CASE("savings are counted in no other chart than one that adds up") {
  Saved saved;
  CHECK_THROWS_AS(saved.world.does(saved.world.olga,
                                   [&](Tx& tx) {
                                     return measures::propose_definition(tx,
                                                                         {.name = "Savings",
                                                                          .numerator = "dollars saved",
                                                                          .source = "Projects",
                                                                          .definition = "Signed.",
                                                                          .figures = measures::Origin::savings},
                                                                         "Why not");
                                   }),
                  Refusal);
}
