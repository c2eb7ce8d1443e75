// A sum in four lanes: one lane would wait for itself at every step.
#pragma once
#include <array>
#include <cstddef>

namespace statistics {

// term(0) + … + term(count - 1).
template <class Term>
double sum_of(std::size_t count, Term term) {
  std::array<double, 4> lanes{};
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) lanes[lane] += term(i + lane);
  for (; i < count; ++i) lanes[0] += term(i);
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

}  // namespace statistics
