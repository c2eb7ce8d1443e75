#include "modules/measures/analysis.h"

#include <doctest/doctest.h>

#include "modules/measures/sentence.h"
#include "tests/world/world.h"

using namespace tests;
using namespace measures;

namespace {

Metric waits() {
  return {.id = {},
          .external_id = "waits",
          .name = "Transport wait",
          .question = "How long do patients wait?",
          .numerator = "minutes",
          .denominator = "",
          .unit = "minutes",
          .factor = 1,
          .direction = Direction::lower,
          .frequency = Frequency::week,
          .decimals = 0,
          .compass = "service",
          .source = "Dispatch"};
}

Measurement week(int number, double value, std::string reason = {}) {
  auto millionths = static_cast<std::int64_t>(std::llround(value * 1e6));
  return {.series = {},
          .period = kit::add_days(kit::date_of(2026, 3, 2), 7 * number),
          .revision = 0,
          .numerator = {millionths},
          .denominator = kit::whole(1),
          .reason = std::move(reason)};
}

// Fourteen weeks about 25, then sixteen about 13, of which thirteen meet a target of 15.
std::vector<double> thirty_weeks() {
  return {23, 23, 27, 21, 26, 21, 28, 26, 29, 25, 27, 25, 24, 26, 16,
          16, 16, 11, 12, 13, 12, 12, 15, 12, 12, 13, 12, 12, 12, 15};
}
std::vector<Measurement> weeks(const std::vector<double>& values) {
  std::vector<Measurement> measurements;
  for (std::size_t i = 0; i < values.size(); ++i) measurements.push_back(week(static_cast<int>(i), values[i]));
  return measurements;
}

struct Kept {
  Metric metric;
  Series series;
};
Kept keep(World& world, const std::vector<double>& values, std::optional<Quantity> target = kit::whole(15)) {
  return world.does(world.ana, [&](Tx& tx) {
    Metric metric = add_metric(tx, waits());
    Series series = add_series(tx, metric.id, world.transport.text, "", target);
    record_measurements(tx, series, weeks(values));
    return Kept{metric, series};
  });
}
Chart chart_in(World& world, const Kept& kept, Language language = Language::en, std::vector<ChartMark> marks = {}) {
  return world.sees(world.ana, [&](Reader& db) {
    View view;
    view.language = language;
    return chart_of(db, view, kept.series, kept.metric, "Transport wait", marks);
  });
}

std::vector<std::string> faults_of(auto act) {
  try {
    act();
  } catch (const Refusal& refusal) {
    std::vector<std::string> fields;
    for (auto& field : refusal.fields) fields.push_back(field.field + " " + field.key);
    return fields;
  }
  return {};
}

}  // namespace

TEST_CASE("a change that holds is told in one sentence, in both languages") {
  World world;
  Kept kept = keep(world, thirty_weeks());
  Chart english = chart_in(world, kept), spanish = chart_in(world, kept, Language::es);
  CHECK(english.sentence_strong == "Transport wait fell from 25 minutes to 13.");
  CHECK(english.sentence_rest == "The change has held for 16 weeks and the target of 15 has been met for 13 of them.");
  CHECK(english.tone == "better");
  CHECK(english.icon == "better-down");
  CHECK(spanish.sentence_strong == "Transport wait: descenso de 25 minutes a 13.");
  CHECK(spanish.sentence_rest ==
        "El cambio se ha mantenido durante 16 semanas y la meta de 15 se ha cumplido 13 veces.");
}

