// Segmented regression of an interrupted time series: did the level or the slope change when something was begun?
//
//   y(t) = level + slope t + level_change [t >= begin] + slope_change (t - begin) [t >= begin] + e,   t = 0, 1, 2 …
//
// as Wagner, Soumerai, Zhang and Ross-Degnan (2002). Slopes are per point. Errors are Newey and West's with lag
// floor(4 (n / 100)^(2/9)), because neighbouring months resemble each other; plain least squares when asked. No season
// is taken out. Throws std::invalid_argument unless both parts have three points at least.
#pragma once
#include <cstddef>
#include <span>

#include "statistics/regression.h"

namespace statistics {

enum class Errors { newey_west, plain };

struct InterruptedSeries {
  Coefficient level;         // at the first point, before
  Coefficient slope;         // before
  Coefficient level_change;  // at `begin`
  Coefficient slope_change;  // slope after less slope before
  int lag = 0;
  LinearFit fit;
  double expected(std::size_t point) const;  // had nothing been begun
};

InterruptedSeries interrupted_series(std::span<const double> values, std::size_t begin,
                                     Errors errors = Errors::newey_west);

}  // namespace statistics
