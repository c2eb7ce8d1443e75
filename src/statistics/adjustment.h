// Many comparisons at once: of a hundred units without any difference five will look different at p < 0.05. An adjusted
// p value may be held against the same level as a single one. Order is kept; p values outside zero to one throw
// std::invalid_argument. As R's p.adjust.
//
//   benjamini_hochberg   p(i) n / i, made monotone from the largest down: the share of false findings    1995
//   benjamini_yekutieli  the same times 1 + 1/2 + ... + 1/n: under any dependence                        2001
//   holm                 p(i) (n - i + 1), made monotone from the smallest up: any false finding         1979
//   hommel               the closed test by Simes: any false finding, a little stronger than holm        1988
//   bonferroni           p n
#pragma once
#include <span>
#include <vector>

namespace statistics {

std::vector<double> benjamini_hochberg(std::span<const double> p);
std::vector<double> benjamini_yekutieli(std::span<const double> p);
std::vector<double> holm(std::span<const double> p);
std::vector<double> hommel(std::span<const double> p);
std::vector<double> bonferroni(std::span<const double> p);

}  // namespace statistics