TEST_CASE("each kind of chart has its sentence") {
  struct Case {
    std::string what;
    Told told;
    std::string strong, rest, tone;
  };
  statistics::Summary steady{.points = 20, .latest = 21, .last_centre = 20};
  auto with = [&](auto change) {
    statistics::Summary summary = steady;
    change(summary);
    return Told{.summary = summary, .needed = 13, .of_phase = summary.points, .phase_since = {}};
  };
  using statistics::Assurance, statistics::Kind, statistics::Rule, statistics::Side, statistics::Summary;
  for (auto& one : std::vector<Case>{
           {"nothing", Told{}, "No values yet.", "", "common"},
           {"few points", with([](Summary& s) {
              s.points = 5;
              s.trial = true;
            }),
            "Too few points to say more: 5 of 13.", "The latest value is 21 minutes.", "common"},
           {"steady", with([](Summary&) {}), "No change beyond the usual variation.", "Values lie around 20 minutes.",
            "common"},
           {"steady, target out of reach", with([](Summary& s) {
              s.target = 5;
              s.assurance = Assurance::fails;
            }),
            "No change beyond the usual variation.",
            "Values lie around 20 minutes. As things are, the target of 5 will not be met.", "common"},
           {"steady, target now and then", with([](Summary& s) {
              s.target = 20;
              s.on_target = 9;
              s.assurance = Assurance::hit_or_miss;
            }),
            "No change beyond the usual variation.",
            "Values lie around 20 minutes. The target of 20 is met now and then: 9 times in 20 weeks.", "common"},
           {"steady, target met once", with([](Summary& s) {
              s.target = 14;
              s.on_target = 1;
              s.assurance = Assurance::hit_or_miss;
            }),
            "No change beyond the usual variation.",
            "Values lie around 20 minutes. The target of 14 is met now and then: once in 20 weeks.", "common"},
           {"steady, target never met", with([](Summary& s) {
              s.target = 12;
              s.assurance = Assurance::hit_or_miss;
            }),
            "No change beyond the usual variation.",
            "Values lie around 20 minutes. The target of 12 has not been met in 20 weeks.", "common"},
           {"one point far above", with([](Summary& s) {
              s.latest = 44;
              s.latest_kind = Kind::concern;
              s.latest_reason = {Rule::beyond_limits, Side::high};
              s.signal_points = 1;
            }),
            "The latest value, 44 minutes, is above the usual variation.", "The usual level is 20 minutes.", "worse"},
           {"falling", with([](Summary& s) {
              s.latest_kind = Kind::improvement;
              s.latest_reason = {Rule::trend, Side::low};
              s.signal_points = 7;
            }),
            "It has been falling for 7 weeks, now at 21 minutes.", "The usual level is 20 minutes.", "better"},
           {"a change for the worse", with([](Summary& s) {
              s.held = 9;
              s.before = 12;
              s.after = 30;
              s.target = 15;
            }),
            "Transport wait rose from 12 minutes to 30.",
            "It has stayed so for 9 weeks; the target of 15 was not met in any of them.", "worse"},
           {"one week", with([](Summary& s) {
              s.held = 1;
              s.before = 30;
              s.after = 12;
            }),
            "Transport wait fell from 30 minutes to 12.", "The change has held for 1 week.", "better"},
       }) {
    CAPTURE(one.what);
    Sentence sentence = sentence_of(Language::en, one.told, waits());
    CHECK(sentence.strong == one.strong);
    CHECK(sentence.rest == one.rest);
    CHECK(sentence.tone == one.tone);
    CHECK(!sentence_of(Language::es, one.told, waits()).strong.empty());
  }
}

TEST_CASE("a correction keeps both numbers and needs a reason") {
  World world;
  Kept kept = keep(world, {20, 21, 22});
  auto correct = [&](std::string reason) {
    world.does(world.ana, [&](Tx& tx) { record_measurements(tx, kept.series, {week(1, 12, reason)}); });
  };
  CHECK(faults_of([&] { correct(""); }) == std::vector<std::string>{"reason measures.field.say_why_corrected"});
  correct("typing error");
  world.sees(world.ana, [&](Reader& db) {
    CHECK(db.all<Measurement>("where series_id = $1", {kept.series.id}).size() == 4);
    auto points = points_of(db, kept.series, kept.metric);
    REQUIRE(points.size() == 3);
    CHECK(points[1].value == 12);
    CHECK(points[1].revision == 1);
    CHECK(points[2].revision == 0);
    CHECK(points_of(db, kept.series, kept.metric, 2).front().value == 12);
    return 0;
  });
  CHECK(world.faults().empty());
}

TEST_CASE("equal numbers change nothing, and the summary follows what is recorded") {
  World world;
  Kept kept = keep(world, thirty_weeks());
  auto entries = world.entries();
  world.does(world.ana, [&](Tx& tx) { record_measurements(tx, kept.series, weeks(thirty_weeks())); });
  CHECK(world.entries() == entries);
  auto summary = [&] {
    return world.sees(world.ana, [&](Reader& db) { return *series_at(db, world.transport.text).front().summary; });
  };
  CHECK(summary().points == 30);
  CHECK(summary().latest == 15);
  CHECK(summary().variation == "better");
  CHECK(std::ranges::count(summary().sparkline, ' ') == 23);
  world.does(world.ana, [&](Tx& tx) { record_measurements(tx, kept.series, {week(30, 14)}); });
  CHECK(summary().latest == 14);
}

