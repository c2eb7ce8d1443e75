// Do shares and counts differ by more than chance? Inputs as interval.h has them; tables are rows of counts, at least
// two by two, rectangular, none negative. Otherwise std::invalid_argument.
//
//   pooled_z             z = (p1 - p2) / sqrt(p q (1/n1 + 1/n2)), p pooled
//   compare_shares       chi-square of 2 x k; with Yates's correction only for two shares
//   trend_in_shares      Cochran-Armitage: (sum x (s - S))^2 / (p q sum n (s - S)^2), S = mean score weighted by n
//   chi_square           sum (O - E)^2 / E, (rows - 1)(columns - 1) degrees of freedom
//   goodness_of_fit      the same against given shares
//   mcnemar              (|b - c| - 1)^2 / (b + c), without the 1 if not corrected
//   exact_share_test     binomial; sums every outcome no likelier than the one observed
//   exact_rate_test      Poisson, the same way; two rates: binomial given both counts
// Sources: Agresti, Categorical Data Analysis, chapters 1 to 3; Armitage 1955; as R 4.2.2 computes them.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "statistics/interval.h"
#include "statistics/significance.h"

namespace statistics {

using Table = std::vector<std::vector<double>>;

std::optional<Significance> pooled_z(Share first, Share second);
std::optional<Significance> compare_shares(std::span<const Share> shares, bool yates = false);
// Scores say how far apart the groups are (dose, year, level); 1, 2, 3 … if none are given.
std::optional<Significance> trend_in_shares(std::span<const Share> shares, std::span<const double> scores = {});

Table expected_counts(const Table& table);
std::optional<Significance> chi_square(const Table& table, bool yates = false);  // yates: two by two only
Significance goodness_of_fit(std::span<const double> counts, std::span<const double> shares);
std::optional<Significance> mcnemar(double changed_one_way, double changed_the_other, bool corrected = true);

double exact_share_test(Share share, double chance);
double exact_rate_test(Rate rate, double expected);  // expected in the unit of the rate's value
double exact_rate_test(Rate first, Rate second);     // are they equal?

}  // namespace statistics
