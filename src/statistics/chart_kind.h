// The kinds of control chart, and what each is computed from. Columns have one row for each point, oldest first.
//
//   kind           values               denominators            spreads            line at three sigma
//   run            measured             optional divisor                           none; centre = median
//   individuals    measured             optional divisor                           m + 3 MR/1.128
//   moving_range   measured             optional divisor                           3.267 MR about zero
//   p, p_prime     counts out of        n(i)                                       p + 3 sqrt(p (1-p) / n)
//   np             counts out of        n(i)                                       n p + 3 sqrt(n p (1-p))
//   u, u_prime     counts               exposure e(i)                              u + 3 sqrt(u / e)
//   c              counts                                                          c + 3 sqrt(c)
//   g              counts between events                                           m + 3 sqrt(m (m+1)), centre = median
//   t              times between events, above zero                                an individuals chart of
//   value^(1/3.6) x_bar          subgroup means       subgroup sizes n(i)     deviations/ranges  m + 3 s / (c4 sqrt(n))
//   s              subgroup deviations  subgroup sizes                             s + 3 s sqrt(1 - c4^2) / c4
//   r              subgroup ranges      subgroup sizes, 2..50                      R + 3 d3 R / d2
//
// p' and u' (Laney 2002) widen p and u by the moving ranges of the z values, so that huge denominators do not make
// every point a signal. Charts with denominators have limits of their own at every point. No line lies below what a
// value can be: zero for counts, rates, ranges and times, nor above one (n for np) for proportions. Convention
// (convention.h) decides where authorities differ. Sources: Montgomery, Introduction to Statistical Quality Control,
// chapters 6 and 7; Provost and Murray, The Health Care Data Guide; Laney, Quality Engineering 14 (2002) 531;
// Nelson, Journal of Quality Technology 26 (1994) 239 for t.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "statistics/series.h"

namespace statistics {

enum class ChartKind : std::uint8_t {
  run,
  individuals,
  moving_range,
  p,
  p_prime,
  np,
  u,
  u_prime,
  c,
  g,
  t,
  x_bar,
  s,
  r,
};

inline constexpr double kTimeScalePower = 3.6;

struct Observations {
  Series values;
  Series denominators;                  // empty where the kind takes none
  Series spreads;                       // x_bar only: standard deviations, or ranges under SubgroupSigma::mean_range
  std::span<const Standing> standings;  // empty when every point counts
  double per = 1;  // rates are told per this many: 100 for per cent, 1,000 for bed days, 200,000 for hours at work
};

// Values and lines vary from point to point with the denominators.
bool has_point_limits(ChartKind kind);

// What is drawn at one row: a proportion, a rate, a value. Not for moving ranges, which need the row before.
double plotted(const Observations& rows, ChartKind kind, std::size_t row);

// A row without a denominator has no value: a month with no patients has no proportion.
bool has_value(const Observations& rows, ChartKind kind, std::size_t row);

// Throws std::invalid_argument, in a sentence with the position, when columns differ in length or a number is not
// finite or impossible: a negative count, more cases than there were chances, a time of zero.
void require_possible(const Observations& rows, ChartKind kind);

}  // namespace statistics
