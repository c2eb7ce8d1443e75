// Named sets of chart rules, as data. A result is only comparable with another made under the same set, so every
// result names its set; a name never changes its meaning (a changed rule gets a new name). Each set names the edition
// of the authority it follows, and brings that authority's way of computing limits, which a chart may replace by
// another convention. docs/statistics.md says where the authorities differ.
#pragma once
#include <span>
#include <string_view>

#include "statistics/convention.h"

namespace statistics {

enum class Centre { mean_with_limits, median };

// What a point exactly on the centre line (shift), or equal to the one before it (trend), does to a run.
enum class Tie { breaks, skipped };

// Which points count towards two of three, and where the third must lie. Only counting points are highlighted.
enum class TwoOfThree {
  off,
  outer_third_one_side,  // between two and three sigma; all three points on one side of the centre
  beyond_two_one_side,   // anywhere beyond two sigma; all three points on one side
  beyond_two,            // anywhere beyond two sigma; the third point anywhere
  beyond_two_whole,      // the same, and all three points are highlighted
};

// Which kind a point gets when one rule says improvement and another concern.
enum class Conflict { by_precedence, improvement_first };

// What assurance says when nothing varies and every value is the target (all 100 %, target 100 %).
enum class FlatOnTarget { passes, hit_or_miss };

struct RuleSet {
  std::string_view name;
  std::string_view authority;                // whom it follows, and which edition
  Centre centre = Centre::mean_with_limits;  // with the median there are no limits, whatever the kind of chart
  Convention convention;
  bool beyond_limits = true;
  int shift_points = 0;  // zero switches a rule off
  Tie on_centre = Tie::breaks;
  int trend_points = 0;
  Tie repeated = Tie::breaks;
  TwoOfThree two_of_three = TwoOfThree::off;
  bool four_of_five = false;  // beyond one sigma on one side
  int hugging_points = 0;     // consecutive points within one sigma
  bool anhoej = false;        // run length and crossings judged by the number of points; sets the shift length
  Conflict conflict = Conflict::by_precedence;
  FlatOnTarget flat_on_target = FlatOnTarget::passes;
  int icon_points = 0;  // fewer points than this make trial limits and no icons
};

std::span<const RuleSet> rule_sets();

// Throws std::invalid_argument for a name that is not in rule_sets().
const RuleSet& rule_set(std::string_view name);

}  // namespace statistics
