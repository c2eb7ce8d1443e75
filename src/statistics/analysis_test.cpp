#include "statistics/analysis.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

using namespace statistics;

TEST_CASE("each phase has its own limits and no run reaches across") {
  std::vector<double> values{20, 21, 20, 21, 10, 11, 10, 11};
  std::vector<std::size_t> starts{4};
  Analysis analysis = analyse(values, rule_set("run_chart"), {starts});
  REQUIRE(analysis.phases.size() == 2);
  CHECK(analysis.phases[0].limits.centre == 20.5);
  CHECK(analysis.phases[1].limits.centre == 10.5);
  CHECK(analysis.phases[1].begin == 4);
  CHECK(analysis.phases[1].end == 8);
}

TEST_CASE("a trend does not reach across the start of a phase") {
  std::vector<double> values{1, 2, 3, 4, 5, 6};
  std::vector<std::size_t> starts{3};
  CHECK(analyse(values, rule_set("run_chart")).signals[3].fires(Rule::trend));
  CHECK_FALSE(analyse(values, rule_set("run_chart"), {starts}).signals[3].fires(Rule::trend));
}

TEST_CASE("a baseline sets the limits of its whole phase") {
  std::vector<double> values{9, 11, 9, 11, 30, 31};
  Analysis analysis = analyse(values, rule_set("mdc_7"), {.baseline = 4});
  CHECK(analysis.phases[0].limits.centre == 10);
  CHECK(analysis.signals[5].fires(Rule::beyond_limits, Side::high));
}

TEST_CASE("few points make trial limits") {
  std::vector<double> values{9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11};
  CHECK(analyse(values, rule_set("mdc_7")).phases[0].trial);
  values.push_back(9);
  CHECK_FALSE(analyse(values, rule_set("mdc_7")).phases[0].trial);
}

TEST_CASE("an empty series has no phase and no signal") {
  Analysis analysis = analyse({}, rule_set("mdc_7"));
  CHECK(analysis.phases.empty());
  CHECK(analysis.signals.empty());
}

TEST_CASE("bad input is refused in a sentence") {
  std::vector<double> values{1, 2, std::nan("")};
  CHECK_THROWS_WITH_AS(analyse(values, rule_set("mdc_7")), "Value 3 of the series is not a finite number.",
                       std::invalid_argument);
  values.back() = 3;
  for (std::vector<std::size_t> starts : {std::vector<std::size_t>{0}, {3}, {2, 1}, {1, 1}})
    CHECK_THROWS_AS(analyse(values, rule_set("mdc_7"), {starts}), std::invalid_argument);
  CHECK_THROWS_WITH_AS(rule_set("mdc_9"), "There is no chart rule set \"mdc_9\".", std::invalid_argument);
}

TEST_CASE("buffers used again give the same analysis") {
  std::vector<double> longer{1, 5, 2, 8, 3, 9, 20, 1}, shorter{4, 6, 4};
  Analysis reused;
  analyse_into(reused, longer, rule_set("ihi"));
  analyse_into(reused, shorter, rule_set("mdc_7"));
  Analysis fresh = analyse(shorter, rule_set("mdc_7"));
  CHECK(reused.signals == fresh.signals);
  CHECK(reused.phases.size() == fresh.phases.size());
  CHECK(reused.phases[0].limits.sigma == fresh.phases[0].limits.sigma);
}
