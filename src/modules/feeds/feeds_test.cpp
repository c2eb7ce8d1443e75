#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "kit/csv/rows_for_tests.h"
#include "modules/feeds/feeds.h"
#include "modules/feeds/spellings.h"
#include "modules/improvement/improvement.h"
#include "partnership/clocks.h"
#include "partnership/policy.h"
#include "tests/world/forms.h"
#include "tests/world/world.h"

using namespace tests;
using namespace feeds;

namespace {

struct Fed {
  World world;
  measures::Metric metric;
  Feed feed;

  explicit Fed(auto change) {
    metric = world.does(world.olga, [&](Tx& tx) {
      return measures::add_metric(tx, {.id = {},
                                       .external_id = "falls",
                                       .name = "Falls",
                                       .question = "Does anybody fall?",
                                       .numerator = "falls",
                                       .denominator = "bed days",
                                       .unit = "per 1,000",
                                       .factor = 1000,
                                       .direction = measures::Direction::lower,
                                       .frequency = measures::Frequency::month,
                                       .decimals = 1});
    });
    feed = world.does(world.olga, [&](Tx& tx) {
      Feed begun{.id = {}, .external_id = {}, .name = "Falls from the ward system", .metric = metric.id};
      begun.unit_column = "Unit", begun.period_column = "Month", begun.numerator_column = "Falls";
      begun.denominator_column = "Days", begun.period_format = PeriodFormat::month;
      begun.place = world.nation.text, begun.role = Role::administrator, begun.party = world.labor;
      change(begun);
      return add_feed(tx, begun);
    });
  }
  Fed() : Fed([](Feed&) {}) {}

  Loaded load(const std::string& content, const std::string& reason = {}) {
    return world.does(world.olga, [&](Tx& tx) { return load_file(tx, feed, "falls.csv", content, reason); });
  }
  Reading read(const std::string& content) {
    return world.sees(world.olga, [&](Reader& db) { return read_file(db, feed, "falls.csv", content); });
  }
  // Each as "3 Falls feeds.problem.number".
  std::vector<std::string> problems(const std::string& content) {
    std::vector<std::string> told;
    for (const Problem& problem : read(content).problems)
      told.push_back(std::to_string(problem.row) + " " + problem.field + " " + problem.sentence);
    return told;
  }
  std::int64_t count(const std::string& table) {
    kit::Session session = world.database().read();
    return session.value<std::int64_t>("select count(*) from " + table);
  }
  bool has_clock(std::string_view kind) {
    return world.sees(world.olga, [&](Reader& db) {
      auto running = running_clocks(db, feed.id.text);
      return std::ranges::any_of(running, [&](const Running& one) { return one.clock.kind == kind; });
    });
  }
};

using Told = std::vector<std::string>;
const std::string october =
    "Unit,Month,Falls,Days\nTransport,2026-09,2,500\nFour West,2026-09,4,1000\nLakes Ward,2026-09,1,800\n";

std::string utf16(const std::string& text) {
  std::string bytes = "\xFF\xFE";
  for (char c : text) bytes += c, bytes += '\0';
  return bytes;
}

}  // namespace

TEST_CASE("a file is loaded whole, and the same again changes nothing and says so") {
  Fed fed;
  Loaded loaded = fed.load(october);
  CHECK(loaded.load.added == 3);
  auto entries = fed.world.entries();
  Loaded again = fed.load(october);
  CHECK_FALSE(again.load.changes_anything());
  CHECK(again.load.same == 3);
  CHECK(fed.world.entries() == entries);
  CHECK(fed.world.faults().empty());
}

TEST_CASE("every wrong row is named, and nothing of the file is loaded") {
  Fed fed;
  const std::string wrong =
      "Unit,Month,Falls,Days\nTransport,2026-09,two,500\nNowhere,2026-09,4,1000\nFour West,2026-13,4,1000\n"
      "Four West,2026-09,4,0\nLakes Ward,2027-09,4,10\nLakes Ward,2026-09,,10\nTransport,2026-08,1,5\n"
      "Transport,2026-08,1,5\n";
  CHECK(fed.problems(wrong) == Told{"2 Falls feeds.problem.number", "3 Unit feeds.problem.unknown_code",
                                    "4 Month feeds.problem.period", "5 Days feeds.problem.denominator",
                                    "6 Month feeds.problem.future", "7 Falls feeds.problem.no_figure",
                                    "9 Month feeds.problem.twice"});
  CHECK_THROWS_AS(fed.load(wrong), FileRefused);
  CHECK(fed.count("measurements") == 0);
  CHECK(fed.count("loads") == 0);
}

