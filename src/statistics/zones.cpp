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

// No jump depends on a value, so that the next one need not wait for it.
void zones_of(Series values, const Limits& limits, std::span<Zone> zones) {
  if (limits.power != 1 || !limits.known()) {
    for (std::size_t i = 0; i < values.size(); ++i) zones[i] = zone_of(values[i], limits);
    return;
  }
  const double centre = limits.centre;
  const double rounding = 1e-12 * std::abs(centre) + 1e-9 * limits.sigma;
  const double one = limits.sigma + rounding, two = 2 * limits.sigma + rounding, three = 3 * limits.sigma + rounding;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double from_centre = values[i] - centre, from_middle = std::abs(from_centre - limits.offset);
    const int side = (from_centre > rounding) - (from_centre < -rounding);
    zones[i] = static_cast<Zone>(side * (1 + (from_middle > one) + (from_middle > two) + (from_middle > three)));
  }
}

}  // namespace statistics
