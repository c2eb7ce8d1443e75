#include "modules/measures/comparison.h"

#include <doctest/doctest.h>

#include "partnership/units.h"
#include "tests/world/world.h"

using namespace tests;
using namespace measures;

namespace {

Metric falls() {
  return {.id = {},
          .external_id = "",
          .name = "Falls",
          .question = "How often do patients fall?",
          .numerator = "falls",
          .denominator = "patient days",
          .unit = "per 1,000",
          .factor = 1000,
          .direction = Direction::lower,
          .frequency = Frequency::month,
          .decimals = 1,
          .compass = "",
          .source = "Incident reports",
          .definition = "Every fall.",
          .chart = ChartKind::u};
}

const Date october = kit::date_of(2026, 10, 1);

// Twelve wards of one hospital, as many days and falls as said, all clinical.
struct Wards {
  Metric metric;
  std::vector<Id<Unit>> units;
};

void report(Tx& tx, const Metric& metric, const Id<Unit>& unit, int falls, int days, Date period = october) {
  auto series = series_of(tx, metric.id, unit.text);
  if (!series) series = add_series(tx, metric.id, unit.text, "", {});
  record_measurements(
      tx, *series, {{.series = {}, .period = period, .numerator = kit::whole(falls), .denominator = kit::whole(days)}});
}

Wards wards(World& world, std::vector<std::pair<int, int>> figures, bool clinical = true) {
  return world.does(world.olga, [&](Tx& tx) {
    Wards all{.metric = add_metric(tx, falls()), .units = {}};
    char letter = 'A';
    for (auto [falls, days] : figures) {
      Unit unit{kit::fresh<Unit>(),
                std::string("ward-") + letter,
                std::string("Ward ") + letter,
                UnitKind::department,
                world.sunny_ridge,
                clinical};
      add_unit(tx, unit);
      if (days > 0)
        report(tx, all.metric, unit.id, falls, days);
      else
        add_series(tx, all.metric.id, unit.id.text, "", {});
      all.units.push_back(unit.id);
      ++letter;
    }
    return all;
  });
}

Comparison compared(World& world, const Wards& all, ComparisonAsked asked = {}) {
  return world.sees(world.ana, [&](Reader& db) { return compare(db, all.metric, asked); });
}

bool shows(const kit::Response& page, std::string_view words) { return page.body.find(words) != std::string::npos; }

const std::vector<std::pair<int, int>> even{{4, 1000}, {5, 1000}, {8, 2000}, {3, 600}};

}  // namespace

TEST_CASE("a place far from all together is told so, and small ones are given more room") {
  World world;
  auto figures = even;
  figures.push_back({60, 2000});  // E: far above
  figures.push_back({1, 40});     // F: a high rate from one fall
  auto found = compared(world, wards(world, figures));
  REQUIRE(found.funnel.has_value());
  REQUIRE(found.places.size() == 6);
  CHECK(found.places[4].name == "Ward E");
  CHECK(found.places[4].beyond == 2);
  CHECK(found.places[5].value == 25);
  CHECK(found.places[5].beyond == 0);
  CHECK(found.places[5].nearly_sure.high > found.places[2].nearly_sure.high);
}

TEST_CASE("places stand in the order of their names, whatever their figures, and no page knows a rank") {
  World world;
  auto all = wards(world, {{50, 1000}, {5, 1000}, {20, 1000}});
  auto found = compared(world, all);
  std::vector<std::string> names;
  for (auto& place : found.places) names.push_back(place.name);
  CHECK(names == std::vector<std::string>{"Ward A", "Ward B", "Ward C"});
  auto csv = world.get(world.ana, "/measures/" + all.metric.id.text + "/comparison/data.csv").body;
  CHECK(csv.find("rank") == std::string::npos);
}

TEST_CASE("who is left out is named with the reason") {
  World world;
  auto all = wards(world, {{4, 1000}, {5, 1000}, {8, 2000}, {0, 0}});
  auto other = world.does(world.olga, [&](Tx& tx) {
    Unit unit{kit::fresh<Unit>(), "stores", "Stores", UnitKind::department, world.sunny_ridge, false};
    add_unit(tx, unit);
    report(tx, all.metric, unit.id, 1, 900);
    return unit.id;
  });
  auto found = compared(world, all, {.unit = all.units[0].text, .kind = {}, .setting = {}, .period = {}});
  CHECK(found.places.size() == 3);
  REQUIRE(found.left_out.size() == 2);
  CHECK(found.left_out[0].name == "Stores, Sunny Ridge");
  CHECK(found.left_out[0].reason == "measures.compare.other_setting");
  CHECK(found.left_out[1].name == "Ward D, Sunny Ridge");
  CHECK(found.left_out[1].reason == "measures.compare.silent");
  CHECK(found.places[0].own);
  auto alike =
      compared(world, all, {.unit = all.units[0].text, .kind = {}, .setting = {}, .size = Size::alike, .period = {}});
  CHECK(alike.places.size() == 3);  // twice as large is alike still
  CHECK(compared(world, all, {.unit = other.text, .kind = {}, .setting = {}, .period = {}}).places.size() == 1);
}

