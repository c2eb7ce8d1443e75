#include "statistics/interrupted_series.h"

#include <cmath>
#include <stdexcept>

namespace statistics {
namespace {

int usual_lag(std::size_t count) {
  return static_cast<int>(std::floor(4 * std::pow(static_cast<double>(count) / 100, 2.0 / 9)));
}

std::vector<std::vector<double>> segments(std::size_t count, std::size_t begin) {
  std::vector<std::vector<double>> columns(3, std::vector<double>(count));
  for (std::size_t t = 0; t < count; ++t) {
    columns[0][t] = static_cast<double>(t);
    if (t < begin) continue;
    columns[1][t] = 1;
    columns[2][t] = static_cast<double>(t - begin);
  }
  return columns;
}

}  // namespace

InterruptedSeries interrupted_series(std::span<const double> values, std::size_t begin, Errors errors) {
  if (begin < 3 || begin + 3 > values.size())
    throw std::invalid_argument("An interrupted series needs three points before and three after.");
  const auto columns = segments(values.size(), begin);
  InterruptedSeries out;
  out.lag = errors == Errors::newey_west ? usual_lag(values.size()) : 0;
  out.fit = errors == Errors::newey_west ? fit_line_newey_west(columns, values, out.lag) : fit_line(columns, values);
  out.level = out.fit.coefficients[0];
  out.slope = out.fit.coefficients[1];
  out.level_change = out.fit.coefficients[2];
  out.slope_change = out.fit.coefficients[3];
  return out;
}

double InterruptedSeries::expected(std::size_t point) const {
  return level.estimate + slope.estimate * static_cast<double>(point);
}

}  // namespace statistics
