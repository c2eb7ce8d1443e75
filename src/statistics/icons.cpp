#include "statistics/icons.h"

#include "statistics/zones.h"

namespace statistics {
namespace {

bool icons_mislead(const Analysis& analysis) {
  if (analysis.phases.empty()) return true;
  const Phase& last = analysis.phases.back();
  return !last.limits.known() || last.trial;  // known limits imply a point that counts
}

Variation variation_of(Kind kind) {
  switch (kind) {
    case Kind::common: return Variation::common;
    case Kind::improvement: return Variation::improvement;
    case Kind::concern: return Variation::concern;
    case Kind::neutral_high: return Variation::neutral_high;
    case Kind::neutral_low: return Variation::neutral_low;
    case Kind::neutral: return Variation::neutral;
  }
  return Variation::none;
}

}  // namespace

Variation variation_of(const Analysis& analysis, Direction direction) {
  if (icons_mislead(analysis)) return Variation::none;
  return variation_of(kind_of(analysis.signals[*analysis.latest()], direction, analysis.rules->conflict));
}

Assurance assurance_of(const Limits& limits, std::optional<double> target, Direction direction, FlatOnTarget flat) {
  if (!target || !limits.known() || direction == Direction::neutral) return Assurance::none;
  const Zone zone = zone_of(*target, limits);
  // Limits without width mean every value is the same. If that value is the target (all 100 %, target 100 %), it is
  // met each time; the strict comparison below would call it hit or miss, and other tools even call it a failure.
  if (limits.sigma == 0 && zone == 0 && flat == FlatOnTarget::passes) return Assurance::passes;
  // A target exactly on a limit is neither surely met nor surely missed.
  if (reach_of(zone) < kBeyondLimits) return Assurance::hit_or_miss;
  const bool target_above = zone > 0;
  return target_above == (direction == Direction::lower_is_better) ? Assurance::passes : Assurance::fails;
}

Assurance assurance_of(const Analysis& analysis, std::optional<double> target, Direction direction) {
  if (icons_mislead(analysis)) return Assurance::none;
  return assurance_of(analysis.phases.back().limits, target, direction, analysis.rules->flat_on_target);
}

bool meets(double value, double target, Direction direction) {
  if (direction == Direction::neutral) return false;
  return direction == Direction::higher_is_better ? value >= target : value <= target;
}

}  // namespace statistics
