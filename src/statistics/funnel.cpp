#include "statistics/funnel.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "statistics/distribution.h"
#include "statistics/scale.h"

namespace statistics {
namespace {

constexpr double kLikely = 0.95, kNearlySure = 0.998;

void require_units(std::span<const FunnelUnit> units, const FunnelPlan& plan) {
  if (units.empty()) throw std::invalid_argument("A funnel needs units to compare.");
  for (const FunnelUnit& unit : units) {
    require_rate({unit.events, unit.denominator, plan.per});
    if (plan.kind == FunnelKind::proportion) require_share({unit.events, unit.denominator});
  }
  if (plan.winsorised < 0 || plan.winsorised >= 0.5)
    throw std::invalid_argument("Less than half of each tail can be drawn in.");
}

double common_value(std::span<const FunnelUnit> units, FunnelKind kind) {
  if (kind == FunnelKind::standardised_ratio) return 1;
  double events = 0, denominators = 0;
  for (const FunnelUnit& unit : units) events += unit.events, denominators += unit.denominator;
  return events / denominators;
}

bool is_proportion(const Funnel& funnel) { return funnel.plan.kind == FunnelKind::proportion; }

// The benchmark without `per`.
double plain_benchmark(const Funnel& funnel) { return funnel.benchmark / funnel.plan.per; }

bool on_scale(const Funnel& funnel) { return funnel.plan.overdispersion == Overdispersion::additive; }

double to_scale(const Funnel& funnel, double value) {
  if (!on_scale(funnel)) return value;
  return is_proportion(funnel) ? std::asin(std::sqrt(value)) : std::log(value);
}

double from_scale(const Funnel& funnel, double place) {
  if (!on_scale(funnel)) return place;
  if (!is_proportion(funnel)) return std::exp(place);
  const double angle = std::clamp(place, 0.0, std::numbers::pi / 2);
  return std::sin(angle) * std::sin(angle);
}

// By chance alone.
double sigma(const Funnel& funnel, double denominator) {
  const double t = plain_benchmark(funnel);
  if (on_scale(funnel)) return is_proportion(funnel) ? 0.5 / std::sqrt(denominator) : 1 / std::sqrt(denominator * t);
  return std::sqrt((is_proportion(funnel) ? t * (1 - t) : t) / denominator);
}

double widened(const Funnel& funnel, double denominator, double units) {
  const double chance = sigma(funnel, denominator);
  if (on_scale(funnel)) return std::hypot(chance, funnel.tau);
  const bool wider = funnel.plan.overdispersion == Overdispersion::multiplicative && funnel.phi > (units - 1) / units;
  return wider ? chance * std::sqrt(funnel.phi) : chance;
}

// A unit without events has no logarithm: half an event stands for none.
double place(const Funnel& funnel, const FunnelUnit& unit) {
  const double events = on_scale(funnel) && !is_proportion(funnel) ? std::max(unit.events, 0.5) : unit.events;
  return to_scale(funnel, events / unit.denominator);
}

double z_of(const Funnel& funnel, const FunnelUnit& unit, double spread) {
  if (spread == 0) return 0;
  return (place(funnel, unit) - to_scale(funnel, plain_benchmark(funnel))) / spread;
}

double mean_square_winsorised(const Funnel& funnel, std::span<const FunnelUnit> units) {
  std::vector<double> z;
  for (const FunnelUnit& unit : units) z.push_back(z_of(funnel, unit, sigma(funnel, unit.denominator)));
  const double low = quantile(z, funnel.plan.winsorised), high = quantile(z, 1 - funnel.plan.winsorised);
  double sum = 0;
  for (double each : z) sum += std::clamp(each, low, high) * std::clamp(each, low, high);
  return sum / static_cast<double>(z.size());
}

double spread_between(const Funnel& funnel, std::span<const FunnelUnit> units) {
  double weights = 0, squares = 0;
  for (const FunnelUnit& unit : units) {
    const double weight = 1 / (sigma(funnel, unit.denominator) * sigma(funnel, unit.denominator));
    weights += weight;
    squares += weight * weight;
  }
  const double k = static_cast<double>(units.size()), scale = weights - squares / weights;
  if (scale <= 0) return 0;
  return std::sqrt(std::max(0.0, (k * funnel.phi - (k - 1)) / scale));
}

double at_most(const Funnel& funnel, double count, double denominator) {
  const double t = plain_benchmark(funnel);
  return is_proportion(funnel) ? binomial_at_most(count, denominator, t) : poisson_at_most(count, denominator * t);
}

// The count that chance stays below with probability p, interpolated between whole counts.
double exact_count(const Funnel& funnel, double denominator, double p) {
  const double t = plain_benchmark(funnel);
  if (t == 0) return 0;
  if (is_proportion(funnel) && t == 1) return denominator;
  const double guess = denominator * t + normal_quantile(p) * sigma(funnel, denominator) * denominator;
  double count = std::max(0.0, std::floor(guess));
  while (at_most(funnel, count, denominator) < p) ++count;
  while (count > 0 && at_most(funnel, count - 1, denominator) >= p) --count;
  const double here = at_most(funnel, count, denominator), before = at_most(funnel, count - 1, denominator);
  return std::max(0.0, count - (here - p) / (here - before));
}

bool is_exact(const FunnelPlan& plan) {
  return plan.limits == FunnelLimits::exact && plan.overdispersion == Overdispersion::none;
}

Interval limits(const Funnel& funnel, double denominator, double level, double units) {
  require_level(level);
  const double tail = (1 - level) / 2, per = funnel.plan.per;
  if (is_exact(funnel.plan)) {
    // A binomial limit is of whole chances; a curve may be drawn between them.
    const double size = is_proportion(funnel) ? std::max(1.0, std::floor(denominator)) : denominator;
    return {exact_count(funnel, size, tail) / size * per, exact_count(funnel, size, 1 - tail) / size * per};
  }
  const double middle = to_scale(funnel, plain_benchmark(funnel));
  const double half = normal_quantile(1 - tail) * widened(funnel, denominator, units);
  const double most = is_proportion(funnel) ? 1 : INFINITY;
  return {std::max(0.0, from_scale(funnel, middle - half)) * per,
          std::min(most, from_scale(funnel, middle + half)) * per};
}

int beyond(const FunnelPoint& point) {
  const double rounding = 1e-12 * std::abs(point.value);
  auto outside = [&](Interval limits) {
    return point.value > limits.high + rounding ? 1 : point.value < limits.low - rounding ? -1 : 0;
  };
  const int far = outside(point.nearly_sure);
  return far != 0 ? 2 * far : outside(point.likely);
}

}  // namespace

Interval Funnel::limits_at(double denominator, double level) const {
  if (!(denominator > 0)) throw std::invalid_argument("A funnel has limits only where the denominator is above zero.");
  return limits(*this, denominator, level, static_cast<double>(points.size()));
}

Funnel funnel(std::span<const FunnelUnit> units, const FunnelPlan& plan) {
  require_units(units, plan);
  Funnel out{.plan = plan};
  out.benchmark = plan.benchmark.value_or(common_value(units, plan.kind) * plan.per);
  const double t = plain_benchmark(out);
  if (!(t >= 0) || (is_proportion(out) && t > 1) || (on_scale(out) && t == 0))
    throw std::invalid_argument("A benchmark must be a possible value, and above zero for additive overdispersion.");
  out.phi = mean_square_winsorised(out, units);
  if (on_scale(out)) out.tau = spread_between(out, units);
  out.points.resize(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    FunnelPoint& point = out.points[i];
    point.value = units[i].events / units[i].denominator * plan.per;
    point.z = z_of(out, units[i], widened(out, units[i].denominator, static_cast<double>(units.size())));
    point.likely = out.limits_at(units[i].denominator, kLikely);
    point.nearly_sure = out.limits_at(units[i].denominator, kNearlySure);
    point.beyond = beyond(point);
  }
  return out;
}

}  // namespace statistics
