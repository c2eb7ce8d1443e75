#include <doctest/doctest.h>

#include "modules/measures/analysis.h"
#include "tests/world/world.h"

// Changes of a chart need a reason and everybody's signature; subgroups; baselines with phases; screening.
using namespace tests;
using namespace measures;

namespace {

const Date january = kit::date_of(2025, 1, 1);

struct Charted {
  World world;
  Metric metric;
  Series series;

  explicit Charted(const std::vector<double>& values,
                   Metric like = {.name = "Falls", .unit = "falls", .frequency = Frequency::month}) {
    world.does(world.olga, [&](Tx& tx) {
      metric = add_metric(tx, std::move(like));
      series = add_series(tx, metric.id, world.transport.text, "", kit::whole(15));
      std::vector<Measurement> months;
      for (std::size_t i = 0; i < values.size(); ++i)
        months.push_back({.series = series.id,
                          .period = kit::add_months(january, static_cast<int>(i)),
                          .numerator = {std::llround(values[i] * 1e6)},
                          .denominator = kit::whole(1)});
      record_measurements(tx, series, months);
    });
  }
  std::string url() const { return "/series/" + series.id.text; }
  kit::Response ask(const Id<Person>& who, Fields fields) { return world.post(who, url() + "/changes", fields); }
  void sign_all() {
    for (auto& who : {world.olga, world.paul, world.sato})
      world.does(who, [&](Tx& tx) {
        auto assent = tx.value<std::string>(
            "select id from assents where kind = 'measures.chart_change' order by id desc limit 1");
        answer_assent(tx, {assent}, Answer::signed_, "");
      });
  }
  Chart chart(std::optional<ChartKind> kind = {}, const kit::Form* query = nullptr) {
    return world.sees(world.ana, [&](Reader& db) {
      View view;
      view.query = query;
      return chart_of(db, view, find_series(db, series.id), metric, "Falls", {}, kind);
    });
  }
};

std::vector<double> steady() { return {20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21, 20, 22, 19}; }

}  // namespace

TEST_CASE("a point is set aside when every party has signed, and not before") {
  auto values = steady();
  values[3] = 90;
  Charted charted(values);
  double before = *charted.chart().lines[0].upper;
  Fields asked{{"what", "excluded"}, {"period", "2025-04-01"}, {"reason", "Power cut"}};
  CHECK(charted.ask(charted.world.olga, asked).status == 303);
  CHECK(*charted.chart().lines[0].upper == before);
  auto page = charted.world.get(charted.world.paul, charted.url()).body;
  CHECK(page.find("Power cut") != std::string::npos);
  CHECK(page.find("April 2025: set aside.") != std::string::npos);
  charted.sign_all();
  Chart chart = charted.chart();
  CHECK(*chart.lines[0].upper < before);
  CHECK(chart.wide.find("set aside: Power cut") != std::string::npos);
  CHECK(charted.world.faults().empty());
}

TEST_CASE("one party's refusal changes nothing on the chart") {
  Charted charted(steady());
  charted.ask(charted.world.olga, {{"what", "phase"}, {"period", "2025-06-01"}, {"reason", "New beds"}});
  charted.world.does(charted.world.paul, [&](Tx& tx) {
    auto assent = tx.value<std::string>("select id from assents where kind = 'measures.chart_change'");
    answer_assent(tx, {assent}, Answer::sent_back, "Same beds as before");
  });
  CHECK(charted.world.sees(charted.world.ana, [&](Reader& db) { return phases_of(db, charted.series.id).empty(); }));
  CHECK(charted.world.get(charted.world.ana, charted.url()).body.find("It was sent back") != std::string::npos);
  CHECK(charted.world.faults().empty());
}

TEST_CASE("a change of a chart without a reason, without a figure, or by somebody else is refused") {
  Charted charted(steady());
  World& world = charted.world;
  CHECK(charted.ask(world.olga, {{"what", "excluded"}, {"period", "2025-04-01"}}).status == 422);
  auto page = charted.ask(world.olga, {{"what", "ghost"}, {"period", "2031-04-01"}, {"reason", "Why"}});
  CHECK(page.status == 422);
  CHECK(page.body.find("Nothing was reported for 2031-04-01.") != std::string::npos);
  CHECK(charted.ask(world.olga, {{"what", "phase"}, {"period", "2099-01-01"}, {"reason", "Soon"}}).status == 422);
  CHECK(charted.ask(world.olga, {{"what", "baseline"}, {"points", "1"}, {"reason", "One"}}).status == 422);
  CHECK(charted.ask(world.mia, {{"what", "excluded"}, {"period", "2025-04-01"}, {"reason", "Why"}}).status == 403);
}

