#include "statistics/individuals.h"

#include <cmath>
#include <limits>

namespace statistics {
namespace {

struct RangeMean {
  double value = 0;
  std::size_t count = 0;
};

RangeMean mean_of_ranges_below(Series values, double cut) {
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    double range = std::abs(values[i] - values[i - 1]);
    if (range >= cut) continue;
    sum += range;
    ++count;
  }
  return {count == 0 ? 0 : sum / static_cast<double>(count), count};
}

}  // namespace

double mean_moving_range(Series values, bool screen) {
  RangeMean all = mean_of_ranges_below(values, std::numeric_limits<double>::infinity());
  if (!screen) return all.value;
  // A constant series has the cut at zero and would lose every range, hence its limits: nothing to screen there.
  RangeMean kept = mean_of_ranges_below(values, kRangeLimitFactor * all.value);
  return kept.count == 0 ? all.value : kept.value;
}

Limits individuals_limits(Series values, RangeRule rule) {
  Limits limits{.centre = mean(values)};
  if (values.size() >= 2) limits.sigma = rule.factor * mean_moving_range(values, rule.screen) / 3;
  return limits;
}

Limits moving_range_limits(double mean_range) {
  return {.centre = mean_range, .sigma = kRangeLimitFactor * mean_range / 3, .offset = -mean_range, .least = 0};
}

}  // namespace statistics
