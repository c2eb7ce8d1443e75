// Tests on ranks, for answers on a scale and for data far from normal. Equal values share the mean of their ranks.
// Groups may not be empty (std::invalid_argument).
//
//   mann_whitney         W = rank sum of the first group - n (n + 1) / 2                       Mann and Whitney 1947
//   signed_rank          V = rank sum of the positive differences; zero differences are left out     Wilcoxon 1945
//   kruskal_wallis       H, corrected for ties, chi-square with groups - 1 degrees of freedom  Kruskal and Wallis 1952
//
// Exact p values come from every way in which the ranks, ties included, could have fallen; the normal ones use the
// variance corrected for ties, and if asked the correction of one half for continuity. As R's wilcox.test and
// kruskal.test; exact with ties as exactRankTests.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "statistics/significance.h"

namespace statistics {

enum class RankP { exact, normal, normal_corrected };

std::vector<double> mid_ranks(std::span<const double> values);

// None when every value is the same. Exact for up to 200 values in all.
std::optional<Significance> mann_whitney(std::span<const double> first, std::span<const double> second, RankP how);
std::optional<Significance> signed_rank(std::span<const double> differences, RankP how);

std::optional<Significance> kruskal_wallis(std::span<const std::vector<double>> groups);

}  // namespace statistics
