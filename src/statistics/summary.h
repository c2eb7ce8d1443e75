// The facts that a plain sentence about a chart needs, as numbers; the words are made elsewhere ("Waits fell from 25
// minutes to 13. The change has held for 16 weeks and the target of 15 has been met for 13 of them.").
#pragma once
#include <cstddef>
#include <optional>

#include "statistics/icons.h"

namespace statistics {

struct Summary {
  std::size_t points = 0;
  double latest = 0;
  double first_centre = 0;  // of the first phase
  double last_centre = 0;   // of the last phase

  // The last change: the shift still running at the latest point, or else the start of the last phase.
  // `held` is zero when neither exists; then `before` and `after` are both the centre.
  std::size_t held = 0;  // points since then, the latest included
  double before = 0;     // with phases the first centre, else the mean of the points before the shift
  double after = 0;      // the mean (run chart: median) of the points that held, each counting alike

  std::optional<double> target;
  std::size_t held_on_target = 0;  // of those that held, how many meet the target
  std::size_t on_target = 0;       // of all points
  bool latest_on_target = false;

  Kind latest_kind = Kind::common;
  std::optional<Reason> latest_reason;
  std::size_t signal_points = 0;  // consecutive points up to the latest at which the same rule fires on that side
  Variation variation = Variation::none;
  Assurance assurance = Assurance::none;
  bool trial = false;              // limits of the last phase rest on too few points
  bool too_few_crossings = false;  // last phase; only under rule sets that count crossings
};

// Only points that count are told of. Empty without any.
Summary summarise(const Analysis& analysis, std::optional<double> target, Direction direction);

}  // namespace statistics
