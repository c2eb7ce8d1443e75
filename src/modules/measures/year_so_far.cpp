#include "modules/measures/year_so_far.h"

namespace measures {

std::optional<double> YearSoFar::even_pace() const {
  if (!target || periods.empty()) return std::nullopt;
  return *target * static_cast<double>(totals.size()) / static_cast<double>(periods.size());
}

YearSoFar year_so_far(const std::vector<Point>& points, Frequency frequency, std::optional<Quantity> target) {
  YearSoFar so_far;
  if (points.empty()) return so_far;
  so_far.year = kit::year_of(points.back().period);
  if (target) so_far.target = target->as_double();
  Date period = period_of(kit::date_of(so_far.year, 1, 1), frequency, points.back().period);
  if (kit::year_of(period) < so_far.year) period = next_period(period, frequency);
  for (; kit::year_of(period) == so_far.year; period = next_period(period, frequency)) so_far.periods.push_back(period);
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
