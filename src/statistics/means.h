// Do averages differ by more than chance? Groups need two values at least (paired: two differences), otherwise
// std::invalid_argument. None where nothing varies.
//
//   welch_t     (m1 - m2) / sqrt(s1^2/n1 + s2^2/n2), degrees of freedom by Welch and Satterthwaite
//   student_t   the same with one pooled variance, n1 + n2 - 2 degrees of freedom
//   paired_t    mean of differences / (s / sqrt(n))
//   one_way     analysis of variance: F = between mean square / within mean square
// `summary`: two-pass in extended precision, so that NIST's certified mean, deviation and lag-one autocorrelation are
// met as far as doubles can say the data.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "statistics/interval.h"
#include "statistics/significance.h"

namespace statistics {

struct Moments {
  double count = 0;
  double mean = 0;
  double deviation = 0;                // divisor n - 1; zero below two values
  double lag_one_autocorrelation = 0;  // sum of products of neighbours' distances over sum of squares; zero if constant
};
Moments moments(std::span<const double> values);

struct MeanDifference {
  Significance test;
  double difference = 0;
  Interval interval;
};
std::optional<MeanDifference> welch_t(std::span<const double> first, std::span<const double> second,
                                      double level = 0.95);
std::optional<MeanDifference> student_t(std::span<const double> first, std::span<const double> second,
                                        double level = 0.95);
std::optional<MeanDifference> paired_t(std::span<const double> first, std::span<const double> second,
                                       double level = 0.95);

struct VarianceAnalysis {
  double f = 0, p = 1;
  double between = 0, within = 0;                  // sums of squares
  double between_freedom = 0, within_freedom = 0;  // degrees of freedom
};
std::optional<VarianceAnalysis> one_way(std::span<const std::vector<double>> groups);

}  // namespace statistics
