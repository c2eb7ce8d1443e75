#include "statistics/interrupted_series.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using namespace statistics;

namespace {

const std::vector<double> kDelays{24, 26, 25, 27, 25, 28, 26, 27, 29, 28, 22, 21, 22, 20, 20, 19, 20, 18, 18, 17};

auto near(double value) { return doctest::Approx(value).epsilon(1e-9); }

}  // namespace

TEST_CASE("level and slope, and how both changed, with Newey and West's errors") {
  const InterruptedSeries series = interrupted_series(kDelays, 10);
  CHECK(series.lag == 2);
  CHECK(series.level.estimate == near(24.6727272727273));
  CHECK(series.slope.estimate == near(0.406060606060606));
  CHECK(series.level_change.estimate == near(-6.66060606060606));
  CHECK(series.slope_change.estimate == near(-0.933333333333334));
  CHECK(series.level.error == near(0.318466562312682));
  CHECK(series.slope.error == near(0.04857272369808372));
  CHECK(series.level_change.error == near(0.29683204138219665));
  CHECK(series.slope_change.error == near(0.06182936777621738));
  CHECK(series.expected(10) == near(24.672727272727293 + 4.0606060606060623));
}

TEST_CASE("plain errors are those of least squares") {
  const InterruptedSeries series = interrupted_series(kDelays, 10, Errors::plain);
  CHECK(series.lag == 0);
  CHECK(series.level_change.error == near(0.7824110976995978));
  CHECK(series.slope_change.error == near(0.13518004862542699));
}

TEST_CASE("a perfect step is found exactly, and has no error") {
  const InterruptedSeries series = interrupted_series(std::vector<double>{5, 5, 5, 5, 2, 2, 2, 2}, 4);
  CHECK(series.level_change.estimate == near(-3));
  CHECK(series.slope_change.estimate == doctest::Approx(0).epsilon(1e-12));
  CHECK(series.level_change.error < 1e-12);
}

TEST_CASE("an interrupted series needs three points on both sides") {
  CHECK_THROWS_WITH_AS(interrupted_series(kDelays, 2),
                       "An interrupted series needs three points before and three after.", std::invalid_argument);
  CHECK_THROWS_AS(interrupted_series(kDelays, 18), std::invalid_argument);
}
