// Limits of an individuals chart (XmR): the centre is the mean, sigma comes from the mean moving range
// |x(i) - x(i-1)|. Authorities differ in the last digits of the factor and in whether outlying moving ranges are
// screened out, so both are asked for. Never yields NaN; fewer than two values give a centre without limits.
#pragma once
#include "statistics/limits.h"
#include "statistics/series.h"

namespace statistics {

inline constexpr double kMakingDataCountFactor = 2.66;  // limits at mean +/- 2.66 moving ranges
inline constexpr double kThreeSigmaFactor = 3 / 1.128;  // limits at mean +/- 3 sigma, sigma = moving range / 1.128
inline constexpr double kRangeLimitFactor = 3.267;      // upper limit of the moving ranges themselves

struct RangeRule {
  double factor = kMakingDataCountFactor;
  bool screen = false;  // drop ranges at or beyond kRangeLimitFactor mean ranges, then average once more (Nelson 1982)
};

// The mean of the moving ranges, screened if the rule says so. Zero when there is no range.
double mean_moving_range(Series values, bool screen);

Limits individuals_limits(Series values, RangeRule rule);

// The chart of the moving ranges beside it: lower limit always zero, no screening.
struct RangeLimits {
  double centre = 0;
  double near_upper() const { return upper() * 2 / 3; }
  double upper() const { return kRangeLimitFactor * centre; }
};
RangeLimits moving_range_limits(Series values);

}  // namespace statistics
