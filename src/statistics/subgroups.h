// Several values measured at each point (a sample of patients each week), and the constants that turn their spread
// into limits. For n independent normal values of standard deviation one: c4(n) is the mean of their standard
// deviation, sqrt(2/(n-1)) Gamma(n/2) / Gamma((n-1)/2); d2(n) and d3(n) are mean and standard deviation of their range
// (Montgomery, appendix VI).
#pragma once
#include "statistics/series.h"

namespace statistics {

inline constexpr int kLargestRangeSubgroup = 50;  // ranges of larger subgroups say little

struct Subgroup {
  double size = 0;
  double mean = 0;
  double deviation = 0;  // divisor n - 1; zero below two values
  double range = 0;
};
Subgroup subgroup(Series values);

double c4(double size);  // requires size of at least 2
double d2(int size);     // d2 and d3 require a size of 2 to kLargestRangeSubgroup; throw std::invalid_argument beyond
double d3(int size);

}  // namespace statistics
