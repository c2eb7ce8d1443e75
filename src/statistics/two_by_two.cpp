#include "statistics/two_by_two.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

#include "statistics/distribution.h"

namespace statistics {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void require_counts(const TwoByTwo& table) {
  for (double count : {table.a, table.b, table.c, table.d})
    if (!(count >= 0) || !std::isfinite(count)) throw std::invalid_argument("Counts in a table cannot be negative.");
}

void require_whole(double count) {
  if (!(count >= 0) || count != std::floor(count) || count > 1e9)
    throw std::invalid_argument("An exact test needs whole counts that are not negative.");
}

double log_choose(double n, double k) { return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1); }

Interval around(double value, double log_error, double level) {
  const double half = normal_quantile((1 + level) / 2) * log_error;
  if (std::isinf(log_error)) return {0, kInfinity};
  return {value * std::exp(-half), value * std::exp(half)};
}

// The first cell given all margins, when the odds ratio is whatever one asks for.
class FirstCell {
 public:
  explicit FirstCell(const TwoByTwo& table) {
    const double row = table.a + table.b, column = table.a + table.c, other = table.c + table.d;
    least_ = std::max(0.0, column - other);
    most_ = std::min(row, column);
    for (double x = least_; x <= most_; ++x) logs_.push_back(log_choose(row, x) + log_choose(other, column - x));
  }
  double least() const { return least_; }
  double most() const { return most_; }

  std::vector<double> probabilities(double log_odds) const {
    std::vector<double> out(logs_.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = logs_[i] + log_odds * (least_ + static_cast<double>(i));
    const double top = *std::ranges::max_element(out);
    double sum = 0;
    for (double& p : out) sum += p = std::exp(p - top);
    for (double& p : out) p /= sum;
    return out;
  }
  double mean(double log_odds) const {
    double sum = 0, x = least_;
    for (double p : probabilities(log_odds)) sum += p * x++;
    return sum;
  }
  double at_most(double cell, double log_odds) const { return within(least_, cell, log_odds); }
  double at_least(double cell, double log_odds) const { return within(cell, most_, log_odds); }

 private:
  double within(double from, double to, double log_odds) const {
    const auto p = probabilities(log_odds);
    double sum = 0;
    for (double x = from; x <= to; ++x) sum += p[static_cast<std::size_t>(x - least_)];
    return sum;
  }
  double least_, most_;
  std::vector<double> logs_;
};

// The log odds at which a rising function passes `level`.
double solve(const std::function<double(double)>& rising, double level) {
  double low = -1, high = 1;
  while (rising(low) > level && low > -700) low *= 2;
  while (rising(high) < level && high < 700) high *= 2;
  for (int i = 0; i < 200 && high - low > 1e-14 * std::max(1.0, std::abs(low)); ++i) {
    const double middle = (low + high) / 2;
    (rising(middle) < level ? low : high) = middle;
  }
  return (low + high) / 2;
}

double conditional_odds(const FirstCell& cell, double a) {
  if (a == cell.least()) return 0;
  if (a == cell.most()) return kInfinity;
  return std::exp(solve([&](double odds) { return cell.mean(odds); }, a));
}

Interval exact_odds(const FirstCell& cell, double a, double level) {
  const double tail = (1 - level) / 2;
  auto low = [&] { return std::exp(solve([&](double odds) { return cell.at_least(a, odds); }, tail)); };
  auto high = [&] { return std::exp(solve([&](double odds) { return -cell.at_most(a, odds); }, -tail)); };
  return {a == cell.least() ? 0 : low(), a == cell.most() ? kInfinity : high()};
}

// Outcomes that are as likely on paper differ in the last digits.
constexpr double kSlack = 1 + 1e-7;

double no_likelier(const FirstCell& cell, double a) {
  const auto p = cell.probabilities(0);
  const double limit = p[static_cast<std::size_t>(a - cell.least())] * kSlack;
  double sum = 0;
  for (double here : p)
    if (here <= limit) sum += here;
  return std::min(1.0, sum);
}

}  // namespace

std::optional<Ratio> odds_ratio(const TwoByTwo& t, double level) {
  require_counts(t);
  require_level(level);
  if (t.b * t.c == 0) return {};
  const double value = t.a * t.d / (t.b * t.c);
  return Ratio{value, around(value, std::sqrt(1 / t.a + 1 / t.b + 1 / t.c + 1 / t.d), level)};
}

std::optional<Ratio> risk_ratio(const TwoByTwo& t, double level) {
  require_counts(t);
  require_level(level);
  const double first = t.a + t.b, second = t.c + t.d;
  if (first == 0 || t.c == 0) return {};
  const double value = t.a / first / (t.c / second);
  return Ratio{value, around(value, std::sqrt(1 / t.a - 1 / first + 1 / t.c - 1 / second), level)};
}

FisherExact fisher_exact(const TwoByTwo& table, double level) {
  for (double count : {table.a, table.b, table.c, table.d}) require_whole(count);
  require_level(level);
  const FirstCell cell(table);
  if (cell.least() == cell.most()) return {0, {0, kInfinity}, 1};  // the margins leave no choice, and tell nothing
  return {conditional_odds(cell, table.a), exact_odds(cell, table.a, level), no_likelier(cell, table.a)};
}

}  // namespace statistics