TEST_CASE("a year's figures are sums of both parts, each period as last corrected") {
  World world;
  auto all = wards(world, even);
  world.does(world.olga, [&](Tx& tx) {
    report(tx, all.metric, all.units[0], 6, 500, kit::date_of(2026, 3, 1));
    report(tx, all.metric, all.units[0], 100, 500, kit::date_of(2025, 10, 1));  // thirteen months ago
    auto series = series_of(tx, all.metric.id, all.units[0].text).value();
    record_measurements(tx, series,
                        {{.series = {},
                          .period = kit::date_of(2026, 3, 1),
                          .numerator = kit::whole(2),
                          .denominator = kit::whole(500),
                          .reason = "Counted twice."}});
  });
  auto found = compared(world, all, {.unit = {}, .kind = {}, .setting = {}, .span = Span::year, .period = {}});
  CHECK(found.places[0].value == doctest::Approx(4.0));  // (4 + 2) of (1000 + 500)
}

TEST_CASE("places that differ by more than chance are judged with wider limits") {
  World world;
  std::vector<std::pair<int, int>> spread;
  for (int i = 0; i < 12; ++i) spread.push_back({i % 2 == 0 ? 30 : 90, 10000});
  auto all = wards(world, spread);
  auto found = compared(world, all);
  CHECK(found.overdispersed);
  CHECK(std::ranges::all_of(found.places, [](auto& place) { return place.beyond == 0; }));
  CHECK(shows(world.get(world.ana, "/measures/" + all.metric.id.text + "/comparison"), "the limits are widened"));
}

TEST_CASE("figures before and after a change of definition are not compared") {
  World world;
  auto all = wards(world, even);
  Metric changed = all.metric;
  changed.numerator = "falls with harm";
  auto version = world.does(world.olga, [&](Tx& tx) { return propose_definition(tx, changed, "Harm counts."); });
  for (auto& person : {world.olga, world.paul, world.sato})
    world.does(person,
               [&](Tx& tx) { answer_assent(tx, latest_assent(tx, version.id.text)->assent.id, Answer::signed_, ""); });
  ComparisonAsked year{.unit = {}, .kind = {}, .setting = {}, .span = Span::year, .period = kit::date_of(2026, 12, 1)};
  auto refused = compared(world, all, year);
  CHECK(refused.refused == "measures.compare.changed");
  CHECK(refused.places.empty());
  auto page = world.get(world.ana, "/measures/" + all.metric.id.text + "/comparison?span=year&period=2026-12-01");
  CHECK(page.status == 200);
  CHECK(shows(page, "Figures of two definitions are not compared"));
  CHECK(compared(world, all).refused.empty());  // October lies before it
}

TEST_CASE("a local definition is in the comparison only once every party agreed that it is the same") {
  World world;
  auto all = wards(world, even);
  Metric local = falls();
  local.name = "Falls, our way";
  world.does(world.olga, [&](Tx& tx) {
    local = add_metric(tx, local);
    report(tx, local, world.west4, 3, 900);
  });
  auto agree = [&](Likeness likeness, std::string how) {
    auto id = world.does(world.olga, [&](Tx& tx) {
      return propose_mapping(tx,
                             {.id = {}, .local = local.id, .metric = all.metric.id, .likeness = likeness, .how = how})
          .id;
    });
    auto before = compared(world, all);
    for (auto& person : {world.olga, world.paul, world.sato})
      world.does(person,
                 [&](Tx& tx) { answer_assent(tx, latest_assent(tx, id.text)->assent.id, Answer::signed_, ""); });
    return before;
  };
  CHECK(compared(world, all).places.size() == 4);
  auto waiting = agree(Likeness::same, "Read.");
  CHECK(waiting.places.size() == 4);
  REQUIRE(waiting.left_out.size() == 1);
  CHECK(waiting.left_out[0].reason == "measures.compare.not_agreed_yet");
  auto found = compared(world, all);
  CHECK(found.places.size() == 5);
  CHECK(found.places.front().metric_name == "Falls, our way");
  world.pass_days(1);
  agree(Likeness::differs, "It counts slips too.");
  auto apart = compared(world, all);
  CHECK(apart.places.size() == 4);
  REQUIRE(apart.left_out.size() == 1);
  CHECK(apart.left_out[0].detail == "It counts slips too.");
  CHECK(shows(world.get(world.ana, "/measures/" + all.metric.id.text + "/comparison"),
              "Its definition differs: It counts slips too."));
}

TEST_CASE("what cannot be told from chance is shown without limits and says so") {
  World world;
  Wards all = wards(world, even);
  all.metric.denominator.clear();
  CHECK(!compared(world, all).funnel.has_value());
  Wards two = wards(world, {});
  CHECK(compared(world, two).refused == "measures.compare.nowhere");
  Metric share = falls();
  share.chart = ChartKind::p;
  CHECK(funnel_kind_of(share) == statistics::FunnelKind::proportion);
  share.chart = ChartKind::i, share.unit = "minutes", share.factor = 1;
  CHECK(!funnel_kind_of(share).has_value());
}

TEST_CASE("the comparison answers as a page, as JSON and as files") {
  World world;
  auto all = wards(world, even);
  std::string url = "/measures/" + all.metric.id.text + "/comparison";
  auto page = world.get(world.ana, url + "?unit=" + all.units[0].text);
  CHECK(shows(page, "<svg"));
  CHECK(shows(page, "There is no rank"));
  CHECK(shows(page, "Ward A, at 4.0 per 1,000, differs from all together by no more than chance."));
  CHECK(shows(world.get_json(world.ana, url), "\"benchmark\""));
  CHECK(shows(world.get(world.ana, url + "/data.csv"), "Ward C,Sunny Ridge,4,8,2000,"));
  CHECK(world.get(world.ana, url + "/data.xlsx").body.starts_with("PK"));
  CHECK(world.get(world.ana, url + "?unit=unit_nothing").status == 404);
  CHECK(world.get(world.ana, url + "?kind=nonsense&size=huge&period=never").status == 200);
}
