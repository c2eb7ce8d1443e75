// What every kind of chart promises, whatever the figures: tried on random series, and on the awkward ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>
#include <vector>

#include "statistics/analysis.h"
#include "statistics/step_change.h"
#include "statistics/subgroups.h"
#include "statistics/summary.h"

using namespace statistics;

namespace {

constexpr ChartKind kEveryKind[] = {ChartKind::run,
                                    ChartKind::individuals,
                                    ChartKind::moving_range,
                                    ChartKind::p,
                                    ChartKind::p_prime,
                                    ChartKind::np,
                                    ChartKind::u,
                                    ChartKind::u_prime,
                                    ChartKind::c,
                                    ChartKind::g,
                                    ChartKind::t,
                                    ChartKind::x_bar,
                                    ChartKind::s,
                                    ChartKind::r};

struct Columns {
  std::vector<double> values, denominators, spreads;
  std::vector<Standing> standings;
  Observations rows() const { return {values, denominators, spreads, standings}; }

  void insert(std::size_t at, double value, double denominator, double spread, Standing standing) {
    standings.resize(values.size(), Standing::counts);
    const auto place = static_cast<std::ptrdiff_t>(at);
    values.insert(values.begin() + place, value);
    standings.insert(standings.begin() + place, standing);
    if (!denominators.empty()) denominators.insert(denominators.begin() + place, denominator);
    if (!spreads.empty()) spreads.insert(spreads.begin() + place, spread);
  }
};

bool is_counted(ChartKind kind) {
  return has_point_limits(kind) && kind != ChartKind::x_bar && kind != ChartKind::s && kind != ChartKind::r;
}

Columns random_columns(ChartKind kind, std::mt19937& random, std::size_t count = 30) {
  Columns columns;
  std::normal_distribution<double> noise(0, 3);
  std::uniform_int_distribution<int> sizes(20, 60), groups(2, 6), events(1, 20);
  for (std::size_t i = 0; i < count; ++i) {
    if (is_counted(kind)) {
      columns.values.push_back(events(random));
      columns.denominators.push_back(sizes(random));
    } else if (has_point_limits(kind)) {
      columns.values.push_back(std::abs(noise(random)) + 1);
      columns.denominators.push_back(groups(random));
      if (kind == ChartKind::x_bar) columns.spreads.push_back(std::abs(noise(random)) + 0.5);
    } else {
      columns.values.push_back(
          kind == ChartKind::c || kind == ChartKind::g || kind == ChartKind::t ? events(random) : 20 + noise(random));
    }
  }
  return columns;
}

bool is_finite(const Limits& limits) {
  if (!std::isfinite(limits.centre)) return false;
  if (!limits.known()) return true;
  for (double line : {-3, -2, 2, 3})
    if (!std::isfinite(limits.line(line))) return false;
  return true;
}

bool same(const Limits& one, const Limits& two, double factor = 1) {
  auto close = [](double a, double b) { return a == doctest::Approx(b).epsilon(1e-9); };
  if (one.known() != two.known() || !close(one.centre * factor, two.centre)) return false;
  return !one.known() || (close(one.lower() * factor, two.lower()) && close(one.upper() * factor, two.upper()) &&
                          close(one.near_upper() * factor, two.near_upper()));
}

template <typename Check>
void for_every_kind(const Check& check) {
  std::mt19937 random(7);
  for (ChartKind kind : kEveryKind)
    for (int round = 0; round < 20; ++round) {
      CAPTURE(static_cast<int>(kind));
      CAPTURE(round);
      check(kind, random_columns(kind, random), random);
    }
}

}  // namespace

