// The two icons of a scorecard row. Variation: what the latest point that counts says about change. Assurance: whether
// the target will be met if nothing changes, from the limits of the last phase. Both are `none` where they would
// mislead: on run charts (no limits), under trial limits, and assurance also without a target or without a better
// direction. Where limits vary with a denominator, the target is held against those at the latest point.
#pragma once
#include <optional>

#include "statistics/analysis.h"

namespace statistics {

enum class Variation { none, common, improvement, concern, neutral_high, neutral_low, neutral };
enum class Assurance { none, passes, fails, hit_or_miss };

Variation variation_of(const Analysis& analysis, Direction direction);
Assurance assurance_of(const Analysis& analysis, std::optional<double> target, Direction direction);
Assurance assurance_of(const Limits& limits, std::optional<double> target, Direction direction,
                       FlatOnTarget flat = FlatOnTarget::passes);

// "At least" for higher is better, "at most" for lower is better. False without a better direction.
bool meets(double value, double target, Direction direction);

}  // namespace statistics
