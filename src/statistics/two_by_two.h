// Two groups, two outcomes: {{a, b}, {c, d}} with one row for each group. How much do the odds, or the risks, differ?
//
//   odds_ratio           a d / (b c), interval exp(log or -/+ z sqrt(1/a + 1/b + 1/c + 1/d))     Woolf 1955
//   risk_ratio           (a / (a+b)) / (c / (c+d)), interval on the log scale                    Katz 1978
//   fisher_exact         margins held fixed: the conditional estimate of the odds ratio, its exact interval, and p
//                        summed over every table no likelier than the one observed               Fisher 1935, as R does
//   fisher_exact_p       the same p for a table of any shape, as long as it is small enough to be counted out
//
// Counts may not be negative and are whole numbers for the exact tests; otherwise std::invalid_argument.
#pragma once
#include <optional>

#include "statistics/interval.h"
#include "statistics/proportions.h"

namespace statistics {

struct TwoByTwo {
  double a = 0, b = 0, c = 0, d = 0;
};

struct Ratio {
  double value = 0;
  Interval interval;
};

// None where a ratio divides by nothing. An interval around zero events ends in infinity.
std::optional<Ratio> odds_ratio(const TwoByTwo& table, double level = 0.95);
std::optional<Ratio> risk_ratio(const TwoByTwo& table, double level = 0.95);

struct FisherExact {
  double odds_ratio = 0;  // may be infinite
  Interval interval;
  double p = 1;
};
FisherExact fisher_exact(const TwoByTwo& table, double level = 0.95);

// Throws std::invalid_argument also when the table has too many companions to be counted (some millions of steps).
double fisher_exact_p(const Table& table);

}  // namespace statistics
