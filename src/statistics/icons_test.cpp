// Every icon has a case that shows it and one that hides it; every edge is decided here and in docs/statistics.md.
#include "statistics/icons.h"

#include <doctest/doctest.h>

#include <vector>

#include "statistics/chart_kind.h"

using namespace statistics;

namespace {

constexpr Direction kHigher = Direction::higher_is_better, kLower = Direction::lower_is_better;

// Ten calm points about 10, then what the test is about.
std::vector<double> calm_then(std::vector<double> rest) {
  std::vector<double> values{9, 11, 9, 11, 10.5, 9.5, 11, 9, 10.5, 9.5, 9, 11, 9, 11};
  values.insert(values.end(), rest.begin(), rest.end());
  return values;
}

Variation variation(const std::vector<double>& values, Direction direction, const char* rules = "mdc_7",
                    std::vector<std::size_t> starts = {}) {
  return variation_of(analyse(values, rule_set(rules), {starts}), direction);
}

Assurance assurance(const std::vector<double>& values, std::optional<double> target, Direction direction,
                    const char* rules = "mdc_7", std::vector<std::size_t> starts = {}) {
  return assurance_of(analyse(values, rule_set(rules), {starts}), target, direction);
}

}  // namespace

TEST_CASE("improvement and concern follow the latest point and the better direction") {
  const auto high = calm_then({40}), low = calm_then({-20});
  CHECK(variation(high, kHigher) == Variation::improvement);
  CHECK(variation(high, kLower) == Variation::concern);
  CHECK(variation(low, kHigher) == Variation::concern);
  CHECK(variation(low, kLower) == Variation::improvement);
  CHECK(variation(calm_then({40, 10}), kHigher) == Variation::common);
  CHECK(variation(calm_then({-20, 10}), kLower) == Variation::common);
}

TEST_CASE("without a better direction a signal is neutral, high or low") {
  CHECK(variation(calm_then({40}), Direction::neutral) == Variation::neutral_high);
  CHECK(variation(calm_then({-20}), Direction::neutral) == Variation::neutral_low);
  CHECK(variation(calm_then({40, 10}), Direction::neutral) == Variation::common);
  CHECK(variation(calm_then({-20, 10}), Direction::neutral) == Variation::common);
}

TEST_CASE("points that hug the centre are neutral without a side") {
  std::vector<double> hugging{0, 20, 0, 20};
  for (int i = 0; i < 16; ++i) hugging.push_back(i % 2 ? 10.4 : 9.6);
  CHECK(variation(hugging, kHigher, "ihi") == Variation::neutral);
  hugging.resize(18);
  CHECK(variation(hugging, kHigher, "ihi") == Variation::common);
}

TEST_CASE("no variation icon on a run chart, under trial limits or without any point") {
  CHECK(variation(calm_then({40}), kHigher, "run_chart") == Variation::none);
  CHECK(variation({9, 11, 9, 40}, kHigher) == Variation::none);
  CHECK(variation({9, 11, 9, 11, 10.5, 9.5, 11, 9, 10.5, 9.5, 9, 40}, kHigher) == Variation::none);
  CHECK(variation({9, 11, 9, 11, 10.5, 9.5, 11, 9, 10.5, 9.5, 9, 11, 40}, kHigher) == Variation::improvement);
  CHECK(variation({}, kHigher) == Variation::none);
}

TEST_CASE("after a change of phase both icons wait until the new phase has points enough") {
  auto values = calm_then({40, 41, 40, 41, 40, 41, 40, 41, 40, 41, 40, 41});
  CHECK(variation(values, kHigher, "mdc_7", {14}) == Variation::none);
  CHECK(assurance(values, 20, kHigher, "mdc_7", {14}) == Assurance::none);
  values.push_back(40);
  CHECK(variation(values, kHigher, "mdc_7", {14}) == Variation::common);
  CHECK(assurance(values, 20, kHigher, "mdc_7", {14}) == Assurance::passes);
  CHECK(assurance(values, 20, kHigher) == Assurance::hit_or_miss);
}

