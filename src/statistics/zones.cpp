#include "statistics/zones.h"

#include <cmath>

namespace statistics {
namespace {

int reach(double distance, double sigma, double rounding) {
  int reach = 1;
  while (reach < kBeyondLimits && distance > reach * sigma + rounding) ++reach;
  return reach;
}

}  // namespace

Zone zone_of(double value, const Limits& limits) {
  const double place = limits.to_scale(value), centre = limits.to_scale(limits.centre);
  const double sigma = limits.known() ? limits.sigma : 0;
  // A mean or a limit carries rounding error; a measured value that equals it on paper must not fall beside it.
  const double rounding = 1e-12 * std::abs(centre) + 1e-9 * sigma;
  if (std::abs(place - centre) <= rounding) return 0;
  const int side = place > centre ? 1 : -1;
  if (!limits.known()) return static_cast<Zone>(side);
  return static_cast<Zone>(side * reach(std::abs(place - centre - limits.offset), sigma, rounding));
}

}  // namespace statistics
