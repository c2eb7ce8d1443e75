#include "statistics/subgroups.h"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <mutex>
#include <numbers>
#include <stdexcept>

namespace statistics {
namespace {

double density(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi); }
double below(double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; }

// P(range of n normal values <= w) = n * integral of density(x) (below(x + w) - below(x))^(n-1). The trapezoidal rule
// is exact to rounding for such functions, which vanish smoothly at both ends.
double range_at_most(double w, int n) {
  constexpr double kStep = 0.1;
  double sum = 0;
  for (double x = -9 - w; x <= 9; x += kStep) sum += density(x) * std::pow(below(x + w) - below(x), n - 1);
  return std::min(1.0, n * sum * kStep);
}

struct RangeMoments {
  double mean = 0, deviation = 0;
};

// E W = integral of P(W > w), E W^2 = integral of 2 w P(W > w), by Simpson's rule.
RangeMoments range_moments(int n) {
  constexpr int kIntervals = 600;
  constexpr double kEnd = 15, kStep = kEnd / kIntervals;
  double first = 0, second = 0;
  for (int i = 0; i <= kIntervals; ++i) {
    const double weight = (i == 0 || i == kIntervals ? 1 : i % 2 ? 4 : 2) * kStep / 3, w = i * kStep;
    const double beyond = weight * (1 - range_at_most(w, n));
    first += beyond;
    second += 2 * w * beyond;
  }
  return {first, std::sqrt(second - first * first)};
}

const RangeMoments& moments_of(int size) {
  if (size < 2 || size > kLargestRangeSubgroup)
    throw std::invalid_argument("A chart of ranges takes subgroups of 2 to 50 values.");
  static std::array<RangeMoments, kLargestRangeSubgroup + 1> table;
  static std::array<std::once_flag, kLargestRangeSubgroup + 1> once;
  const auto n = static_cast<std::size_t>(size);
  std::call_once(once[n], [&] { table[n] = range_moments(size); });  // some ten milliseconds, for sizes that occur
  return table[n];
}

}  // namespace

Subgroup subgroup(Series values) {
  Subgroup group{.size = static_cast<double>(values.size()), .mean = mean(values)};
  if (values.size() < 2) return group;
  double squares = 0;
  for (double value : values) squares += (value - group.mean) * (value - group.mean);
  group.deviation = std::sqrt(squares / (group.size - 1));
  const auto [least, most] = std::ranges::minmax(values);
  group.range = most - least;
  return group;
}

double c4(double size) { return std::sqrt(2 / (size - 1)) / boost::math::tgamma_delta_ratio((size - 1) / 2, 0.5); }

double d2(int size) { return moments_of(size).mean; }
double d3(int size) { return moments_of(size).deviation; }

}  // namespace statistics
