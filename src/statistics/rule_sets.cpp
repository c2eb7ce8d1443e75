#include "statistics/rule_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace statistics {
namespace {

// Screening is off in Making Data Count's own tool; since November 2023 points beyond the limits count as near them.
RuleSet making_data_count(std::string_view name, int points) {
  return {.name = name,
          .authority = "Making Data Count, November 2023",
          .convention = statistics::convention("making_data_count"),
          .shift_points = points,
          .trend_points = points,
          .two_of_three = TwoOfThree::beyond_two_one_side,
          .conflict = Conflict::improvement_first,
          .icon_points = 13};
}

std::vector<RuleSet> all_rule_sets() {
  return {
      making_data_count("mdc_7", 7),
      making_data_count("mdc_6", 6),
      // The NHS-R package's reading of Making Data Count.
      {.name = "plot_the_dots",
       .authority = "NHSRplotthedots 0.2.2",
       .convention = statistics::convention("plot_the_dots"),
       .shift_points = 7,
       .trend_points = 7,
       .two_of_three = TwoOfThree::outer_third_one_side,
       .flat_on_target = FlatOnTarget::hit_or_miss,
       .icon_points = 2},
      // As taught by the Institute for Healthcare Improvement.
      {.name = "ihi",
       .authority = "Provost and Murray, The Health Care Data Guide, 2nd edition (2022)",
       .convention = statistics::convention("montgomery"),
       .shift_points = 8,
       .trend_points = 6,
       .two_of_three = TwoOfThree::beyond_two_one_side,
       .hugging_points = 15,
       .icon_points = 12},
      {.name = "western_electric",
       .authority = "Western Electric, Statistical Quality Control Handbook (1956)",
       .convention = statistics::convention("montgomery"),
       .shift_points = 8,
       .two_of_three = TwoOfThree::beyond_two,
       .four_of_five = true,
       .icon_points = 12},
      {.name = "power_bi",
       .authority = "PowerBI-SPC, commit 478773a",
       .convention = statistics::convention("power_bi"),
       .shift_points = 7,
       .trend_points = 5,
       .two_of_three = TwoOfThree::beyond_two,
       .flat_on_target = FlatOnTarget::hit_or_miss,
       .icon_points = 2},
      // Runs analysis about the mean, or what a chart of another kind is centred on.
      {.name = "anhoej",
       .authority = "Anhoej and Olesen 2014; qicharts2 0.8.1",
       .convention = statistics::convention("qicharts2"),
       .on_centre = Tie::skipped,
       .anhoej = true,
       .icon_points = 10},
      {.name = "anhoej_run",
       .authority = "Anhoej and Olesen 2014; qicharts2 0.8.1",
       .centre = Centre::median,
       .convention = statistics::convention("qicharts2"),
       .beyond_limits = false,
       .on_centre = Tie::skipped,
       .anhoej = true},
      {.name = "run_chart",
       .authority = "Perla, Provost and Murray, BMJ Quality and Safety 20 (2011) 46",
       .centre = Centre::median,
       .convention = statistics::convention("montgomery"),
       .beyond_limits = false,
       .shift_points = 6,
       .on_centre = Tie::skipped,
       .trend_points = 5,
       .repeated = Tie::skipped},
  };
}

}  // namespace

std::span<const RuleSet> rule_sets() {
  static const std::vector<RuleSet> sets = all_rule_sets();
  return sets;
}

const RuleSet& rule_set(std::string_view name) {
  auto found = std::ranges::find(rule_sets(), name, &RuleSet::name);
  if (found == rule_sets().end()) throw std::invalid_argument(fmt::format("There is no chart rule set \"{}\".", name));
  return *found;
}

}  // namespace statistics
