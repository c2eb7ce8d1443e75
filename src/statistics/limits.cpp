#include "statistics/limits.h"

#include <algorithm>
#include <cmath>

namespace statistics {

double Limits::to_scale(double value) const { return power == 1 ? value : std::pow(std::max(value, 0.0), 1 / power); }

double Limits::line(double sigmas) const {
  double place = to_scale(centre) + offset + sigmas * sigma;
  if (power != 1) place = std::pow(std::max(place, 0.0), power);
  return std::clamp(place, least, most);
}

}  // namespace statistics
