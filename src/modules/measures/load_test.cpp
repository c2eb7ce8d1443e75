// Loads, sums up the tree, units that move, and where a figure comes from.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "modules/measures/analysis.h"
#include "modules/measures/provenance.h"
#include "modules/measures/rollup.h"
#include "partnership/units.h"
#include "tests/world/world.h"

using namespace tests;
using namespace measures;

namespace {

Metric falls() {
  return {.id = {},
          .external_id = "falls",
          .name = "Falls",
          .question = "Does anybody fall?",
          .numerator = "falls",
          .denominator = "bed days",
          .unit = "per 1,000",
          .factor = 1000,
          .direction = Direction::lower,
          .frequency = Frequency::month,
          .decimals = 1,
          .compass = "quality",
          .source = "Reports"};
}

Date month(int number) { return kit::add_months(kit::date_of(2025, 1, 1), number); }

struct Row {
  Id<Unit> unit;
  int month, numerator, denominator;
};

// What a feed or the import does, in small.
Load bring_in(World& world, const Metric& metric, const std::vector<Row>& rows, const std::string& reason = {}) {
  return world.does(world.olga, [&](Tx& tx) {
    Figures figures;
    std::map<std::string, int> places;
    int line = 1;
    for (const Row& row : rows) {
      auto [place, fresh] = places.try_emplace(row.unit.text, static_cast<int>(figures.series.size()));
      if (fresh)
        figures.series.push_back(
            series_of(tx, metric.id, row.unit.text)
                .value_or(Series{.id = {}, .metric = metric.id, .place = row.unit.text, .part = "", .target = {}}));
      figures.rows.push_back({.series = place->second,
                              .period = month(row.month),
                              .numerator = kit::whole(row.numerator),
                              .denominator = kit::whole(row.denominator),
                              .line = ++line});
    }
    compare(tx, figures);
    return record_load(tx, {.files = "falls.csv", .reason = reason}, std::move(figures));
  });
}

Metric begin(World& world, Metric metric = falls()) {
  return world.does(world.olga, [&](Tx& tx) { return add_metric(tx, metric); });
}

std::vector<Point> points_at(World& world, const Metric& metric, const Id<Unit>& unit) {
  return world.sees(world.ana, [&](Reader& db) {
    auto series = series_of(db, metric.id, unit.text);
    return series ? points_of(db, *series, metric) : std::vector<Point>{};
  });
}

// "6/1500 of 2": numerator, denominator, how many figures stand behind it.
std::string point_text(const std::vector<Point>& points, int number) {
  for (const Point& point : points)
    if (point.period == month(number))
      return kit::text_of(point.numerator) + "/" + kit::text_of(point.denominator) + " of " +
             std::to_string(point.reporting);
  return "none";
}

}  // namespace

TEST_CASE("a load is one entry that covers its rows, and sums reach every unit above") {
  World world;
  Metric metric = begin(world);
  auto before = world.entries();
  Load load = bring_in(world, metric,
                       {{world.transport, 0, 2, 500},
                        {world.west4, 0, 4, 1000},
                        {world.lakes_ward, 0, 1, 800},
                        {world.transport, 1, 3, 500}});
  CHECK(load.added == 4);
  CHECK(point_text(points_at(world, metric, world.sunny_ridge), 0) == "6/1500 of 2");
  CHECK(point_text(points_at(world, metric, world.cascade), 0) == "6/1500 of 2");
  CHECK(point_text(points_at(world, metric, world.nation), 0) == "7/2300 of 3");
  CHECK(point_text(points_at(world, metric, world.nation), 1) == "3/500 of 1");  // missing is not zero
  CHECK(point_text(points_at(world, metric, world.nation), 2) == "none");
  // The series that began, the load, and the series of the units above: three entries, whatever the number of rows.
  CHECK(world.entries() == before + 3);
  CHECK(world.faults().empty());
}

TEST_CASE("the same figures again change nothing, and others are corrections with a reason") {
  World world;
  Metric metric = begin(world);
  bring_in(world, metric, {{world.transport, 0, 2, 500}, {world.west4, 0, 4, 1000}});
  auto before = world.entries();
  Load again = bring_in(world, metric, {{world.transport, 0, 2, 500}, {world.west4, 0, 4, 1000}});
  CHECK(again.id.empty());
  CHECK(again.same == 2);
  CHECK(world.entries() == before);
  CHECK_THROWS(bring_in(world, metric, {{world.transport, 0, 5, 500}}));
  Load corrected = bring_in(world, metric, {{world.transport, 0, 5, 500}}, "Two were found later");
  CHECK(corrected.corrected == 1);
  CHECK(point_text(points_at(world, metric, world.nation), 0) == "9/1500 of 2");
  CHECK(world.faults().empty());
}

