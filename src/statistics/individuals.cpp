#include "statistics/individuals.h"

#include <cmath>
#include <limits>

#include "statistics/sum.h"

namespace statistics {
namespace {

double range_before(Series values, std::size_t i) { return std::abs(values[i] - values[i - 1]); }

double mean_of_all_ranges(Series values) {
  const std::size_t count = values.size() - 1;
  return sum_of(count, [&](std::size_t i) { return range_before(values, i + 1); }) / static_cast<double>(count);
}

// Of the ranges between neighbours, with neither a gap between them nor a range at or beyond the cut.
std::optional<double> mean_of_ranges(Series values, Gaps gaps, double cut) {
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    const double range = range_before(values, i);
    if (range >= cut || (!gaps.empty() && gaps[i])) continue;
    sum += range;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / static_cast<double>(count);
}

}  // namespace

std::optional<double> mean_moving_range(Series values, bool screen, Gaps gaps) {
  if (values.size() < 2) return std::nullopt;
  const std::optional<double> all =
      gaps.empty() ? mean_of_all_ranges(values) : mean_of_ranges(values, gaps, std::numeric_limits<double>::infinity());
  if (!screen || !all) return all;
  // A constant series has the cut at zero and would lose every range, hence its limits: nothing to screen there.
  const auto kept = mean_of_ranges(values, gaps, kRangeLimitFactor * *all);
  return kept ? kept : all;
}

Limits individuals_limits(Series values, RangeRule rule, Gaps gaps) {
  Limits limits{.centre = mean(values)};
  if (auto range = mean_moving_range(values, rule.screen, gaps)) limits.sigma = rule.factor * *range / 3;
  return limits;
}

Limits moving_range_limits(double mean_range) {
  return {.centre = mean_range, .sigma = kRangeLimitFactor * mean_range / 3, .offset = -mean_range, .least = 0};
}

}  // namespace statistics
