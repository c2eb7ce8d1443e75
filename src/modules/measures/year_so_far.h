#pragma once
#include "modules/measures/measures.h"

// What adds up to a target at the end of its year: the total so far, and where an even pace would be by now. Savings of
// a campaign are told so. Inside the module only.
namespace measures {

struct YearSoFar {
  int year = 0;
  std::vector<Date> periods;   // all of the year
  std::vector<double> totals;  // up to each period that is over, a missing one adding nothing
  std::optional<double> target;

  double total() const { return totals.empty() ? 0 : totals.back(); }
  std::optional<double> even_pace() const;  // of the target, by the end of the last period reported
};
// Of the year of the latest point. `target` is what the whole year is to reach.
YearSoFar year_so_far(const std::vector<Point>& points, const Periods& periods, std::optional<Quantity> target);

}  // namespace measures