TEST_CASE("a unit's own figure counts before any sum, and what has no sum has none") {
  World world;
  Metric metric = begin(world);
  bring_in(world, metric, {{world.transport, 0, 2, 500}, {world.sunny_ridge, 0, 10, 2000}, {world.west4, 1, 1, 100}});
  CHECK(point_text(points_at(world, metric, world.sunny_ridge), 0) == "10/2000 of 0");
  CHECK(point_text(points_at(world, metric, world.nation), 0) == "10/2000 of 1");
  CHECK(point_text(points_at(world, metric, world.sunny_ridge), 1) == "1/100 of 1");

  Metric alone = falls();
  alone.external_id = "days", alone.denominator = "", alone.chart = ChartKind::i;
  alone = begin(world, alone);
  bring_in(world, alone, {{world.transport, 0, 9, 1}, {world.west4, 0, 5, 1}});
  CHECK(points_at(world, alone, world.nation).empty());
  Metric count = falls();
  count.external_id = "harm", count.denominator = "", count.chart = ChartKind::c, count.factor = 1;
  count = begin(world, count);
  bring_in(world, count, {{world.transport, 0, 9, 1}, {world.west4, 0, 5, 1}});
  CHECK(point_text(points_at(world, count, world.nation), 0) == "14/1 of 2");
  CHECK(world.faults().empty());
}

TEST_CASE("earlier periods stay where they were when a unit moves") {
  World world;
  Metric metric = begin(world);
  std::vector<Row> rows;
  for (int i = 0; i < 4; ++i)
    rows.push_back({world.west4, i, 1 + i, 100}), rows.push_back({world.lakes_ward, i, 7, 70});
  bring_in(world, metric, rows);
  world.does(world.olga, [&](Tx& tx) { move_unit(tx, world.west4, world.lakes, month(2), "Wards are put together"); });
  auto cascade = points_at(world, metric, world.cascade), lakes = points_at(world, metric, world.lakes);
  CHECK(point_text(cascade, 1) == "2/100 of 1");
  CHECK(point_text(cascade, 2) == "none");
  CHECK(point_text(lakes, 1) == "7/70 of 1");
  CHECK(point_text(lakes, 2) == "10/170 of 2");
  CHECK(point_text(points_at(world, metric, world.nation), 2) == "10/170 of 2");
  CHECK(world.faults().empty());

  // What is found late about a month before the move goes to where the unit lay then.
  bring_in(world, metric, {{world.west4, 1, 20, 100}}, "Counted again");
  CHECK(point_text(points_at(world, metric, world.cascade), 1) == "20/100 of 1");
  CHECK(point_text(points_at(world, metric, world.lakes), 1) == "7/70 of 1");
  CHECK(world.faults().empty());
}

TEST_CASE("a row that somebody changed behind the program's back is named, also when a load covers it") {
  World world;
  Metric metric = begin(world);
  bring_in(world, metric, {{world.transport, 0, 2, 500}, {world.west4, 0, 4, 1000}});
  REQUIRE(world.faults().empty());
  world.does(world.olga,
             [&](Tx& tx) { tx.run("update measurements set numerator = 9000000 where numerator = 4000000"); });
  auto faults = world.faults();
  REQUIRE(faults.size() > 0);
  CHECK(faults.front().find("numerator was changed outside Concert") != std::string::npos);
}

TEST_CASE("every figure says where it comes from") {
  World world;
  Metric metric = begin(world);
  Load load = bring_in(world, metric, {{world.transport, 0, 2, 500}, {world.west4, 0, 4, 1000}});
  bring_in(world, metric, {{world.west4, 0, 6, 1000}}, "Two were found later");
  Series west = world.sees(world.ana, [&](Reader& db) { return *series_of(db, metric.id, world.west4.text); });
  PointSource found = world.sees(world.ana, [&](Reader& db) { return source_of(db, west, metric, month(0)); });
  REQUIRE(found.sources.size() == 2);
  CHECK(found.sources[0].reason == "Two were found later");
  CHECK(found.sources[0].who == "Olga Brandt");
  REQUIRE(found.sources[1].load);
  CHECK(found.sources[1].load->id == load.id);
  CHECK(found.sources[1].line == 3);

  Series ridge = world.sees(world.ana, [&](Reader& db) { return *series_of(db, metric.id, world.sunny_ridge.text); });
  PointSource sum = world.sees(world.ana, [&](Reader& db) { return source_of(db, ridge, metric, month(0)); });
  CHECK(sum.sources.empty());
  CHECK(sum.parts.size() == 2);

  world.does(world.olga, [&](Tx& tx) {
    record_measurements(tx, west, {{west.id, month(5), 0, kit::whole(3), kit::whole(90), ""}});
  });
  PointSource typed = world.sees(world.ana, [&](Reader& db) { return source_of(db, west, metric, month(5)); });
  REQUIRE(typed.sources.size() == 1);
  CHECK_FALSE(typed.sources[0].load.has_value());
  CHECK(typed.sources[0].sequence > 0);

  auto page = world.get(world.ana, "/series/" + west.id.text + "/points/2025-01-01");
  CHECK(page.status == 200);
  CHECK(page.body.find("falls.csv") != std::string::npos);
  CHECK(world.get(world.ana, "/series/" + west.id.text + "/points/2024-01-01").status == 404);
  CHECK(world.get(world.ana, "/series/" + ridge.id.text + "/points/2025-01-01").status == 200);
}

