// Each point's place among the lines of its chart, as a small number: 0 on the centre line, 1 within one sigma of
// it, 2 within two, 3 within three, 4 beyond the limits; negative below the centre. A point on a line belongs to the
// inner zone. All run rules look at zones, so they hold for limits that vary from point to point as well.
#pragma once
#include <cstdint>

#include "statistics/limits.h"
#include "statistics/series.h"

namespace statistics {

using Zone = std::int8_t;
inline constexpr Zone kBeyondLimits = 4;

// Values within rounding error of a line count as on it. Without limits the zone is only the side: -1, 0 or 1.
Zone zone_of(double value, const Limits& limits);
// The same for many values between the same lines.
void zones_of(Series values, const Limits& limits, std::span<Zone> zones);

inline int side_of(Zone zone) { return (zone > 0) - (zone < 0); }
inline int reach_of(Zone zone) { return zone < 0 ? -zone : zone; }

}  // namespace statistics
