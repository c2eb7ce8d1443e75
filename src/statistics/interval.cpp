#include "statistics/interval.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "statistics/distribution.h"

namespace statistics {
namespace {

double critical(double level) { return normal_quantile((1 + level) / 2); }

// The part of Yates's correction that both test and interval use.
double continuity_part(Share first, Share second) {
  const double weights = 1 / first.chances + 1 / second.chances;
  return std::min(0.5, std::abs(first.value() - second.value()) / weights) * weights;
}

}  // namespace

void require_share(Share share) {
  if (!(share.chances > 0) || !(share.cases >= 0) || share.cases > share.chances || !std::isfinite(share.chances))
    throw std::invalid_argument("A proportion needs at least one chance, and cases between none and all.");
}

void require_rate(Rate rate) {
  if (!(rate.exposure > 0) || !(rate.events >= 0) || !(rate.per > 0) || !std::isfinite(rate.events + rate.exposure))
    throw std::invalid_argument("A rate needs an exposure above zero and events that are not negative.");
}

void require_level(double level) {
  if (!(level > 0 && level < 1)) throw std::invalid_argument("A confidence level lies between zero and one.");
}

Interval wilson(Share share, double level) {
  require_share(share);
  require_level(level);
  const double z = critical(level), n = share.chances, p = share.value(), square = z * z / n;
  const double middle = (p + square / 2) / (1 + square);
  const double half = z / (1 + square) * std::sqrt(p * (1 - p) / n + square / (4 * n));
  // At none and at all one end is exact on paper; rounding must not move it.
  return {share.cases == 0 ? 0 : middle - half, share.cases == share.chances ? 1 : middle + half};
}

Interval exact_proportion(Share share, double level) {
  require_share(share);
  require_level(level);
  const double tail = (1 - level) / 2, x = share.cases, n = share.chances;
  return {x == 0 ? 0 : beta_quantile(tail, x, n - x + 1), x == n ? 1 : beta_quantile(1 - tail, x + 1, n - x)};
}

Interval newcombe(Share first, Share second, double level) {
  const Interval one = wilson(first, level), two = wilson(second, level);
  const double p = first.value(), q = second.value();
  return {p - q - std::hypot(p - one.low, two.high - q), p - q + std::hypot(one.high - p, q - two.low)};
}

Interval wald(Share first, Share second, bool continuity, double level) {
  require_share(first);
  require_share(second);
  require_level(level);
  const double p = first.value(), q = second.value();
  const double error = std::sqrt(p * (1 - p) / first.chances + q * (1 - q) / second.chances);
  const double half = critical(level) * error + (continuity ? continuity_part(first, second) : 0);
  return {std::max(-1.0, p - q - half), std::min(1.0, p - q + half)};
}

Interval exact_rate(Rate rate, double level) {
  require_rate(rate);
  require_level(level);
  const double tail = (1 - level) / 2, scale = rate.per / rate.exposure;
  return {rate.events == 0 ? 0 : gamma_quantile(tail, rate.events) * scale,
          gamma_quantile(1 - tail, rate.events + 1) * scale};
}

Interval exact_rate_ratio(Rate first, Rate second, double level) {
  require_rate(first);
  require_rate(second);
  if (first.events + second.events == 0) return {0, std::numeric_limits<double>::infinity()};
  const Interval share = exact_proportion({first.events, first.events + second.events}, level);
  const double scale = second.exposure / first.exposure;
  const double high = share.high == 1 ? std::numeric_limits<double>::infinity() : share.high / (1 - share.high) * scale;
  return {share.low / (1 - share.low) * scale, high};
}

}  // namespace statistics
