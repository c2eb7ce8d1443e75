#include "statistics/summary.h"

#include <doctest/doctest.h>

#include <vector>

using namespace statistics;

namespace {

// Minutes a patient waits for transport, by week; a first test began in week 15.
const std::vector<double> kWaits{23, 23, 27, 21, 26, 21, 28, 26, 29, 25, 27, 25, 24, 26, 19,
                                 17, 15, 11, 12, 13, 12, 12, 15, 12, 12, 13, 12, 12, 12, 15};

Summary of(const std::vector<double>& values, const char* rules, std::optional<double> target, Direction direction,
           std::vector<std::size_t> starts = {}) {
  return summarise(analyse(values, rule_set(rules), {starts}), target, direction);
}

}  // namespace

TEST_CASE("after a change of phase the summary tells from where to where, for how long, and how often on target") {
  Summary summary = of(kWaits, "mdc_7", 15, Direction::lower_is_better, {14});
  CHECK(summary.points == 30);
  CHECK(summary.latest == 15);
  CHECK(summary.first_centre == doctest::Approx(25.07).epsilon(1e-3));
  CHECK(summary.last_centre == doctest::Approx(13.375));
  CHECK(summary.before == summary.first_centre);
  CHECK(summary.after == summary.last_centre);
  CHECK(summary.held == 16);
  CHECK(summary.held_on_target == 14);
  CHECK(summary.on_target == 14);
  CHECK(summary.latest_on_target);
  CHECK(summary.assurance == Assurance::hit_or_miss);
}

TEST_CASE("a shift that still runs is told without a change of phase") {
  Summary summary = of(kWaits, "mdc_7", 15, Direction::lower_is_better);
  CHECK(summary.latest_kind == Kind::improvement);
  CHECK(summary.latest_reason->rule == Rule::shift);
  CHECK(summary.held == 15);
  CHECK(summary.before == doctest::Approx(24.667).epsilon(1e-3));
  CHECK(summary.after == doctest::Approx(13));
  CHECK(summary.signal_points == 15);
  CHECK(summary.variation == Variation::improvement);
}

TEST_CASE("without a shift nothing has held and before equals after") {
  Summary summary = of({9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9}, "mdc_7", 20, Direction::higher_is_better);
  CHECK(summary.held == 0);
  CHECK(summary.before == summary.after);
  CHECK(summary.variation == Variation::common);
  CHECK(summary.assurance == Assurance::fails);
  CHECK(summary.on_target == 0);
}

TEST_CASE("points on the centre line do not interrupt what has held where the rules pass over them") {
  Summary summary =
      of({9, 9, 1, 1, 1, 1, 5, 1, 1, 1, 9, 9, 9, 5, 9, 9, 9}, "run_chart", 5, Direction::higher_is_better);
  CHECK(summary.last_centre == 5);
  CHECK(summary.held == 7);
  CHECK(summary.held_on_target == 7);
}

TEST_CASE("icons stay away from run charts, trial limits, missing targets and neutral measures") {
  CHECK(of(kWaits, "run_chart", 15, Direction::lower_is_better).variation == Variation::none);
  CHECK(of(kWaits, "run_chart", 15, Direction::lower_is_better).assurance == Assurance::none);
  CHECK(of({1, 2, 1, 2}, "mdc_7", 5, Direction::lower_is_better).variation == Variation::none);
  CHECK(of({1, 2, 1, 2}, "mdc_7", 5, Direction::lower_is_better).trial);
  CHECK(of(kWaits, "mdc_7", {}, Direction::lower_is_better).assurance == Assurance::none);
  CHECK(of(kWaits, "mdc_7", 15, Direction::neutral).assurance == Assurance::none);
  CHECK(of(kWaits, "mdc_7", 15, Direction::neutral).variation == Variation::neutral_low);
}

TEST_CASE("a measure that is always at its target passes") {
  const std::vector<double> always(13, 100);
  CHECK(of(always, "mdc_7", 100, Direction::higher_is_better).assurance == Assurance::passes);
  CHECK(of(always, "mdc_7", 100.1, Direction::higher_is_better).assurance == Assurance::fails);
  CHECK(of(always, "mdc_7", 100.1, Direction::lower_is_better).assurance == Assurance::passes);
}

TEST_CASE("assurance looks at the limits of the last phase") {
  CHECK(of(kWaits, "mdc_7", 19, Direction::lower_is_better).assurance == Assurance::hit_or_miss);
  Summary summary = of(kWaits, "plot_the_dots", 19, Direction::lower_is_better, {14});
  CHECK(summary.assurance == Assurance::passes);
}

TEST_CASE("too few crossings are told under rule sets that count them") {
  std::vector<double> rising;
  for (int i = 0; i < 12; ++i) rising.push_back(i);
  CHECK(of(rising, "anhoej_run", {}, Direction::higher_is_better).too_few_crossings);
  CHECK_FALSE(of(rising, "run_chart", {}, Direction::higher_is_better).too_few_crossings);
}

TEST_CASE("an empty series has an empty summary") {
  Summary summary = of({}, "mdc_7", 5, Direction::higher_is_better);
  CHECK(summary.points == 0);
  CHECK(summary.variation == Variation::none);
}