TEST_CASE("corrections need a reason and are new facts") {
  Fed fed;
  fed.load(october);
  const std::string corrected = "Unit,Month,Falls,Days\nTransport,2026-09,3,500\n";
  CHECK(fed.read(corrected).without_reason == 1);
  CHECK_THROWS_AS(fed.load(corrected), FileRefused);
  CHECK(fed.load(corrected, "One was found later").load.corrected == 1);
  CHECK(fed.count("measurements") == 4);
  CHECK(fed.world.faults().empty());
}

TEST_CASE("a file that was cut off, is empty or has other headers is refused with what to do") {
  Fed fed;
  CHECK(fed.problems("") == Told{"0  feeds.problem.empty_file"});
  CHECK(fed.problems("Unit,Month,Falls,Days\n") == Told{"0  feeds.problem.no_rows"});
  CHECK(fed.problems("Unit,Month,Falls,Days\nTransport,2026-09,2,500\nFour West,2026") ==
        Told{"3  feeds.problem.cut_off"});
  CHECK(fed.problems("Unit,Month,Falls,Days\nTransport,2026-09,2,500\n\"Four We") == Told{"3  feeds.problem.cut_off"});
  CHECK(fed.problems("Ward,Month,Falls,Days\nTransport,2026-09,2,500\n") ==
        Told{"1 Unit feeds.problem.missing_column"});
  CHECK(fed.problems("Unit,Unit,Month,Falls,Days\na,b,2026-09,2,500\n") == Told{"1 Unit feeds.problem.column_twice"});
  Reading open_end = fed.read("Unit,Month,Falls,Days\nTransport,2026-09,2,500");
  CHECK(open_end.good());
  CHECK(open_end.ends_abruptly);
  CHECK(fed.read("Note,Unit,Month,Falls,Days\nx,Transport,2026-09,2,500\n").unused_columns == Told{"Note"});
  // Cut at a row's end nobody can see it, but those who are missing are counted.
  fed.load(october);
  CHECK(fed.read("Unit,Month,Falls,Days\nTransport,2026-10,2,500\n").missing_units == 2);
}

TEST_CASE("a file reads the same in every encoding, with either decimal mark, and as a workbook") {
  const std::string with_comma = "Unit;Month;Falls;Days\nTransport;2026-09;2,5;1.500\n";
  Fed plain, comma([](Feed&feed) { feed.decimal_mark = DecimalMark::comma; }),
      latin([](Feed&feed) { feed.encoding = "latin_1"; });
  CHECK(plain.read("\xEF\xBB\xBF" + october).added == 3);
  CHECK(plain.read(utf16(october)).added == 3);
  CHECK(plain.read(kit::workbook_of(october)).added == 3);
  CHECK(latin.read(october + "Lakes Ward,2026-08,1,800\n").added == 4);
  CHECK(comma.read(with_comma).numerator == *kit::parse_quantity("2.5"));
  CHECK(comma.read(with_comma).denominator == kit::whole(1500));
  CHECK(plain.problems(with_comma).front() == "2 Falls feeds.problem.other_mark");
  CHECK(plain.problems("Unit,Month,Falls,Days\nCaf\xE9,2026-09,2,500\n") == Told{"0  feeds.problem.encoding"});
  CHECK(latin.problems("Unit,Month,Falls,Days\nCaf\xE9,2026-09,2,500\n") == Told{"2 Unit feeds.problem.unknown_code"});
}

