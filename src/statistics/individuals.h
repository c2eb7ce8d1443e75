// Limits of an individuals chart (XmR): the centre is the mean, sigma comes from the mean moving range
// |x(i) - x(i-1)|. Authorities differ in the last digits of the factor and in whether outlying moving ranges are
// screened out, so both are asked for. Never yields NaN; fewer than two values give a centre without limits.
#pragma once
#include <optional>

#include "statistics/convention.h"
#include "statistics/limits.h"
#include "statistics/series.h"

namespace statistics {

// The mean of the moving ranges, screened if asked; none when there is no range.
std::optional<double> mean_moving_range(Series values, bool screen, Gaps gaps = {});

Limits individuals_limits(Series values, RangeRule rule, Gaps gaps = {});

// The chart of the moving ranges beside it, from their mean: lower limit always zero, upper limit 3.267 mean ranges,
// near-limit line at two thirds of that, no screening.
Limits moving_range_limits(double mean_range);

}  // namespace statistics