TEST_CASE("properties: shuffling rows, charting sums and adding a unit without figures") {
  std::mt19937 random(7);
  auto dice = [&](int least, int most) { return least + static_cast<int>(random() % (most - least + 1)); };
  for (int round = 0; round < 3; ++round) {
    World one, other;
    auto rows_for = [](World& world, const std::vector<std::array<int, 4>>& told) {
      std::vector<Row> rows;
      const std::array units{world.transport, world.west4, world.lakes_ward};
      for (auto& [unit, when, numerator, denominator] : told)
        rows.push_back({units[static_cast<std::size_t>(unit)], when, numerator, denominator});
      return rows;
    };
    std::vector<std::array<int, 4>> told;
    for (int unit = 0; unit < 3; ++unit)
      for (int when = 0; when < 24; ++when)
        if (dice(0, 9) > 0) told.push_back({unit, when, dice(0, 40), dice(100, 900)});
    Metric metric = begin(one), again = begin(other);
    bring_in(one, metric, rows_for(one, told));
    std::ranges::shuffle(told, random);
    other.does(other.olga, [&](Tx& tx) {
      add_unit(tx, {kit::fresh<Unit>(), "Silent", "Silent", UnitKind::department, other.sunny_ridge, false});
    });
    bring_in(other, again, rows_for(other, told));

    auto points = points_at(one, metric, one.nation), others = points_at(other, again, other.nation);
    REQUIRE(points.size() == others.size());
    std::map<int, std::pair<int, int>> sums;
    for (auto& [unit, when, numerator, denominator] : told)
      sums[when].first += numerator, sums[when].second += denominator;
    for (std::size_t i = 0; i < points.size(); ++i) {
      CHECK(points[i].numerator == others[i].numerator);
      CHECK(points[i].denominator == others[i].denominator);
      int when = kit::days_between(month(0), points[i].period) * 12 / 365 + (kit::day_of(points[i].period) > 15);
      for (int guess : {when, when + 1})
        if (month(guess) == points[i].period) CHECK(points[i].numerator == kit::whole(sums[guess].first));
    }
    // Charting what was rolled up is charting the sums.
    std::vector<Point> by_hand;
    for (auto& [when, sum] : sums) {
      Point point{
          .period = month(when), .value = 0, .numerator = kit::whole(sum.first), .denominator = kit::whole(sum.second)};
      point.value = point.numerator.as_double() / point.denominator.as_double() * metric.factor;
      by_hand.push_back(point);
    }
    Asking asking{.kind = ChartKind::i, .rules = rules_of(metric, ChartKind::i), .target = {}};
    Judgement rolled = judge(points, {}, metric, asking), summed = judge(by_hand, {}, metric, asking);
    CHECK(rolled.values() == summed.values());
    CHECK(rolled.summary.variation == summed.summary.variation);
    CHECK(rolled.summary.last_centre == summed.summary.last_centre);
    CHECK(one.faults().empty());
    CHECK(other.faults().empty());
  }
}

TEST_CASE("many series summed up together say what each says alone, with corrections, gaps and sums below") {
  World world;
  Metric metric = begin(world);
  Metric other = world.does(world.olga, [&](Tx& tx) {
    Metric another = metric;
    another.id = {}, another.external_id = "other";
    return add_metric(tx, another);
  });
  std::vector<Id<Unit>> wards;
  world.does(world.olga, [&](Tx& tx) {
    for (int i = 0; i < 40; ++i) {
      Unit unit{kit::fresh<Unit>(),   "ward-" + std::to_string(i), "Ward " + std::to_string(i),
                UnitKind::department, world.sunny_ridge,           true};
      add_unit(tx, unit);
      wards.push_back(unit.id);
    }
  });
  std::vector<Row> rows;
  for (int i = 0; i < 20; ++i)
    for (int ward = 0; ward < 40; ++ward)
      if ((i + ward) % 7 != 0)
        rows.push_back({wards[static_cast<std::size_t>(ward)], i, 1 + (i * 7 + ward) % 5, 90 + ward});
  rows.push_back({world.sunny_ridge, 3, 70, 5000});
  bring_in(world, metric, rows);
  bring_in(world, other, {{wards[0], 1, 1, 10}, {wards[3], 1, 1, 10}});
  for (Row& row : rows) row.numerator += row.month % 3 == 0;
  bring_in(world, metric, rows, "Counted again");
  bring_in(world, metric, {{world.sunny_ridge, 4, 60, 5000}});
  CHECK(world.faults().empty());
  world.sees(world.ana, [&](Reader& db) {
    auto series = db.all<Series>("where metric_id = $1 order by id", {metric.id});
    auto together = points_of_all(db, series, metric);
    for (std::size_t i = 0; i < series.size(); ++i) {
      auto alone = points_of(db, series[i], metric);
      REQUIRE(alone.size() == together[i].size());
      for (std::size_t k = 0; k < alone.size(); ++k) {
        CHECK(alone[k].period == together[i][k].period);
        CHECK(alone[k].value == together[i][k].value);
        CHECK(alone[k].revision == together[i][k].revision);
        CHECK(alone[k].reporting == together[i][k].reporting);
      }
    }
  });
}
