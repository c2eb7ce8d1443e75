#include "modules/rooms/scorecard.h"

#include <doctest/doctest.h>

#include "partnership/units.h"
#include "tests/world/world.h"

using namespace tests;
using namespace rooms;

namespace {

struct Carded {
  World world;
  Id<measures::Series> falls;

  Carded() {
    world.does({}, [&](Tx& tx) {
      falls = follow(tx, "Falls", "quality", world.cascade, 25);
      follow(tx, "=HYPERLINK(1)", "service", world.cascade, 10);
      follow(tx, "Oddments", "", world.cascade, 10);
      for (auto& facility : {world.sunny_ridge}) {
        auto metric = tx.value<std::string>("select id from metrics where name = 'Falls'");
        fill(tx, measures::add_series(tx, {metric}, facility.text, "", {}), 12);
      }
    });
  }
  Id<measures::Series> follow(Tx& tx, const char* name, const char* compass, const Id<Unit>& unit, int target) {
    auto metric = measures::add_metric(tx, {.name = name,
                                            .direction = measures::Direction::lower,
                                            .frequency = measures::Frequency::month,
                                            .compass = compass});
    auto series = measures::add_series(tx, metric.id, unit.text, "", kit::whole(target));
    fill(tx, series, 20);
    return series.id;
  }
  // Twenty months up to October 2026: about the level, and twice that from April on.
  void fill(Tx& tx, const measures::Series& series, int level) {
    std::vector<measures::Measurement> months;
    for (int i = 0; i < 20; ++i)
      months.push_back({series.id, kit::add_months(kit::date_of(2025, 3, 1), i), 0,
                        kit::whole(level * (i < 13 ? 1 : 2) + i % 3), kit::whole(1), ""});
    measures::record_measurements(tx, series, months);
  }
  std::string page(const std::string& query = "") {
    return world.get(world.ana, "/units/" + world.cascade.text + query).body;
  }
};

bool shows(const std::string& page, std::string_view words) { return page.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("a unit's measures stand by compass point, each with its sentence, icon in words, target and coverage") {
  Carded carded;
  std::string page = carded.page();
  auto quality = page.find("Best quality"), service = page.find("Best service"), other = page.find("Other measures");
  CHECK(quality < service);
  CHECK(service < other);
  CHECK(other < page.size());
  CHECK(shows(page, "Falls rose from 21 to 41."));
  CHECK(shows(page, "Getting worse"));
  CHECK(shows(page, "1 of 1 facility"));
}

TEST_CASE("as of a day the scorecard says what was known of the periods that had ended") {
  Carded carded;
  std::string then = carded.page("?as_of=2026-03-31");
  CHECK(shows(then, "March 2026"));
  CHECK_FALSE(shows(then, "Getting worse"));
  CHECK(shows(carded.page("?as_of=2026-03-30"), "February 2026"));
  CHECK(shows(carded.page("?as_of=2020-01-01"), "No values yet."));
  CHECK(shows(carded.page("?as_of=Monday"), "That is not a day."));
}

TEST_CASE("under another rule set the scorecard is judged by that one, and an unknown one is not asked for") {
  Carded carded;
  auto change = [&](const std::string& query) {
    return carded.world.sees(carded.world.ana, [&](Reader& db) {
      measures::SummaryAsked asked{.as_of = {}, .rules = query};
      auto series = measures::find_series(db, carded.falls);
      return measures::summary_asked(db, series, measures::find_metric(db, series.metric), asked)->variation;
    });
  };
  CHECK(change("mdc_6") == "worse");
  CHECK(change("run_chart") == "worse");
  CHECK(shows(carded.page("?rules=ihi"), "value=\"ihi\" selected"));
  CHECK_FALSE(shows(carded.page("?rules=horoscope"), "selected"));
}

TEST_CASE("the usual scorecard looks at no measurement at all") {
  Carded carded;
  carded.world.does({}, [&](Tx& tx) { tx.run("update series_summaries set latest = 777, told = told"); });
  CHECK(shows(carded.page(), "777"));
}

TEST_CASE("the scorecard goes along as a file, and what looks like a formula stays text") {
  Carded carded;
  std::string url = "/units/" + carded.world.cascade.text + "/scorecard";
  auto csv = carded.world.get(carded.world.ana, url + ".csv").body;
  CHECK(shows(csv, "Best quality,Falls,"));
  CHECK(shows(csv, "'=HYPERLINK(1)"));
  CHECK_FALSE(shows(csv, ",=HYPERLINK"));
  CHECK(carded.world.get(carded.world.ana, url + ".xlsx?rules=ihi").body.starts_with("PK"));
  CHECK(carded.world.get(carded.world.eve, url + ".csv").status == 403);
}

TEST_CASE("the same measure below a unit stands side by side, and one click leads back up") {
  Carded carded;
  std::string series = "/series/" + carded.falls.text;
  CHECK(shows(carded.world.get(carded.world.ana, series).body, "Side by side: 1 unit below"));
  auto below = carded.world.get(carded.world.ana, series + "/below").body;
  CHECK(shows(below, "Sunny Ridge"));
  auto at = below.find("/series/", below.find("Each unit"));
  auto child = below.substr(at, below.find('"', at) - at);
  CHECK(shows(carded.world.get(carded.world.ana, child).body, "One level up: "));
  CHECK(shows(carded.world.get(carded.world.ana, series + "/below/data.csv").body, "Sunny Ridge,2025-03-01,12,"));
  CHECK(carded.world.get(carded.world.ana, series + "/below/chart.png").body.starts_with("\x89PNG"));
}