TEST_CASE("a value is numerator over denominator times factor") {
  World world;
  world.does(world.ana, [&](Tx& tx) {
    Metric falls = waits();
    falls.denominator = "patient days", falls.factor = 1000, falls.unit = "per 1,000", falls.decimals = 1;
    falls = add_metric(tx, falls);
    Series series = add_series(tx, falls.id, world.west4.text, "", {});
    record_measurements(tx, series,
                        {{.series = {},
                          .period = kit::date_of(2026, 1, 5),
                          .numerator = kit::whole(3),
                          .denominator = kit::whole(420)}});
    auto points = points_of(tx, series, falls);
    REQUIRE(points.size() == 1);
    CHECK(value_text(points[0].value, falls) == "7.1 per 1,000");
    CHECK(count_text(kit::whole(1234567)) == "1,234,567");
    CHECK(count_text({-1'500'000}) == "−1.5");
    CHECK(count_text({-500'000}) == "−0.5");
    CHECK(faults_of([&] {
            record_measurements(tx, series,
                                {{.series = {}, .period = kit::date_of(2026, 1, 12), .numerator = kit::whole(3)}});
          }) == std::vector<std::string>{"denominator measures.field.denominator"});
  });
}

TEST_CASE("one bad row refuses all rows and names its number and its cell") {
  World world;
  Kept kept = keep(world, {20, 21, 22});
  auto points = world.sees(world.ana, [&](Reader& db) { return points_of(db, kept.series, kept.metric); });
  auto read = [&](const std::vector<GridRow>& rows) {
    kit::Form form;
    for (const GridRow& row : rows)
      for (auto [name, cell] : {std::pair{"period", row.period}, {"numerator", row.numerator}, {"reason", row.reason}})
        form.add(name, cell);
    return read_grid(form, kept.series, kept.metric, points, kit::date_of(2026, 11, 21));
  };
  using Faults = std::vector<std::string>;
  CHECK(faults_of([&] {
          read({{"2026-03-23", "14", "", ""}, {"2026-03-30", "1 5", "", ""}});
        }) == Faults{"numerator-2 measures.field.row_value"});
  CHECK(faults_of([&] { read({{"2026-02-30", "14", "", ""}}); }) == Faults{"period-1 measures.field.row_period"});
  CHECK(faults_of([&] { read({{"2027-01-04", "14", "", ""}}); }) == Faults{"period-1 measures.field.row_future"});
  CHECK(faults_of([&] {
          read({{"2026-03-23", "14", "", ""}, {"2026-03-25", "15", "", ""}});
        }) == Faults{"period-2 measures.field.row_twice"});
  CHECK(faults_of([&] { read({{"2026-03-09", "14", "", ""}}); }) == Faults{"reason-1 measures.field.row_reason"});
  CHECK(faults_of([&] { read({{"2026-03-23", "", "", ""}}); }) == Faults{"numerator-1 measures.field.no_rows"});
  auto good = read({{"3/25/2026", "1,014.5", "", ""}, {"", "", "", ""}, {"2026-03-09", "14", "", "typing error"}});
  REQUIRE(good.size() == 2);
  CHECK(kit::iso(good[0].period) == "2026-03-23");  // any day of the week names the week
  CHECK(kit::text_of(good[0].numerator) == "1014.5");
}

TEST_CASE("the form offers the periods that are still empty") {
  View view;
  view.today = kit::date_of(2026, 3, 25);
  std::vector<Point> points{{.period = kit::date_of(2026, 3, 2)}, {.period = kit::date_of(2026, 3, 16)}};
  auto rows = grid_rows(view, waits(), points);
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].period == "2026-03-09");
  CHECK(rows[1].period == "2026-03-23");
  CHECK(rows[2].period.empty());
}

TEST_CASE("a phase begins where people say that the process changed") {
  World world;
  Kept kept = keep(world, thirty_weeks());
  world.does(world.ana, [&](Tx& tx) { start_phase(tx, kept.series.id, week(14, 0).period, "One dispatcher"); });
  Chart chart = chart_in(world, kept);
  CHECK(chart.sentence_strong == "Transport wait fell from 25 minutes to 13.");
  CHECK(chart.wide.find("One dispatcher") != std::string::npos);
  Kept fresh = kept;
  world.does(world.ana, [&](Tx& tx) { start_phase(tx, kept.series.id, week(26, 0).period, "Again"); });
  CHECK(chart_in(world, fresh).sentence_strong == "Too few points to say more: 4 of 13.");
}

TEST_CASE("tests of change stand on the chart, and a period that was not reported is a gap") {
  World world;
  auto values = thirty_weeks();
  Kept kept = keep(world, values);
  world.does(world.ana, [&](Tx& tx) { record_measurements(tx, kept.series, {week(34, 12)}); });
  Chart chart =
      chart_in(world, kept, Language::en, {{week(14, 0).period, "Test 1"}, {kit::date_of(2030, 1, 1), "Test 9"}});
  CHECK(chart.wide.find("Test 1") != std::string::npos);
  CHECK(chart.wide.find("Test 9") == std::string::npos);
  CHECK(chart.sentence_rest.ends_with("31 of 35 weeks reported."));
}

TEST_CASE("measures, series and their files answer over HTTP") {
  World world;
  Kept kept = keep(world, thirty_weeks());
  CHECK(world.get(world.ana, "/measures").body.find("Transport wait") != std::string::npos);
  CHECK(world.get(world.ana, "/measures?q=nothing").body.find("Transport wait") == std::string::npos);
  CHECK(world.get(world.ana, "/measures/" + kept.metric.id.text).body.find("Transport") != std::string::npos);
  auto page = world.get(world.ana, "/series/" + kept.series.id.text);
  CHECK(page.status == 200);
  CHECK(page.body.find("fell from 25 minutes to 13") != std::string::npos);
  CHECK(world.get(world.ana, "/series/" + kept.series.id.text + "?chart=run&rules=anhoej_run").body.find("median") !=
        std::string::npos);
  CHECK(world.get(world.ana, "/series/" + kept.series.id.text + "/history").status == 200);
  auto csv = world.get(world.ana, "/series/" + kept.series.id.text + "/data.csv");
  CHECK(csv.body.find("2026-03-02,23,23,1,0,") != std::string::npos);
  CHECK(world.get(world.ana, "/series/" + kept.series.id.text + "/data.xlsx").body.starts_with("PK"));
  CHECK(world.get(world.ana, "/series/series_nothing").status == 404);
}

TEST_CASE("a published table shows each figure in its column, and says where there is none") {
  World world;
  world.does(world.ana, [&](Tx& tx) {
    Metric metric = waits();
    metric.unit = "%", metric.frequency = Frequency::year;
    metric = add_metric(tx, metric);
    ReportTable table{kit::fresh<ReportTable>(), "figure-12", "Who was reached",
                      "Report of 2005",          "periods",   "Percent."};
    tx.insert(table);
    for (auto [row, unit] : {std::pair{1, world.cascade}, {2, world.lakes}}) {
      tx.insert(ReportRow{table.id, row, metric.id, unit, row == 1 ? "Cascade" : "Lakes"});
      Series series = add_series(tx, metric.id, unit.text, "", {});
      record_measurements(tx, series,
                          {{.series = {},
                            .period = kit::date_of(2004, 1, 1),
                            .numerator = kit::whole(70 + row),
                            .denominator = kit::whole(1)}});
      if (row == 1)
        record_measurements(tx, series,
                            {{.series = {},
                              .period = kit::date_of(2005, 1, 1),
                              .numerator = kit::whole(80),
                              .denominator = kit::whole(1)}});
    }
  });
  CHECK(world.get(world.ana, "/measures/tables").body.find("Who was reached") != std::string::npos);
  auto page = world.get(world.ana, "/measures/tables/figure-12").body;
  for (const char* part : {"Report of 2005", "2004", "2005", "71%", "80%", "72%", "no figure"}) {
    CAPTURE(part);
    CHECK(page.find(part) != std::string::npos);
  }
  CHECK(world.get(world.ana, "/measures/tables/figure-12/data.csv").body.find("Cascade,71%,80%") != std::string::npos);
}

namespace {

Metric falls(ChartKind kind) {
  Metric metric = waits();
  metric.external_id = "falls-" + std::string(kit::to_value(kind));
  metric.name = "Falls", metric.numerator = "falls", metric.denominator = "patient days", metric.unit = "per 1,000";
  metric.factor = 1000, metric.decimals = 1, metric.chart = kind;
  return metric;
}

Kept keep_rates(World& world, const Metric& like, const std::vector<std::pair<int, int>>& figures) {
  return world.does(world.ana, [&](Tx& tx) {
    Metric metric = add_metric(tx, like);
    Series series = add_series(tx, metric.id, world.transport.text, "", {});
    std::vector<Measurement> all;
    for (auto [falls, days] : figures) {
      Measurement one = week(static_cast<int>(all.size()), falls);
      one.denominator = kit::whole(days);
      all.push_back(one);
    }
    record_measurements(tx, series, all);
    return Kept{metric, series};
  });
}

// Fourteen weeks about 5 per 1,000, in wards that are now full and now nearly empty; then one far above.
std::vector<std::pair<int, int>> falls_by_week() {
  std::vector<std::pair<int, int>> figures;
  for (int i = 0; i < 14; ++i) figures.emplace_back(i % 2 == 0 ? 5 : 1, i % 2 == 0 ? 1000 : 200);
  figures.emplace_back(30, 1000);
  return figures;
}

}  // namespace

TEST_CASE("the metric's kind of chart decides its limits, which follow the denominators") {
  World world;
  Chart rate = chart_in(world, keep_rates(world, falls(ChartKind::u), falls_by_week()));
  REQUIRE(rate.lines.size() == 15);
  CHECK(rate.kind == ChartKind::u);
  CHECK(*rate.lines[1].upper > *rate.lines[0].upper);  // fewer patient days, wider limits
  CHECK(rate.kinds[14] == statistics::Kind::concern);
  CHECK(rate.sentence_strong == "The latest value, 30.0 per 1,000, is above the usual variation.");
  CHECK(rate.wide.find("<polygon class=\"band\"") != std::string::npos);
  Chart single = chart_in(world, keep_rates(world, falls(ChartKind::i), falls_by_week()));
  CHECK(*single.lines[1].upper == *single.lines[0].upper);
}

TEST_CASE("the summary in a list is judged by the metric's own kind of chart") {
  World world;
  auto figures = falls_by_week();
  figures.back() = {3, 200};  // 15 per 1,000: far for a single value, nothing for so few days
  keep_rates(world, falls(ChartKind::u), figures);
  keep_rates(world, falls(ChartKind::i), figures);
  auto lines = world.sees(world.ana, [&](Reader& db) { return series_at(db, world.transport.text); });
  REQUIRE(lines.size() == 2);
  for (auto& line : lines) CHECK(line.summary->variation == (line.metric.chart == ChartKind::u ? "common" : "worse"));
  CHECK(world.faults().empty());
}

TEST_CASE("only kinds of chart that fit the values are offered, and what does not fit is drawn as it stands") {
  World world;
  Kept kept = keep_rates(world, falls(ChartKind::u), falls_by_week());
  Chart chart = chart_in(world, kept);
  CHECK(chart.fitting == std::vector<ChartKind>{ChartKind::i, ChartKind::p, ChartKind::p_prime, ChartKind::u,
                                                ChartKind::u_prime, ChartKind::run, ChartKind::mr});
  auto page = world.get(world.ana, "/series/" + kept.series.id.text + "?chart=p_prime");
  CHECK(page.body.find("<option value=\"p_prime\" selected") != std::string::npos);
  auto not_offered = world.get(world.ana, "/series/" + kept.series.id.text + "?chart=g");
  CHECK(not_offered.body.find("<option value=\"u\" selected") != std::string::npos);
  Kept impossible = keep_rates(world, falls(ChartKind::p), {{3, 2}, {1, 2}, {2, 2}});
  Chart fallen = chart_in(world, impossible);
  CHECK(fallen.kind == ChartKind::i);
  CHECK(!fallen.fits);
}

TEST_CASE("between rare events there are no missing periods, and the sentence counts events") {
  World world;
  Kept kept = world.does(world.ana, [&](Tx& tx) {
    Metric metric = waits();
    metric.external_id = "days-between", metric.name = "Days between falls", metric.numerator = "days";
    metric.unit = "days", metric.chart = ChartKind::t, metric.direction = Direction::higher;
    metric = add_metric(tx, metric);
    Series series = add_series(tx, metric.id, world.transport.text, "", {});
    std::vector<Measurement> all;
    for (int i = 0; i < 16; ++i) all.push_back(week(3 * i, i < 8 ? 4 + i % 3 : 40 + i % 3));
    record_measurements(tx, series, all);
    return Kept{metric, series};
  });
  Chart chart = chart_in(world, kept);
  CHECK(chart.kind == ChartKind::t);
  CHECK(chart.sentence_rest.find("8 events") != std::string::npos);
  CHECK(chart.sentence_rest.find("reported") == std::string::npos);
  CHECK(chart.tone == "better");
}

TEST_CASE("a point set aside stays on the chart with its reason, and sets no limits until it counts again") {
  World world;
  auto values = thirty_weeks();
  values[3] = 400;
  Kept kept = keep(world, values);
  double before = *chart_in(world, kept).lines[0].upper;
  auto set = [&](Standing standing, std::string reason) {
    world.does(world.olga, [&](Tx& tx) { set_standing(tx, kept.series.id, week(3, 0).period, standing, reason); });
  };
  set(Standing::excluded, "Power cut");
  Chart chart = chart_in(world, kept);
  CHECK(*chart.lines[0].upper < before / 2);
  CHECK(chart.wide.find("set aside: Power cut") != std::string::npos);
  CHECK(chart.sentence_rest.ends_with("1 point is set aside."));
  auto page = world.get(world.ana, "/series/" + kept.series.id.text);
  CHECK(page.body.find("set aside: Power cut") != std::string::npos);
  auto csv = world.get(world.ana, "/series/" + kept.series.id.text + "/data.csv").body;
  CHECK(csv.find("excluded,Power cut") != std::string::npos);
  CHECK(world.sees(world.ana,
                   [&](Reader& db) { return series_at(db, world.transport.text).front().summary->points; }) == 29);
  set(Standing::counts, "It was real");
  CHECK(*chart_in(world, kept).lines[0].upper == before);
  CHECK(world.faults().empty());
}

TEST_CASE("a series whose every point is set aside says nothing and has no summary") {
  World world;
  Kept kept = keep(world, {20, 21});
  for (int i : {0, 1})
    world.does(world.olga, [&](Tx& tx) {
      set_standing(tx, kept.series.id, week(i, 0).period, Standing::ghost, "Another process");
    });
  CHECK(chart_in(world, kept).sentence_strong == "No values yet.");
  CHECK(!world.sees(world.ana,
                    [&](Reader& db) { return series_at(db, world.transport.text).front().summary.has_value(); }));
  CHECK(world.faults().empty());
}

TEST_CASE("the target of a year is the series' own from the first figure of that year") {
  World world;
  Kept kept = keep(world, {20, 21});
  auto target = [&] {
    return world.sees(world.ana, [&](Reader& db) { return find_series(db, kept.series.id).target; });
  };
  auto post = [&](std::string year, std::string value) {
    return world.post(world.olga, "/series/" + kept.series.id.text + "/targets", {{"year", year}, {"target", value}});
  };
  CHECK(post("2027", "9").status == 303);
  CHECK(target() == kit::whole(15));
  CHECK(post("2026", "12").status == 303);
  CHECK(target() == kit::whole(12));
  CHECK(post("26", "12").status == 422);
  world.does(world.ana, [&](Tx& tx) { record_measurements(tx, kept.series, {week(52, 14)}); });
  CHECK(target() == kit::whole(9));
  CHECK(world.get(world.ana, "/series/" + kept.series.id.text).body.find("Targets by year") != std::string::npos);
  CHECK(world.post(world.mia, "/series/" + kept.series.id.text + "/targets", {{"year", "2026"}, {"target", "1"}})
            .status == 403);
  CHECK(world.faults().empty());
}

TEST_CASE("figures brought in by place alone are judged against the target of their series") {
  World world;
  Kept kept = keep(world, {});
  kept.series.target.reset();
  world.does(world.ana, [&](Tx& tx) { record_measurements(tx, kept.series, weeks(std::vector<double>(20, 15))); });
  auto assurance =
      world.sees(world.ana, [&](Reader& db) { return series_at(db, world.transport.text).front().summary->assurance; });
  CHECK(assurance == "meets");
  CHECK(world.faults().empty());
}
