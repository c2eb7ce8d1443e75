// How limits are computed where authorities differ, as data with a name: which constant turns moving ranges into sigma,
// whether outlying ranges are screened out, how the spread inside subgroups is pooled, what a g chart is centred on.
// docs/statistics.md and docs/why/0013-statistics-authorities.md name the differences.
#pragma once
#include <span>
#include <string_view>

namespace statistics {

inline constexpr double kMakingDataCountFactor = 2.66;          // limits at mean +/- 2.66 moving ranges
inline constexpr double kThreeSigmaFactor = 3 / 1.128;          // 3 sigma, sigma = moving range / 1.128
inline constexpr double kExactFactor = 3 / 1.1283791670955126;  // the same with d2(2) = 2 / sqrt(pi) unrounded
inline constexpr double kRangeLimitFactor = 3.267;              // upper limit of the moving ranges themselves

struct RangeRule {
  double factor = kMakingDataCountFactor;
  bool screen = false;  // drop ranges at or beyond kRangeLimitFactor mean ranges, then average once more (Nelson 1982)
  bool over_gaps = true;  // from the value before a missing one to the value after it; else neither has a range
};

// Sigma of single values from subgroups: n(i) values, standard deviation s(i) with divisor n(i) - 1, range R(i).
enum class SubgroupSigma {
  pooled,            // s = sqrt(sum (n-1) s^2 / sum (n-1)); limits divide it by c4 of each subgroup's size
  mean_or_pooled,    // Montgomery: the same, but the plain mean of s where all subgroups are equally large
  root_mean_square,  // the same s, divided once by c4(sum (n-1) + 1)
  mean_deviation,    // mean of s / c4(n)
  mean_range,        // mean of R / d2(n), d2 in three decimals as in printed tables
};

// A g chart counts what happened between events; m is the mean count.
enum class GeometricChart {
  between,  // sigma = sqrt(m (m + 1)), drawn about the median
  trials,   // sigma = sqrt(m (m - 1)): the count includes the event itself; drawn about the mean
};

struct Convention {
  std::string_view name;
  RangeRule ranges;  // of individuals, moving range, t, p' and u' charts
  SubgroupSigma subgroups = SubgroupSigma::mean_or_pooled;
  GeometricChart geometric = GeometricChart::between;
  bool empty_subgroup_counts = false;  // a planned but empty subgroup takes one degree of freedom from the pool
};

// making_data_count, plot_the_dots, montgomery, qicharts2, power_bi, qcc and exact.
std::span<const Convention> conventions();

// Throws std::invalid_argument for a name that is not in conventions().
const Convention& convention(std::string_view name);

}  // namespace statistics
