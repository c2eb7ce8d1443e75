#include "statistics/funnel.h"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "statistics/distribution.h"

using namespace statistics;

namespace {

using Units = std::vector<FunnelUnit>;

const Units kTeams{{12, 100}, {30, 180}, {44, 400}, {20, 90}, {61, 300}, {9, 150},
                   {35, 210}, {80, 350}, {25, 260}, {14, 40}, {70, 500}, {5, 120}};
const Units kRatios{{110, 100.5}, {60, 80.2}, {45, 30.1}, {210, 190}, {15, 22.3}, {95, 70.7}};

auto near(double value) { return doctest::Approx(value).epsilon(1e-9); }

}  // namespace

TEST_CASE("the benchmark of a funnel is what all units together make, for ratios one") {
  CHECK(funnel(kTeams, {}).benchmark == near(405.0 / 2700));
  CHECK(funnel(kTeams, {.kind = FunnelKind::rate, .per = 1000}).benchmark == near(150));
  CHECK(funnel(kRatios, {.kind = FunnelKind::standardised_ratio}).benchmark == 1);
  CHECK(funnel(kTeams, {.benchmark = 0.2}).benchmark == 0.2);
}

TEST_CASE("normal limits lie 1.96 and 3.09 sigma away and end at what is possible") {
  const Funnel plain = funnel(kTeams, {.limits = FunnelLimits::normal});
  CHECK(plain.points[2].likely.high == near(0.15 + 1.959963984540054 * std::sqrt(0.15 * 0.85 / 400)));
  CHECK(plain.points[2].nearly_sure.high == near(0.15 + 3.090232306167813 * std::sqrt(0.15 * 0.85 / 400)));
  CHECK(plain.limits_at(10, 0.998).low == 0);
  CHECK(plain.points[2].likely.low == plain.limits_at(400, 0.95).low);
}

TEST_CASE("exact limits interpolate the binomial as Spiegelhalter does") {
  const Funnel coins = funnel(Units{{5, 10}}, {.benchmark = 0.5});
  // P(X <= 7) = 0.9453125, P(X <= 8) = 0.9892578: 8 - (0.9892578 - 0.975) / 0.0439453 = 7.67556 of ten.
  CHECK(coins.points[0].likely.high == doctest::Approx(0.767556).epsilon(1e-5));
  CHECK(coins.points[0].likely.low == doctest::Approx(0.132444).epsilon(1e-5));
}

TEST_CASE("exact limits of ratios contain what Poisson makes likely") {
  const Funnel ratios = funnel(kRatios, {.kind = FunnelKind::standardised_ratio});
  for (std::size_t i = 0; i < kRatios.size(); ++i) {
    const double expected = kRatios[i].denominator, high = ratios.points[i].likely.high * expected;
    CHECK(poisson_at_most(std::ceil(high), expected) >= 0.975);
    CHECK(poisson_at_most(std::ceil(high) - 1, expected) < 0.975);
  }
  CHECK(ratios.points[2].beyond == 1);
  CHECK(ratios.points[0].beyond == 0);
}

TEST_CASE("units beyond the limits are told apart by side and by how far") {
  const Funnel plain = funnel(kTeams, {.limits = FunnelLimits::normal});
  CHECK(plain.points[7].beyond == 2);
  CHECK(plain.points[9].beyond == 2);
  CHECK(plain.points[11].beyond == -2);
  CHECK(plain.points[2].beyond == -1);
  CHECK(plain.points[0].beyond == 0);
}

TEST_CASE("multiplicative overdispersion widens normal limits by the root of phi, winsorised") {
  const Funnel wide = funnel(kTeams, {.overdispersion = Overdispersion::multiplicative});
  CHECK(wide.phi == near(5.4395985042788775));
  CHECK(wide.points[0].likely.low == 0);
  CHECK(wide.points[0].likely.high == near(0.3132249733052612));
  CHECK(wide.points[0].nearly_sure.high == near(0.4073532420289171));
}

TEST_CASE("units that differ no more than by chance are not widened") {
  const Units calm{{10, 100}, {11, 100}, {10, 100}, {9, 100}};
  const Funnel wide = funnel(calm, {.overdispersion = Overdispersion::multiplicative});
  const Funnel plain = funnel(calm, {.limits = FunnelLimits::normal});
  CHECK(wide.points[0].likely.high == plain.points[0].likely.high);
  CHECK(funnel(calm, {.overdispersion = Overdispersion::additive}).tau == 0);
}

TEST_CASE("additive overdispersion adds a spread between units on the scale of stable variance") {
  const Funnel teams = funnel(kTeams, {.overdispersion = Overdispersion::additive});
  CHECK(teams.phi == near(5.537050683027817));
  CHECK(teams.tau == near(0.07607410138507836));
  CHECK(teams.points[0].likely.low == near(0.04731592086042476));
  CHECK(teams.points[0].likely.high == near(0.2967824078697492));
  const Funnel ratios =
      funnel(kRatios, {.kind = FunnelKind::standardised_ratio, .overdispersion = Overdispersion::additive});
  CHECK(ratios.tau == near(0.21057556737723915));
  CHECK(ratios.points[2].likely.low == near(0.5793442298960074));
  CHECK(ratios.points[2].likely.high == near(1.7260895136204264));
}

TEST_CASE("nobody and everybody make a funnel without width, never NaN") {
  const Units none{{0, 50}, {0, 20}}, all{{50, 50}, {20, 20}};
  for (auto limits : {FunnelLimits::normal, FunnelLimits::exact})
    for (auto over : {Overdispersion::none, Overdispersion::multiplicative}) {
      const Funnel empty = funnel(none, {.limits = limits, .overdispersion = over});
      CHECK(empty.points[0].likely.high == 0);
      CHECK(empty.points[0].z == 0);
      CHECK(empty.points[0].beyond == 0);
      CHECK(funnel(all, {.limits = limits, .overdispersion = over}).points[1].likely.low == 1);
    }
}

TEST_CASE("a funnel refuses units without a denominator in a sentence") {
  CHECK_THROWS_WITH_AS(funnel(Units{{1, 0}}, {}),
                       "A rate needs an exposure above zero and events that are not negative.", std::invalid_argument);
  CHECK_THROWS_WITH_AS(funnel(Units{{3, 2}}, {}),
                       "A proportion needs at least one chance, and cases between none and all.",
                       std::invalid_argument);
  CHECK_THROWS_AS(funnel(Units{}, {}), std::invalid_argument);
}