TEST_CASE("periods are read as each system writes them") {
  using measures::Frequency;
  auto on = [](std::string_view text, PeriodFormat format, Frequency frequency = Frequency::month) {
    auto period = period_in(text, format, frequency);
    return period ? kit::iso(*period) : "none";
  };
  CHECK(on("2026-05", PeriodFormat::month) == "2026-05-01");
  CHECK(on("05/2026", PeriodFormat::month) == "2026-05-01");
  CHECK(on("202605", PeriodFormat::month) == "2026-05-01");
  CHECK(on("5/31/2026", PeriodFormat::us) == "2026-05-01");
  CHECK(on("31.5.2026", PeriodFormat::european) == "2026-05-01");
  CHECK(on("13.5.2026", PeriodFormat::us) == "none");
  CHECK(on("2026-Q2", PeriodFormat::quarter, Frequency::quarter) == "2026-04-01");
  CHECK(on("Q2 2026", PeriodFormat::quarter, Frequency::quarter) == "2026-04-01");
  CHECK(on("2026-Q2", PeriodFormat::quarter, Frequency::month) == "none");
  CHECK(on("2026-W01", PeriodFormat::week, Frequency::week) == "2025-12-29");
  CHECK(on("2026-W53", PeriodFormat::week, Frequency::week) == "2026-12-28");
  CHECK(on("2025-W53", PeriodFormat::week, Frequency::week) == "none");
  CHECK(on("2026-05-31T00:00:00", PeriodFormat::european) == "2026-05-01");
  CHECK(on("2026", PeriodFormat::year, Frequency::year) == "2026-01-01");
  CHECK(amount_in("1 234,5", DecimalMark::comma).value == kit::parse_quantity("1234.5"));
  CHECK(amount_in("1.234,5", DecimalMark::comma).value == kit::parse_quantity("1234.5"));
  CHECK_FALSE(amount_in("1.23,4", DecimalMark::comma).value.has_value());
}

TEST_CASE("a late feed is overdue to its owner, and told once to the projects that depend on it") {
  Fed fed;
  auto told = [&](std::string_view kind) {
    kit::Session session = fed.world.database().read();
    return session.value<std::int64_t>("select count(*) from notices where kind = $1", {kind});
  };
  fed.world.does(fed.world.ana, [&](Tx& tx) {
    auto series = measures::add_series(tx, fed.metric.id, fed.world.transport.text, "", {});
    kit::Json compass = kit::Json::parse(policy_in_force(tx, "compass").body);
    improvement::start_project(tx,
                               {.id = {},
                                .external_id = "",
                                .team = fed.world.team,
                                .series = series.id,
                                .title = "Nobody falls",
                                .problem = "Patients fall.",
                                .measure = "falls",
                                .unit = "per 1,000",
                                .direction = measures::Direction::lower,
                                .from_value = kit::whole(5),
                                .to_value = kit::whole(2),
                                .by_date = kit::date_of(2027, 6, 30),
                                .population = "inpatients",
                                .goal = "",
                                .compass = compass.at("points").at(0).at("key").as_text(),
                                .started_on = {}},
                               {});
  });
  CHECK(fed.has_clock("feed_due"));
  fed.world.pass_days(60);
  auto look = [&] { fed.world.does({}, [](Tx& tx) { look_after_feeds(tx); }); };
  look();
  look();
  CHECK(told("feed_late") > 0);
  auto once = told("feed_late");
  look();
  CHECK(told("feed_late") == once);
  CHECK(fed.world.sees(fed.world.olga, [&](Reader& db) { return state_of(db, fed.feed).late(db.today()); }));
  fed.world.pass_days(70);
  look();
  CHECK(fed.has_clock("feed_stopped"));
  fed.load(october);
  CHECK_FALSE(fed.has_clock("feed_stopped"));
  CHECK(fed.world.faults().empty());
}

TEST_CASE("missing units and figures hard to believe are clocks until they are answered or corrected") {
  Fed fed;
  std::string history = "Unit,Month,Falls,Days\n";
  for (int i = 1; i <= 9; ++i)
    for (const char* unit : {"Transport", "Four West", "Lakes Ward"})
      history += std::string(unit) + ",2026-0" + std::to_string(i) + "," + std::to_string(4 + i % 2) + ",1000\n";
  fed.load(history);
  CHECK_FALSE(fed.has_clock("feed_partial"));
  Loaded partial = fed.load("Unit,Month,Falls,Days\nTransport,2026-10,90,1000\n");
  CHECK(partial.reading.doubts.size() == 1);
  CHECK(fed.has_clock("feed_partial"));
  CHECK(fed.has_clock("feed_implausible"));
  fed.load("Unit,Month,Falls,Days\nFour West,2026-10,4,1000\nLakes Ward,2026-10,5,1000\n");
  CHECK_FALSE(fed.has_clock("feed_partial"));
  CHECK(fed.has_clock("feed_implausible"));
  fed.load("Unit,Month,Falls,Days\nTransport,2026-10,9,1000\n", "A zero too many");
  CHECK_FALSE(fed.has_clock("feed_implausible"));
  CHECK(fed.world.faults().empty());
}

