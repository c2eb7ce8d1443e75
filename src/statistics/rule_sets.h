// Named sets of chart rules, as data. A result is only comparable with another made under the same set, so every
// result names its set; a name never changes its meaning (a changed rule gets a new name). docs/statistics.md says
// which authority each set follows and where the authorities differ.
#pragma once
#include <span>
#include <string_view>

#include "statistics/individuals.h"

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
};

// Which kind a point gets when one rule says improvement and another concern.
enum class Conflict { by_precedence, improvement_first };

struct RuleSet {
  std::string_view name;
  Centre centre = Centre::mean_with_limits;
  RangeRule ranges;
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
  int icon_points = 0;  // fewer points than this make trial limits and no icons
};

std::span<const RuleSet> rule_sets();

// Throws std::invalid_argument for a name that is not in rule_sets().
const RuleSet& rule_set(std::string_view name);

}  // namespace statistics
