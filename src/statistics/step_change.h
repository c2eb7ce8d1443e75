// A step that the chart suggests people talk about: the shift that runs to the latest point of the last phase, and
// where it began. Nothing follows from it by itself. Making Data Count asks before a new phase is begun: is the cause
// known, is the change expected to last, and are there points enough since?
#pragma once
#include <cstddef>
#include <optional>

#include "statistics/analysis.h"

namespace statistics {

struct StepChange {
  std::size_t begin = 0;   // the first point of the shift: where a new phase would begin
  std::size_t points = 0;  // that count, since then
  Side side = Side::high;
  double before = 0;  // mean of the counted points of the phase before it (run chart: median)
  double after = 0;   // mean (median) of those since
  bool firm = false;  // a new phase would have as many points as the rule set asks for firm limits
};

// None unless a shift runs to the latest point that counts, and points lie before it in its phase.
std::optional<StepChange> suggest_step(const Analysis& analysis);

}  // namespace statistics
