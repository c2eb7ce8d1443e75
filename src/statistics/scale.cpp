#include "statistics/scale.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "statistics/distribution.h"
#include "statistics/means.h"

namespace statistics {
namespace {

double at(const std::vector<double>& sorted, double position) {
  const double last = static_cast<double>(sorted.size());
  return sorted[static_cast<std::size_t>(std::clamp(position, 1.0, last)) - 1];
}

// Definitions 1 to 3 take a value that was observed, or the mean of two.
double stepped(const std::vector<double>& sorted, double probability, int definition) {
  const double place = static_cast<double>(sorted.size()) * probability - (definition == 3 ? 0.5 : 0);
  const double below = std::floor(place + 4e-16 * place), rest = place - below;
  const bool on_step = std::abs(rest) < 1e-12 * std::max(1.0, place);
  if (!on_step) return at(sorted, below + 1);
  if (definition == 2) return (at(sorted, below) + at(sorted, below + 1)) / 2;
  if (definition == 3 && std::fmod(below, 2) != 0) return at(sorted, below + 1);
  return at(sorted, below);
}

// Definitions 4 to 9 interpolate; they differ in where the first and the last value stand.
double interpolated(const std::vector<double>& sorted, double probability, int definition) {
  constexpr double kA[] = {0, 0.5, 0, 1, 1 / 3.0, 3 / 8.0}, kB[] = {1, 0.5, 0, 1, 1 / 3.0, 3 / 8.0};
  const double a = kA[definition - 4], b = kB[definition - 4];
  const double place = a + probability * (static_cast<double>(sorted.size()) + 1 - a - b);
  const double below = std::floor(place + 4e-15), rest = place - below < 4e-15 ? 0 : place - below;
  return at(sorted, below) + rest * (at(sorted, below + 1) - at(sorted, below));
}

void require_probability(double p) {
  if (!(p > 0 && p < 1)) throw std::invalid_argument("A probability here lies between zero and one.");
}

// The size at which a rising power passes the one asked for.
template <typename Power>
double size_for(double asked, Power power) {
  require_probability(asked);
  double low = 2, high = 4;
  while (power(high) < asked) {
    low = high;
    high *= 2;
    if (high > 1e12) throw std::invalid_argument("No group is large enough to tell such a small difference.");
  }
  for (int i = 0; i < 200 && high - low > 1e-12 * high; ++i) {
    const double middle = (low + high) / 2;
    (power(middle) < asked ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

double quantile(std::span<const double> values, double probability, int definition) {
  if (values.empty()) throw std::invalid_argument("A quantile needs a value.");
  if (!(probability >= 0 && probability <= 1) || definition < 1 || definition > 9)
    throw std::invalid_argument("A quantile needs a probability from zero to one and a definition from 1 to 9.");
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  return definition <= 3 ? stepped(sorted, probability, definition) : interpolated(sorted, probability, definition);
}

std::optional<double> cronbach_alpha(std::span<const std::vector<double>> answers) {
  if (answers.size() < 2 || answers.front().size() < 2) return {};
  const std::size_t items = answers.front().size();
  std::vector<double> totals(answers.size()), column(answers.size());
  double variances = 0;
  for (std::size_t item = 0; item < items; ++item) {
    for (std::size_t person = 0; person < answers.size(); ++person) {
      if (answers[person].size() != items) throw std::invalid_argument("Everybody needs an answer to every item.");
      column[person] = answers[person][item];
      totals[person] += column[person];
    }
    const double deviation = moments(column).deviation;
    variances += deviation * deviation;
  }
  const double total = moments(totals).deviation, k = static_cast<double>(items);
  if (total == 0) return {};
  return k / (k - 1) * (1 - variances / (total * total));
}

double power(const ShareComparison& comparison, double n) {
  const double p = comparison.first, q = comparison.second, both = p + q;
  require_probability(p);
  require_probability(q);
  require_probability(comparison.significance);
  const double z = -normal_quantile(comparison.significance / 2);
  const double reach = std::sqrt(n) * std::abs(p - q) - z * std::sqrt(both * (1 - both / 2));
  return normal_below(reach / std::sqrt(p * (1 - p) + q * (1 - q)));
}

double size_of_each_group(const ShareComparison& comparison, double asked) {
  if (comparison.first == comparison.second) throw std::invalid_argument("Equal shares cannot be told apart.");
  return size_for(asked, [&](double n) { return power(comparison, n); });
}

double power(const MeanComparison& comparison, double n) {
  require_probability(comparison.significance);
  if (!(comparison.deviation > 0) || !(n >= 2))
    throw std::invalid_argument("A comparison of means needs variation, and two in each group.");
  const double freedom = 2 * (n - 1), shift = std::sqrt(n / 2) * std::abs(comparison.difference) / comparison.deviation;
  return noncentral_t_above(t_quantile(1 - comparison.significance / 2, freedom), freedom, shift);
}

double size_of_each_group(const MeanComparison& comparison, double asked) {
  if (comparison.difference == 0) throw std::invalid_argument("Equal means cannot be told apart.");
  return size_for(asked, [&](double n) { return power(comparison, n); });
}

}  // namespace statistics
