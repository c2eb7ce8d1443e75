#include "statistics/run_chart.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

namespace statistics {
namespace {

using RoundUp =
    boost::math::policies::policy<boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>;
using Coin = boost::math::binomial_distribution<double, RoundUp>;

// The least k with P(crossings <= k) >= 5 %.
std::size_t five_percent_point(std::size_t tosses) {
  if (tosses == 0) return 0;
  return static_cast<std::size_t>(quantile(Coin(static_cast<double>(tosses), 0.5), 0.05));
}

constexpr std::size_t kTabled = 128;

std::size_t usual_run(std::size_t useful) {
  return static_cast<std::size_t>(std::lround(std::log2(static_cast<double>(useful)))) + 3;
}

std::array<std::size_t, kTabled> tabled_runs() {
  std::array<std::size_t, kTabled> table{};
  for (std::size_t useful = 1; useful < kTabled; ++useful) table[useful] = usual_run(useful);
  return table;
}

std::array<std::size_t, kTabled> tabled_points() {
  std::array<std::size_t, kTabled> table{};
  for (std::size_t tosses = 0; tosses < kTabled; ++tosses) table[tosses] = five_percent_point(tosses);
  return table;
}

}  // namespace

std::size_t longest_run_limit(std::size_t useful) {
  static const auto table = tabled_runs();
  return useful < kTabled ? table[useful] : usual_run(useful);
}

std::size_t crossings_limit(std::size_t useful) {
  static const auto table = tabled_points();  // both are slow and nearly every series is short
  return useful <= kTabled ? table[useful - 1] : five_percent_point(useful - 1);
}

RunTest run_test(std::span<const Zone> zones) {
  RunTest test;
  int previous = 0;
  std::size_t run = 0;
  for (Zone zone : zones) {  // sides follow no pattern a processor could guess, so nothing is skipped over
    const int side = side_of(zone);
    const bool useful = side != 0;
    test.useful += useful;
    test.crossings += side * previous < 0;
    run = side == -previous ? useful : run + useful;
    test.longest_run = std::max(test.longest_run, run);
    previous = useful ? side : previous;
  }
  if (test.useful == 0) return test;
  test.longest_run_limit = longest_run_limit(test.useful);
  test.crossings_limit = crossings_limit(test.useful);
  return test;
}

}  // namespace statistics
