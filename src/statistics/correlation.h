// Do two measures go together? Both columns have the same length, at least three (pearson: for an interval four), all
// finite; otherwise std::invalid_argument. None where one of them does not vary.
//
//   pearson    r; t = r sqrt((n-2) / (1-r^2)); interval by Fisher's z, tanh(atanh r -/+ z / sqrt(n-3))
//   spearman   Pearson's r of mid-ranks; statistic S = (n^3 - n)(1 - r) / 6. Without ties p counts every order up to
//              nine pairs, and uses the Edgeworth series of Best and Roberts (1975, algorithm AS 89) up to 1,290;
//              otherwise the t approximation
//   kendall    tau-b. Without ties and below 50 pairs p counts every order; otherwise normal, variance corrected for
//              ties. Statistic: concordant pairs where counted, else z
// As R 4.2.2's cor.test. Correlation is not cause: what is shown of it says so.
#pragma once
#include <optional>
#include <span>

#include "statistics/interval.h"
#include "statistics/significance.h"

namespace statistics {

struct Correlation {
  double value = 0;
  Significance test;
  std::optional<Interval> interval;  // pearson's alone
};

std::optional<Correlation> pearson(std::span<const double> x, std::span<const double> y, double level = 0.95);
std::optional<Correlation> spearman(std::span<const double> x, std::span<const double> y);
std::optional<Correlation> kendall(std::span<const double> x, std::span<const double> y);

}  // namespace statistics
