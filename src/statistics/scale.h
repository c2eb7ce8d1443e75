// Facts about scales and samples.
//
//   quantile         the nine definitions of Hyndman and Fan (American Statistician 50, 1996) by their numbers; 7 is
//   what
//                    spreadsheets and R give, 6 what Minitab and SPSS give
//   cronbach_alpha   k / (k-1) (1 - sum of item variances / variance of the totals): do a survey's items measure one
//   thing power, size      of comparing two shares by the pooled z, and of two means by Student's t, two-sided, equal
//   groups,
//                    leaving out significance in the wrong direction (as R's power.prop.test and power.t.test)
//
// Empty samples, probabilities outside zero to one and answers of differing length throw std::invalid_argument.
#pragma once
#include <optional>
#include <span>
#include <vector>

namespace statistics {

double quantile(std::span<const double> values, double probability, int definition = 7);

// One row for each person, one answer for each item. None with fewer than two items or people, or without variation.
std::optional<double> cronbach_alpha(std::span<const std::vector<double>> answers);

struct ShareComparison {
  double first = 0, second = 0;  // the shares to be told apart
  double significance = 0.05;
};
double power(const ShareComparison& comparison, double in_each_group);
double size_of_each_group(const ShareComparison& comparison, double power);  // a fraction; round up

struct MeanComparison {
  double difference = 1, deviation = 1;
  double significance = 0.05;
};
double power(const MeanComparison& comparison, double in_each_group);
double size_of_each_group(const MeanComparison& comparison, double power);

}  // namespace statistics
