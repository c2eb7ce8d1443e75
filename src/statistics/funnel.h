// Funnel plots: many units side by side, where small ones stray farther by chance alone. Each unit is held against the
// benchmark at 95 % and 99.8 %, about two and three sigma (Spiegelhalter, Statistics in Medicine 24 (2005) 1185).
//
//   kind                value              benchmark T (if none is given)   sigma at denominator n
//   proportion          r / n              sum r / sum n                    sqrt(T (1 - T) / n)
//   rate                r / n times per    sum r / sum n                    sqrt(T / n)
//   standardised_ratio  observed/expected  1                                sqrt(T / expected)
//
// Exact limits invert the binomial or Poisson distribution, interpolated so that they are smooth in n (Spiegelhalter,
// appendix A.1.1). Overdispersion, when units differ more than chance allows:
//   multiplicative   phi = mean of z^2 with the z values winsorised at the 10 % and 90 % quantiles (definition 7);
//   sigma
//                    times sqrt(phi) where phi exceeds (k - 1) / k
//   additive         a spread tau between units on a scale of stable variance (arcsine root for proportions, log for
//                    ratios and rates: sigma 1/(2 sqrt n), 1/sqrt(events expected)), after DerSimonian and Laird with
//                    the winsorised phi: tau^2 = max(0, (k phi - (k-1)) / (sum w - sum w^2 / sum w)), w = 1/sigma^2;
//                    limits back-transformed from T -/+ z sqrt(sigma^2 + tau^2)
// Overdispersed limits are normal. Units with a denominator of zero have no place in a funnel: std::invalid_argument.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "statistics/interval.h"

namespace statistics {

enum class FunnelKind { proportion, rate, standardised_ratio };
enum class FunnelLimits { normal, exact };
enum class Overdispersion { none, multiplicative, additive };

struct FunnelUnit {
  double events = 0;       // cases, events, or what was observed
  double denominator = 0;  // chances, exposure, or what was expected
};

struct FunnelPlan {
  FunnelKind kind = FunnelKind::proportion;
  FunnelLimits limits = FunnelLimits::exact;
  Overdispersion overdispersion = Overdispersion::none;
  std::optional<double> benchmark;  // in the unit of the values
  double winsorised = 0.1;          // how much of each tail is drawn in before units are called overdispersed
  double per = 1;                   // values are told per this many: 100 for per cent, 1,000 bed days
};

struct FunnelPoint {
  double value = 0;
  double z = 0;                  // on the scale and with the spread of the limits
  Interval likely, nearly_sure;  // limits at 95 % and 99.8 % for a unit of this size
  int beyond = 0;                // 2 beyond 99.8 %, 1 beyond 95 %; negative when low, 0 inside; on a limit is inside
};

struct Funnel {
  double benchmark = 0;
  double phi = 1;  // as found, even where none is applied
  double tau = 0;  // zero unless additive
  FunnelPlan plan;
  std::vector<FunnelPoint> points;  // in the order of the units

  // For drawing the curves. level: 0.95, 0.998.
  Interval limits_at(double denominator, double level) const;
};

Funnel funnel(std::span<const FunnelUnit> units, const FunnelPlan& plan);

}  // namespace statistics