TEST_CASE("an excluded point changes no limit, no run and no signal but its own") {
  RuleSet rules = rule_set("anhoej");
  rules.convention.ranges.over_gaps = true;  // else a missing value takes the ranges beside it along
  for_every_kind([&](ChartKind kind, const Columns& columns, std::mt19937& random) {
    for (Standing standing : {Standing::excluded, Standing::ghost, Standing::absent}) {
      const std::size_t at = random() % columns.values.size();
      Columns more = columns;
      more.insert(at, is_counted(kind) ? 19 : 60, 19, 9, standing);
      const Analysis without = analyse(columns.rows(), kind, rules);
      const Analysis with = analyse(more.rows(), kind, rules);
      CHECK(with.values.size() == without.values.size() + 1);
      CHECK(with.phases[0].runs.crossings == without.phases[0].runs.crossings);
      for (std::size_t i = 0; i < columns.values.size(); ++i) {
        const std::size_t there = i < at ? i : i + 1;
        CHECK(same(without.limits_at(i), with.limits_at(there)));
        CHECK(without.signals[i] == with.signals[there]);
        CHECK(without.values[i] == with.values[there]);
      }
      if (kind != ChartKind::moving_range) CHECK(with.standings[at] == standing);
    }
  });
}

TEST_CASE("rows that are shuffled and put in order again change nothing") {
  for_every_kind([](ChartKind kind, const Columns& columns, std::mt19937& random) {
    std::vector<std::size_t> order(columns.values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::shuffle(order, random);
    std::ranges::sort(order);  // what a caller does by period
    Columns again = columns;
    for (std::size_t i = 0; i < order.size(); ++i) again.values[i] = columns.values[order[i]];
    const Analysis one = analyse(columns.rows(), kind, rule_set("mdc_7"));
    const Analysis two = analyse(again.rows(), kind, rule_set("mdc_7"));
    CHECK(one.signals == two.signals);
    CHECK(same(one.phases[0].limits, two.phases[0].limits));
  });
}

TEST_CASE("limits that need no order do not depend on it") {
  for (ChartKind kind : {ChartKind::p, ChartKind::np, ChartKind::u, ChartKind::c, ChartKind::g, ChartKind::run,
                         ChartKind::x_bar, ChartKind::s, ChartKind::r}) {
    std::mt19937 random(11);
    const Columns columns = random_columns(kind, random);
    Columns shuffled = columns;
    std::vector<std::size_t> order(columns.values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::shuffle(order, random);
    for (std::size_t i = 0; i < order.size(); ++i) {
      shuffled.values[i] = columns.values[order[i]];
      if (!columns.denominators.empty()) shuffled.denominators[i] = columns.denominators[order[i]];
      if (!columns.spreads.empty()) shuffled.spreads[i] = columns.spreads[order[i]];
    }
    const Analysis one = analyse(columns.rows(), kind, rule_set("mdc_7"));
    const Analysis two = analyse(shuffled.rows(), kind, rule_set("mdc_7"));
    for (std::size_t i = 0; i < order.size(); ++i) CHECK(same(one.limits_at(order[i]), two.limits_at(i)));
  }
}

TEST_CASE("scaled values scale limits and keep signals") {
  for (ChartKind kind : {ChartKind::run, ChartKind::individuals, ChartKind::moving_range, ChartKind::t,
                         ChartKind::x_bar, ChartKind::s, ChartKind::r}) {
    std::mt19937 random(5);
    Columns columns = random_columns(kind, random);
    const Analysis one = analyse(columns.rows(), kind, rule_set("ihi"));
    for (double& value : columns.values) value *= 1000;
    for (double& spread : columns.spreads) spread *= 1000;
    const Analysis thousand = analyse(columns.rows(), kind, rule_set("ihi"));
    for (std::size_t i = 0; i < columns.values.size(); ++i) CHECK(same(one.limits_at(i), thousand.limits_at(i), 1000));
    CHECK(one.signals == thousand.signals);
  }
}

TEST_CASE("rates told per thousand scale with their limits") {
  for (ChartKind kind : {ChartKind::p, ChartKind::p_prime, ChartKind::u, ChartKind::u_prime}) {
    std::mt19937 random(3);
    const Columns columns = random_columns(kind, random);
    Observations rows = columns.rows();
    const Analysis one = analyse(rows, kind, rule_set("ihi"));
    rows.per = 1000;
    const Analysis thousand = analyse(rows, kind, rule_set("ihi"));
    for (std::size_t i = 0; i < columns.values.size(); ++i) CHECK(same(one.limits_at(i), thousand.limits_at(i), 1000));
    CHECK(one.signals == thousand.signals);
  }
}

TEST_CASE("a constant series never yields NaN nor a signal, on any chart under any rules") {
  for (ChartKind kind : kEveryKind)
    for (const RuleSet& rules : rule_sets())
      for (double value : {0.0, 0.1, 5.0, 20.0}) {
        if (kind == ChartKind::t && value == 0) continue;
        Columns columns{std::vector<double>(20, value), {}, {}, {}};
        if (has_point_limits(kind)) columns.denominators.assign(20, 20);
        if (kind == ChartKind::x_bar) columns.spreads.assign(20, 0);
        CAPTURE(static_cast<int>(kind));
        CAPTURE(rules.name);
        const Analysis analysis = analyse(columns.rows(), kind, rules);
        for (std::size_t i = 0; i < 20; ++i) {
          CHECK(is_finite(analysis.limits_at(i)));
          CHECK(std::isfinite(analysis.values[i]));
          // Equal counts can lie closer to their mean than chance allows: that they hug it is told.
          const bool hugging = analysis.signals[i].fires(Rule::hugging);
          CHECK((hugging || !analysis.signals[i].any()));
        }
      }
}

TEST_CASE("one point has a centre on every chart and yields no NaN; none has no phase") {
  std::mt19937 random(1);
  for (ChartKind kind : kEveryKind) {
    const Columns one = random_columns(kind, random, 1);
    const Analysis analysis = analyse(one.rows(), kind, rule_set("mdc_7"));
    CHECK(is_finite(analysis.limits_at(0)));
    CHECK(analyse(Observations{}, kind, rule_set("mdc_7")).phases.empty());
  }
}

TEST_CASE("a month without patients has no proportion and breaks nothing") {
  const std::vector<double> cases{5, 6, 0, 4, 5}, patients{50, 60, 0, 40, 50};
  const Analysis analysis = analyse({cases, patients}, ChartKind::p, rule_set("mdc_7"));
  CHECK(analysis.standings[2] == Standing::absent);
  CHECK(analysis.phases[0].baseline == 4);
  CHECK(analysis.phases[0].limits.centre == doctest::Approx(0.1));
  CHECK(analysis.latest() == 4);
}

TEST_CASE("an excluded point is drawn and marked when it lies beyond the limits, a ghost is only drawn") {
  const std::vector<double> values{9, 11, 9, 11, 40, 9, 11, 9, 11, 9};
  std::vector<Standing> standings(values.size(), Standing::counts);
  standings[4] = Standing::excluded;
  const Analysis excluded =
      analyse({.values = values, .standings = standings}, ChartKind::individuals, rule_set("ihi"));
  CHECK(excluded.values[4] == 40);
  CHECK(excluded.signals[4].fires(Rule::beyond_limits, Side::high));
  CHECK(excluded.phases[0].baseline == 9);
  CHECK(excluded.phases[0].limits.upper() < 20);
  standings[4] = Standing::ghost;
  const Analysis ghost = analyse({.values = values, .standings = standings}, ChartKind::individuals, rule_set("ihi"));
  CHECK(ghost.values[4] == 40);
  CHECK_FALSE(ghost.signals[4].any());
}

TEST_CASE("a phase of excluded points alone has neither limits nor signals") {
  const std::vector<double> values{9, 11, 9, 11, 40, 41};
  const std::vector<std::size_t> starts{4};
  std::vector<Standing> standings(6, Standing::counts);
  standings[4] = standings[5] = Standing::excluded;
  const Analysis analysis =
      analyse({.values = values, .standings = standings}, ChartKind::individuals, rule_set("ihi"), {starts});
  CHECK(analysis.phases[1].baseline == 0);
  CHECK_FALSE(analysis.phases[1].limits.known());
  CHECK_FALSE(analysis.signals[4].any());
  CHECK_FALSE(suggest_step(analysis).has_value());
  CHECK(summarise(analysis, 10, Direction::higher_is_better).points == 4);
}

TEST_CASE("a run goes on past an excluded point") {
  std::vector<double> values{0, 20, 0, 20, 0, 20, 0, 20, 0, 20, 13, 13, 13, -50, 13, 13, 13, 13};
  std::vector<Standing> standings(values.size(), Standing::counts);
  standings[13] = Standing::excluded;
  const Analysis analysis =
      analyse({.values = values, .standings = standings}, ChartKind::individuals, rule_set("mdc_7"));
  CHECK(analysis.signals[10].fires(Rule::shift, Side::high));
  CHECK(analysis.signals[17].fires(Rule::shift, Side::high));
  CHECK_FALSE(analysis.signals[13].fires(Rule::shift));
}

TEST_CASE("what a chart cannot show is refused in a sentence") {
  const RuleSet& rules = rule_set("mdc_7");
  const std::vector<double> counts{1, 2, -1}, few{1, 2, 9}, sizes{5, 5, 5}, shorter{5, 5}, times{3, 0, 2};
  CHECK_THROWS_WITH_AS(analyse({.values = counts}, ChartKind::c, rules),
                       "Value 3 of the series is below zero, which its chart cannot show.", std::invalid_argument);
  CHECK_THROWS_WITH_AS(analyse({few, sizes}, ChartKind::p, rules),
                       "Value 3 of the series counts more cases than there were chances.", std::invalid_argument);
  CHECK_THROWS_WITH_AS(analyse({few, shorter}, ChartKind::u, rules),
                       "The chart has 3 values and 2 denominators; it needs one for each.", std::invalid_argument);
  CHECK_THROWS_WITH_AS(analyse({.values = times}, ChartKind::t, rules),
                       "Value 2 of the series is zero; times between events must be above zero.",
                       std::invalid_argument);
  CHECK_THROWS_AS(analyse({few, sizes}, ChartKind::x_bar, rules), std::invalid_argument);
  CHECK_THROWS_AS(analyse({.values = few}, ChartKind::u, rules), std::invalid_argument);
}

TEST_CASE("conventions differ as their names say") {
  const std::vector<double> values{1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1};
  auto upper = [&](const char* name) {
    RuleSet rules = rule_set("ihi");
    rules.convention = convention(name);
    return analyse(values, rules).phases[0].limits.upper();
  };
  CHECK(upper("making_data_count") == doctest::Approx(6.9515).epsilon(1e-5));
  CHECK(upper("montgomery") == doctest::Approx(6.9507).epsilon(1e-5));
  CHECK(upper("exact") == doctest::Approx(6.9490).epsilon(1e-5));
  CHECK(upper("plot_the_dots") == doctest::Approx(4.6044).epsilon(1e-5));
  CHECK(upper("power_bi") == doctest::Approx(4.6040).epsilon(1e-5));
  CHECK_THROWS_WITH_AS(convention("mine"), "There is no chart convention \"mine\".", std::invalid_argument);
}

TEST_CASE("constants of subgroups are those of the printed tables") {
  CHECK(c4(2) == doctest::Approx(0.7979).epsilon(1e-4));
  CHECK(c4(25) == doctest::Approx(0.9896).epsilon(1e-4));
  CHECK(d2(2) == doctest::Approx(1.128).epsilon(1e-3));
  CHECK(d2(10) == doctest::Approx(3.078).epsilon(2e-4));
  CHECK(d3(5) == doctest::Approx(0.864).epsilon(1e-4));
  CHECK_THROWS_AS(d2(51), std::invalid_argument);
}

TEST_CASE("a step is suggested where a shift runs to the latest point, and never made") {
  std::vector<double> values;
  for (int i = 0; i < 20; ++i) values.push_back(i % 2 ? 21 : 19);
  for (int i = 0; i < 13; ++i) values.push_back(i % 2 ? 15 : 14);
  const Analysis analysis = analyse(values, rule_set("mdc_7"));
  const auto step = suggest_step(analysis);
  REQUIRE(step.has_value());
  CHECK(step->begin == 20);
  CHECK(step->points == 13);
  CHECK(step->side == Side::low);
  CHECK(step->before == 20);
  CHECK(step->after == doctest::Approx(188.0 / 13));
  CHECK(step->firm);
  CHECK(analysis.phases.size() == 1);

  values.push_back(25);
  CHECK_FALSE(suggest_step(analyse(values, rule_set("mdc_7"))).has_value());
  CHECK_FALSE(suggest_step(analyse({}, rule_set("mdc_7"))).has_value());
  values.resize(27);
  CHECK_FALSE(suggest_step(analyse(values, rule_set("mdc_7")))->firm);
}
