#include "statistics/means.h"

#include <cmath>
#include <stdexcept>

#include "statistics/distribution.h"

namespace statistics {
namespace {

Moments of_group(std::span<const double> values) {
  if (values.size() < 2) throw std::invalid_argument("A comparison of means needs two values in each group.");
  for (double value : values)
    if (!std::isfinite(value)) throw std::invalid_argument("A comparison of means needs finite values.");
  return moments(values);
}

std::optional<MeanDifference> difference_of(double difference, double error, double freedom, double level) {
  require_level(level);
  if (error == 0) return {};
  const double t = difference / error, half = t_quantile((1 + level) / 2, freedom) * error;
  return MeanDifference{{t, freedom, t_beyond(t, freedom)}, difference, {difference - half, difference + half}};
}

double square(double x) { return x * x; }

}  // namespace

Moments moments(std::span<const double> values) {
  Moments out{.count = static_cast<double>(values.size())};
  if (values.empty()) return out;
  long double sum = 0, squares = 0, products = 0, before = 0;
  for (double value : values) sum += value;
  const long double mean = sum / out.count;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const long double distance = values[i] - mean;
    squares += distance * distance;
    if (i > 0) products += distance * before;
    before = distance;
  }
  out.mean = static_cast<double>(mean);
  if (values.size() > 1) out.deviation = static_cast<double>(std::sqrt(squares / (out.count - 1)));
  if (squares > 0) out.lag_one_autocorrelation = static_cast<double>(products / squares);
  return out;
}

std::optional<MeanDifference> welch_t(std::span<const double> first, std::span<const double> second, double level) {
  const Moments one = of_group(first), two = of_group(second);
  const double a = square(one.deviation) / one.count, b = square(two.deviation) / two.count;
  if (a + b == 0) return {};
  const double freedom = square(a + b) / (a * a / (one.count - 1) + b * b / (two.count - 1));
  return difference_of(one.mean - two.mean, std::sqrt(a + b), freedom, level);
}

std::optional<MeanDifference> student_t(std::span<const double> first, std::span<const double> second, double level) {
  const Moments one = of_group(first), two = of_group(second);
  const double freedom = one.count + two.count - 2;
  const double pooled = ((one.count - 1) * square(one.deviation) + (two.count - 1) * square(two.deviation)) / freedom;
  return difference_of(one.mean - two.mean, std::sqrt(pooled * (1 / one.count + 1 / two.count)), freedom, level);
}

std::optional<MeanDifference> paired_t(std::span<const double> first, std::span<const double> second, double level) {
  if (first.size() != second.size()) throw std::invalid_argument("Pairs need as many values on both sides.");
  std::vector<double> differences;
  for (std::size_t i = 0; i < first.size(); ++i) differences.push_back(first[i] - second[i]);
  const Moments all = of_group(differences);
  return difference_of(all.mean, all.deviation / std::sqrt(all.count), all.count - 1, level);
}

std::optional<VarianceAnalysis> one_way(std::span<const std::vector<double>> groups) {
  if (groups.size() < 2) throw std::invalid_argument("A comparison needs two groups at least.");
  VarianceAnalysis out;
  double count = 0, sum = 0;
  std::vector<Moments> each;
  for (const auto& group : groups) {
    if (group.empty()) throw std::invalid_argument("A comparison needs a value in each group.");
    each.push_back(moments(group));
    count += each.back().count;
    sum += each.back().count * each.back().mean;
    out.within += (each.back().count - 1) * square(each.back().deviation);
  }
  for (const Moments& group : each) out.between += group.count * square(group.mean - sum / count);
  out.between_freedom = static_cast<double>(groups.size() - 1);
  out.within_freedom = count - static_cast<double>(groups.size());
  if (out.within_freedom <= 0 || out.within == 0) return {};
  out.f = out.between / out.between_freedom / (out.within / out.within_freedom);
  out.p = f_above(out.f, out.between_freedom, out.within_freedom);
  return out;
}

}  // namespace statistics
