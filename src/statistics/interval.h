// Confidence intervals for proportions and rates, at a level such as 0.95. Counts may not be negative, nor more than
// the chances there were; a level lies between zero and one. Otherwise std::invalid_argument.
//
//   wilson               roots of (p - P)^2 = z^2 P (1 - P) / n                 Wilson 1927; Newcombe 1998, method 3
//   newcombe             d -/+ sqrt of squared distances to the Wilson limits   Newcombe 1998 (17:873), method 10
//   wald                 d -/+ z sqrt(p1 q1 / n1 + p2 q2 / n2) (+ continuity)   as R's prop.test
//   exact_proportion     beta quantiles                                         Clopper and Pearson 1934
//   exact_rate           gamma quantiles / exposure                             Garwood 1936
//   exact_rate_ratio     exact_proportion of the first count among both         as R's poisson.test
//
// A rate is told per `per` units of exposure: 1,000 bed days, or the 200,000 hours that a hundred people work in a year
// (OSHA).
#pragma once

namespace statistics {

struct Interval {
  double low = 0, high = 0;
};

struct Share {
  double cases = 0, chances = 0;
  double value() const { return cases / chances; }
};

struct Rate {
  double events = 0, exposure = 0;
  double per = 1;
  double value() const { return events / exposure * per; }
};
inline constexpr double kHoursOfHundredPeople = 200'000;

Interval wilson(Share share, double level = 0.95);
Interval exact_proportion(Share share, double level = 0.95);

// For first minus second. `continuity` widens as Yates does.
Interval newcombe(Share first, Share second, double level = 0.95);
Interval wald(Share first, Share second, bool continuity, double level = 0.95);

Interval exact_rate(Rate rate, double level = 0.95);
Interval exact_rate_ratio(Rate first, Rate second, double level = 0.95);  // may end in infinity

// Throw std::invalid_argument; for functions that take the same input.
void require_share(Share share);
void require_rate(Rate rate);
void require_level(double level);

}  // namespace statistics
