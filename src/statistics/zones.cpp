#include "statistics/zones.h"

#include <cmath>

namespace statistics {

Zone zone_of(double value, const Limits& limits) {
  const double distance = std::abs(value - limits.centre);
  const double sigma = limits.known() ? limits.sigma : 0;
  // A mean or a limit carries rounding error; a measured value that equals it on paper must not fall beside it.
  const double rounding = 1e-12 * std::abs(limits.centre) + 1e-9 * sigma;
  if (distance <= rounding) return 0;
  int reach = 1;
  if (limits.known())
    while (reach < kBeyondLimits && distance > reach * sigma + rounding) ++reach;
  return static_cast<Zone>(value > limits.centre ? reach : -reach);
}

}  // namespace statistics