TEST_CASE("a trend counts by its direction of travel, on whichever side of the mean it runs") {
  std::vector<double> falling;
  for (int i = 0; i < 14; ++i) falling.push_back(i % 2 ? 0 : 20);
  for (int i = 0; i < 8; ++i) falling.push_back(30 - i);
  const Analysis analysis = analyse(falling, rule_set("ihi"));
  CHECK(analysis.signals.back().fires(Rule::trend, Side::low));
  CHECK(analysis.signals.back().fires(Rule::shift, Side::high));
  CHECK_FALSE(analysis.signals.back().fires(Rule::beyond_limits));
  CHECK(variation_of(analysis, kLower) == Variation::improvement);
  CHECK(variation_of(analysis, kHigher) == Variation::concern);
}

TEST_CASE("assurance holds the target against the limits") {
  const auto values = calm_then({});
  CHECK(assurance(values, 30, kHigher) == Assurance::fails);
  CHECK(assurance(values, 30, kLower) == Assurance::passes);
  CHECK(assurance(values, -10, kHigher) == Assurance::passes);
  CHECK(assurance(values, -10, kLower) == Assurance::fails);
  CHECK(assurance(values, 11, kHigher) == Assurance::hit_or_miss);
  CHECK(assurance(values, 30, Direction::neutral) == Assurance::none);
  CHECK(assurance(values, {}, kHigher) == Assurance::none);
  CHECK(assurance(values, 30, kHigher, "run_chart") == Assurance::none);
  CHECK(assurance({9, 11, 9}, 30, kHigher) == Assurance::none);
}

TEST_CASE("a target exactly on a limit is hit or miss, just beyond it is decided") {
  const Limits limits{.centre = 10, .sigma = 2};
  for (Direction direction : {kHigher, kLower}) {
    CHECK(assurance_of(limits, 16, direction) == Assurance::hit_or_miss);
    CHECK(assurance_of(limits, 4, direction) == Assurance::hit_or_miss);
  }
  CHECK(assurance_of(limits, 16.001, kHigher) == Assurance::fails);
  CHECK(assurance_of(limits, 16.001, kLower) == Assurance::passes);
  CHECK(assurance_of(limits, 3.999, kHigher) == Assurance::passes);
}

TEST_CASE("nothing varies and every value is the target: passes, unless the authority says hit or miss") {
  const std::vector<double> always(13, 100);
  for (const char* rules : {"mdc_7", "mdc_6", "ihi", "western_electric", "anhoej"}) {
    CHECK(assurance(always, 100, kHigher, rules) == Assurance::passes);
    CHECK(assurance(always, 100, kLower, rules) == Assurance::passes);
  }
  for (const char* rules : {"plot_the_dots", "power_bi"})
    CHECK(assurance(always, 100, kHigher, rules) == Assurance::hit_or_miss);
  for (const char* rules : {"mdc_7", "plot_the_dots"}) {
    CHECK(assurance(always, 99, kHigher, rules) == Assurance::passes);
    CHECK(assurance(always, 101, kHigher, rules) == Assurance::fails);
    CHECK(variation(always, kHigher, rules) == Variation::common);
  }
}

TEST_CASE("an excluded latest point gives no icon of its own") {
  auto values = calm_then({40});
  std::vector<Standing> standings(values.size(), Standing::counts);
  standings.back() = Standing::excluded;
  const Analysis analysis =
      analyse({.values = values, .standings = standings}, ChartKind::individuals, rule_set("mdc_7"));
  CHECK(analysis.signals.back().fires(Rule::beyond_limits, Side::high));
  CHECK(variation_of(analysis, kHigher) == Variation::common);
}

TEST_CASE("where limits vary the target is held against those at the latest point") {
  const std::vector<double> cases{50, 52, 48, 51, 49, 50, 52, 48, 51, 49, 50, 50, 5};
  std::vector<double> chances(13, 100);
  chances.back() = 10;
  const Analysis wide = analyse({cases, chances}, ChartKind::p, rule_set("mdc_7"));
  CHECK(assurance_of(wide, 0.7, kHigher) == Assurance::hit_or_miss);
  std::vector<double> steady = cases;
  steady.back() = 50;
  chances.back() = 100;
  CHECK(assurance_of(analyse({steady, chances}, ChartKind::p, rule_set("mdc_7")), 0.7, kHigher) == Assurance::fails);
}

TEST_CASE("one kind of signal can be shown alone") {
  CHECK(shown(Kind::improvement, Shown::improvement) == Kind::improvement);
  CHECK(shown(Kind::concern, Shown::improvement) == Kind::common);
  CHECK(shown(Kind::neutral_high, Shown::concern) == Kind::common);
  CHECK(shown(Kind::neutral_low, Shown::every_kind) == Kind::neutral_low);
}
