// What a significance test says. p is two-sided unless said otherwise. A test that the data cannot answer (nobody or
// everybody is a case, a variance of zero) is none, never NaN.
#pragma once

namespace statistics {

struct Significance {
  double statistic = 0;
  double freedom = 0;  // degrees of freedom; zero where there are none
  double p = 1;
};

}  // namespace statistics
