#include "modules/measures/year_so_far.h"

namespace measures {

std::optional<double> YearSoFar::even_pace() const {
  if (!target || periods.empty()) return std::nullopt;
  return *target * static_cast<double>(totals.size()) / static_cast<double>(periods.size());
}

YearSoFar year_so_far(const std::vector<Point>& points, const Periods& periods, std::optional<Quantity> target) {
  YearSoFar so_far;
  if (points.empty()) return so_far;
  so_far.year = year_of_period(points.back().period, periods);
  if (target) so_far.target = target->as_double();
  for (Date period = first_period_of(so_far.year, periods, points.back().period);
       year_of_period(period, periods) == so_far.year; period = next_period(period, periods))
    so_far.periods.push_back(period);
  double total = 0;
  std::size_t next = 0;
  for (Date one : so_far.periods) {
    if (one > points.back().period) break;
    for (; next < points.size() && points[next].period <= one; ++next)
      if (points[next].period >= so_far.periods.front()) total += points[next].value;
    so_far.totals.push_back(total);
  }
  return so_far;
}

}  // namespace measures