TEST_CASE("who has no right to a feed loads nothing, by page or by program") {
  Fed fed;
  auto url = fed.feed.url();
  for (auto& person : {fed.world.ana, fed.world.carmen}) {
    CHECK(fed.world.get(person, url).status == 200);
    CHECK(fed.world.get(person, url + "/preview").status == 403);
    CHECK(fed.world.post(person, url + "/loads", {{"reason", "x"}}).status == 403);
    CHECK(fed.world.post(person, url + "/answers", {{"trouble", "partial"}, {"answer", "x"}}).status == 403);
  }
  CHECK(fed.world.get(fed.world.olga, url).status == 200);
  CHECK(fed.world.get(fed.world.olga, "/feeds").status == 200);
  CHECK(fed.world.get(fed.world.olga, "/feeds/new").status == 200);
  CHECK(fed.world.get(fed.world.olga, url + "/columns").status == 200);
}

TEST_CASE(
    "a watched folder takes what is whole, says what to do about the rest, and is not confused by a second time") {
  Fed fed;
  namespace fs = std::filesystem;
  fs::path folder = fs::temp_directory_path() / kit::new_id("folder"), inbox = folder / fed.feed.external_id;
  fs::create_directories(inbox);
  auto put = [&](const char* name, const std::string& content, bool settled = true) {
    std::ofstream(inbox / name, std::ios::binary) << content;
    if (settled) fs::last_write_time(inbox / name, fs::file_time_type::clock::now() - std::chrono::minutes(1));
  };
  put("good.csv", october);
  put("bad.csv", "Unit,Month,Falls,Days\nTransport,2026-09,two,500\n");
  put("young.csv", october, false);
  std::ostringstream out;
  CHECK(take_folder(fed.world.database(), folder.string(), fed.world.today(), out) == 2);
  CHECK(fs::exists(inbox / "done" / "good.csv"));
  CHECK(fs::exists(inbox / "refused" / "bad.csv.txt"));
  CHECK(fs::exists(inbox / "young.csv"));
  put("good.csv", october);
  CHECK(take_folder(fed.world.database(), folder.string(), fed.world.today(), out) == 1);
  CHECK(out.str().find("Nothing new") != std::string::npos);
  CHECK(fed.count("loads") == 1);
  fs::remove_all(folder);
  CHECK(fed.world.faults().empty());
}

TEST_CASE("figures beyond what the definition says can be believed are doubted, with the bound") {
  Fed fed;
  fed.world.does(fed.world.olga, [&](Tx& tx) {
    fed.metric.least = kit::whole(1), fed.metric.most = kit::whole(8);
    tx.update(fed.metric);
  });
  Reading reading = fed.read(
      "Unit,Month,Falls,Days\nTransport,2026-09,1,2000\nFour West,2026-09,9,1000\n"
      "Lakes Ward,2026-09,8,1000\n");
  REQUIRE(reading.doubts.size() == 2);
  CHECK(reading.doubts[0].kind == DoubtKind::below_agreed);
  CHECK(reading.doubts[0].least == 1);
  CHECK(reading.doubts[1].kind == DoubtKind::above_agreed);
  CHECK(reading.doubts[1].value == 9);
  CHECK(reading.doubts[1].most == 8);
  fed.load("Unit,Month,Falls,Days\nFour West,2026-09,9,1000\n");
  CHECK(fed.has_clock("feed_implausible"));
  auto page = fed.world.get(fed.world.olga, fed.feed.url());
  CHECK(fed.world.faults().empty());
}

TEST_CASE("a feed of fiscal months takes any day of one, and a month's name for none") {
  Fed fed;
  const measures::Periods fiscal{measures::Frequency::weeks_445, kit::date_of(2025, 9, 28)};
  CHECK(period_in("2026-10-03", PeriodFormat::iso, fiscal) == kit::date_of(2026, 9, 27));
  CHECK(period_in("10/24/2026", PeriodFormat::us, fiscal) == kit::date_of(2026, 9, 27));
  CHECK_FALSE(period_in("2026-10", PeriodFormat::month, fiscal));
  const measures::Periods pay{measures::Frequency::pay_period, kit::date_of(2026, 1, 4)};
  CHECK(period_in("2026-01-17", PeriodFormat::iso, pay) == kit::date_of(2026, 1, 4));
}