TEST_CASE("a fixed baseline and phases hold together: each phase's limits come from its own first points") {
  std::vector<double> values{10, 12, 11, 13, 10, 12, 30, 31, 20, 22, 21, 23, 20, 22, 40, 41};
  Charted charted(values);
  World& world = charted.world;
  charted.ask(world.olga, {{"what", "phase"}, {"period", "2025-09-01"}, {"reason", "New ward"}});
  charted.sign_all();
  charted.ask(world.olga, {{"what", "baseline"}, {"points", "6"}, {"reason", "Before the trial"}});
  charted.sign_all();
  Chart chart = charted.chart();
  CHECK(chart.lines.front().centre == doctest::Approx(68.0 / 6));
  CHECK(chart.lines.back().centre == doctest::Approx(128.0 / 6));
  CHECK(chart.kinds[6] != statistics::Kind::common);
  CHECK(chart.kinds[14] != statistics::Kind::common);
  CHECK(world.get(world.ana, charted.url())
            .body.find("The first 6 points of each phase set its limits: Before the trial") != std::string::npos);
  charted.ask(world.olga, {{"what", "baseline"}, {"points", "0"}, {"reason", "All again"}});
  charted.sign_all();
  CHECK(charted.chart().lines.front().centre == doctest::Approx(129.0 / 8));
  CHECK(world.faults().empty());
}

TEST_CASE("outlying moving ranges can be left out of the limits, and the page says so") {
  std::vector<double> values{1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1};  // handbook 2.1
  Charted charted(values);
  kit::Form screen;
  screen.add("screen", "yes");
  CHECK(*charted.chart().lines[0].upper == doctest::Approx(6.9515).epsilon(1e-4));
  CHECK(*charted.chart({}, &screen).lines[0].upper == doctest::Approx(4.6044).epsilon(1e-4));
  auto page = charted.world.get(charted.world.ana, charted.url() + "?screen=yes").body;
  CHECK(page.find("3.267") != std::string::npos);
}

TEST_CASE("moving ranges are a view of individual values, neither better nor worse, and begin at the second point") {
  Charted charted(steady());
  Chart chart = charted.chart(ChartKind::mr);
  CHECK(chart.kind == ChartKind::mr);
  CHECK_FALSE(chart.values.front());
  CHECK(*chart.values[1] == 2);
  CHECK(chart.wide.find("target") == std::string::npos);
  CHECK(charted.world.get(charted.world.ana, charted.url() + "?chart=mr").status == 200);
}

TEST_CASE("values of a period become their mean and spread, and a corrected period its own") {
  Charted charted({}, {.name = "Wait",
                       .numerator = "minutes",
                       .denominator = "patients",
                       .unit = "minutes",
                       .direction = Direction::lower,
                       .frequency = Frequency::month,
                       .decimals = 1,
                       .chart = ChartKind::xbar});
  World& world = charted.world;
  auto enter = [&](std::string period, std::string values, std::string reason = "") {
    return world.post(world.olga, charted.url() + "/subgroups",
                      {{"period", period}, {"values", values}, {"reason", reason}});
  };
  CHECK(enter("2025-01-01", "10 12 14").status == 303);
  CHECK(enter("2025-02-01", "9 12;15\n12").status == 303);
  CHECK(enter("2025-03-01", "11.5 12.5").status == 303);
  CHECK(enter("2025-04-01", "12 x").status == 422);
  CHECK(enter("2025-04-01", "12").status == 422);
  Chart means = charted.chart(), spreads = charted.chart(ChartKind::s);
  CHECK(means.kind == ChartKind::xbar);
  CHECK(*means.values[0] == doctest::Approx(12));
  CHECK(means.lines[0].upper != means.lines[2].upper);  // limits follow the number of values
  CHECK(*spreads.values[0] == doctest::Approx(2));
  CHECK(*spreads.values[1] == doctest::Approx(std::sqrt(6.0)));
  CHECK(enter("2025-01-01", "10 10 10").status == 422);  // say why
  CHECK(enter("2025-01-01", "10 10 10", "Typed the wrong sheet").status == 303);
  CHECK(*charted.chart(ChartKind::s).values[0] == 0);
  CHECK(charted.chart().kind == ChartKind::xbar);
  CHECK(world.faults().empty());
}

TEST_CASE("what adds up is drawn against its year's target, on the page and in the list") {
  Charted charted({1, 2, 1, 2, 3}, {.name = "Savings",
                                    .unit = "$",
                                    .direction = Direction::higher,
                                    .frequency = Frequency::month,
                                    .chart = ChartKind::burn_up});
  Chart chart = charted.chart();
  CHECK(chart.sentence_strong == "$9 of $15 for 2025: 60%.");
  CHECK(chart.wide.find("even pace") != std::string::npos);
  CHECK(*chart.values.back() == 9);
  auto line = charted.world.sees(charted.world.ana,
                                 [&](Reader& db) { return series_at(db, charted.world.transport.text).front(); });
  CHECK(line.summary->latest == 9);
  CHECK(line.summary->assurance == "not_yet");
  CHECK(line.summary->sparkline == "1 3 4 6 9");
  CHECK(charted.world.faults().empty());
}

TEST_CASE("a chart goes along as a picture") {
  Charted charted(steady());
  auto png = charted.world.get(charted.world.ana, charted.url() + "/chart.png");
  CHECK(png.status == 200);
  CHECK(png.headers.get("Content-Type") == "image/png");
  CHECK(png.body.starts_with("\x89PNG"));
}
