#include "statistics/individuals.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

#include "statistics/analysis.h"
#include "statistics/zones.h"

using namespace statistics;

TEST_CASE("limits lie 2.66 moving ranges from the mean, or three sigma") {
  const std::vector<double> values{1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1};
  Limits plain = individuals_limits(values, {kMakingDataCountFactor, false});
  CHECK(plain.centre == doctest::Approx(1.9444).epsilon(1e-4));
  CHECK(plain.lower() == doctest::Approx(-3.0626).epsilon(1e-4));
  CHECK(plain.upper() == doctest::Approx(6.9515).epsilon(1e-4));
  CHECK(individuals_limits(values, {kThreeSigmaFactor, false}).upper() == doctest::Approx(6.9507).epsilon(1e-4));
}

TEST_CASE("screening drops outlying moving ranges once") {
  const std::vector<double> values{1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1};
  CHECK(*mean_moving_range(values, true) == doctest::Approx(1));
  CHECK(individuals_limits(values, {kMakingDataCountFactor, true}).upper() == doctest::Approx(4.6044).epsilon(1e-4));
}

TEST_CASE("a constant series has limits on its centre, screened or not") {
  const std::vector<double> values(12, 0.1);
  for (bool screen : {false, true}) {
    Limits limits = individuals_limits(values, {kMakingDataCountFactor, screen});
    CHECK(limits.known());
    CHECK(limits.lower() == 0.1);
    CHECK(limits.upper() == 0.1);
    CHECK(zone_of(0.1, limits) == 0);
  }
}

TEST_CASE("one value has a centre and no limits, none has neither") {
  const std::vector<double> one{7};
  CHECK(individuals_limits(one, {}).centre == 7);
  CHECK_FALSE(individuals_limits(one, {}).known());
  CHECK_FALSE(individuals_limits({}, {}).known());
}

TEST_CASE("a value that equals the mean on paper lies on the centre line") {
  const std::vector<double> values{0.1, 0.7, 0.4, 0.3, 0.5};
  CHECK(zone_of(0.4, individuals_limits(values, {})) == 0);
  CHECK(zone_of(0.1 + 0.2, {.centre = 0.3, .sigma = 0}) == 0);
}

TEST_CASE("a point on a line belongs to the inner zone") {
  const Limits limits{.centre = 10, .sigma = 2};
  CHECK(zone_of(12, limits) == 1);
  CHECK(zone_of(12.1, limits) == 2);
  CHECK(zone_of(14.1, limits) == 3);
  CHECK(zone_of(16, limits) == 3);
  CHECK(zone_of(16.1, limits) == kBeyondLimits);
  CHECK(zone_of(3.9, limits) == -kBeyondLimits);
}

TEST_CASE("medians of odd, even and empty series") {
  CHECK(median(std::vector<double>{3, 1, 2}) == 2);
  CHECK(median(std::vector<double>{4, 1, 2, 3}) == 2.5);
  CHECK(median({}) == 0);
}

TEST_CASE("qicharts2 takes no range over a missing value, the others one from the value before it") {
  const std::vector<double> values{10, 12, 0, 20, 21};
  const std::vector<Standing> standings{Standing::counts, Standing::counts, Standing::absent, Standing::counts,
                                        Standing::counts};
  RuleSet rules = rule_set("anhoej");
  rules.convention.ranges.screen = false;
  auto width = [&] {
    const Analysis analysis = analyse({.values = values, .standings = standings}, ChartKind::individuals, rules);
    return analysis.phases[0].limits.upper() - analysis.phases[0].limits.centre;
  };
  CHECK(width() == doctest::Approx(3 / 1.128 * (2 + 1) / 2));
  rules.convention.ranges.over_gaps = true;
  CHECK(width() == doctest::Approx(3 / 1.128 * (2 + 8 + 1) / 3));
}
