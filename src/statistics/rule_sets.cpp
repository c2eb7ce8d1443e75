#include "statistics/rule_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace statistics {
namespace {

// Making Data Count. Screening is off in its own tool; since November 2023 points beyond the limits count as near them.
constexpr RuleSet making_data_count(std::string_view name, int points) {
  return {.name = name,
          .ranges = {kMakingDataCountFactor, false},
          .shift_points = points,
          .trend_points = points,
          .two_of_three = TwoOfThree::beyond_two_one_side,
          .conflict = Conflict::improvement_first,
          .icon_points = 13};
}

constexpr RuleSet kRuleSets[] = {
    making_data_count("mdc_7", 7),
    making_data_count("mdc_6", 6),
    // The NHS-R package's reading of Making Data Count.
    {.name = "plot_the_dots",
     .ranges = {kMakingDataCountFactor, true},
     .shift_points = 7,
     .trend_points = 7,
     .two_of_three = TwoOfThree::outer_third_one_side,
     .icon_points = 2},
    // Provost and Murray, as taught by the Institute for Healthcare Improvement.
    {.name = "ihi",
     .ranges = {kThreeSigmaFactor, false},
     .shift_points = 8,
     .trend_points = 6,
     .two_of_three = TwoOfThree::beyond_two_one_side,
     .hugging_points = 15,
     .icon_points = 12},
    {.name = "western_electric",
     .ranges = {kThreeSigmaFactor, false},
     .shift_points = 8,
     .two_of_three = TwoOfThree::beyond_two,
     .four_of_five = true,
     .icon_points = 12},
    {.name = "power_bi",
     .ranges = {kThreeSigmaFactor, false},
     .shift_points = 7,
     .trend_points = 5,
     .two_of_three = TwoOfThree::beyond_two,
     .icon_points = 2},
    // Anhoej runs analysis about the mean of an individuals chart.
    {.name = "anhoej",
     .ranges = {kThreeSigmaFactor, false},
     .on_centre = Tie::skipped,
     .anhoej = true,
     .icon_points = 10},
    {.name = "anhoej_run", .centre = Centre::median, .beyond_limits = false, .on_centre = Tie::skipped, .anhoej = true},
    {.name = "run_chart",
     .centre = Centre::median,
     .beyond_limits = false,
     .shift_points = 6,
     .on_centre = Tie::skipped,
     .trend_points = 5,
     .repeated = Tie::skipped},
};

}  // namespace

std::span<const RuleSet> rule_sets() { return kRuleSets; }

const RuleSet& rule_set(std::string_view name) {
  auto found = std::ranges::find(kRuleSets, name, &RuleSet::name);
  if (found == std::end(kRuleSets))
    throw std::invalid_argument(fmt::format("There is no chart rule set \"{}\".", name));
  return *found;
}

}  // namespace statistics
