// Runs about a centre line, usually the median. Points on the line are set aside; the rest are "useful". Random
// variation seldom makes a run longer than round(log2 n) + 3 or fewer crossings than the 5 % point of a fair coin
// tossed n - 1 times (Anhoej and Olesen 2014); either is a sign that the process changed.
#pragma once
#include <cstddef>
#include <span>

#include "statistics/zones.h"

namespace statistics {

struct RunTest {
  std::size_t useful = 0;
  std::size_t longest_run = 0;
  std::size_t longest_run_limit = 0;  // a longer run is a signal; zero when no point is useful
  std::size_t crossings = 0;
  std::size_t crossings_limit = 0;  // fewer crossings are a signal

  bool run_too_long() const { return longest_run > longest_run_limit; }
  bool too_few_crossings() const { return crossings < crossings_limit; }
  bool signals() const { return run_too_long() || too_few_crossings(); }
};

RunTest run_test(std::span<const Zone> zones);

// Require at least one useful point.
std::size_t longest_run_limit(std::size_t useful);
std::size_t crossings_limit(std::size_t useful);

}  // namespace statistics
