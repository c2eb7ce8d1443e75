#include "statistics/series.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "statistics/sum.h"

namespace statistics {

double mean(Series values) {
  if (values.empty()) return 0;
  const double count = static_cast<double>(values.size());
  const double first = values.front();  // measured from the first value, so equal values leave no rounding
  const double average = first + sum_of(values.size(), [&](std::size_t i) { return values[i] - first; }) / count;
  return average + sum_of(values.size(), [&](std::size_t i) { return values[i] - average; }) / count;
}

double median(Series values) {
  if (values.empty()) return 0;
  thread_local std::vector<double> copy;  // used again by the next series
  copy.assign(values.begin(), values.end());
  auto middle = copy.begin() + static_cast<std::ptrdiff_t>(copy.size() / 2);
  std::nth_element(copy.begin(), middle, copy.end());
  if (copy.size() % 2 == 1) return *middle;
  double below = *std::max_element(copy.begin(), middle);
  return below + (*middle - below) / 2;
}

void require_finite(Series values) {
  if (sum_of(values.size(), [&](std::size_t i) { return values[i] * 0; }) == 0) return;  // NaN else
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i]))
      throw std::invalid_argument(fmt::format("Value {} of the series is not a finite number.", i + 1));
}

}  // namespace statistics
