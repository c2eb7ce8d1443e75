#include "statistics/signals.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "statistics/analysis.h"

using namespace statistics;

namespace {

std::string marks(const std::vector<PointSignals>& signals, Rule rule) {
  std::string out;
  for (PointSignals point : signals)
    out += point.fires(rule, Side::high) ? 'h' : point.fires(rule, Side::low) ? 'l' : point.fires(rule) ? 'e' : '.';
  return out;
}

std::string shifts(std::vector<Zone> zones, int points, Tie tie) {
  std::vector<PointSignals> signals(zones.size());
  mark_shifts(zones, points, tie, signals);
  return marks(signals, Rule::shift);
}

std::string trends(std::vector<double> values, int points, Tie tie) {
  std::vector<PointSignals> signals(values.size());
  mark_trends(values, points, tie, signals);
  return marks(signals, Rule::trend);
}

std::string two_of_three(std::vector<Zone> zones, TwoOfThree variant) {
  std::vector<PointSignals> signals(zones.size());
  mark_two_of_three(zones, variant, signals);
  return marks(signals, Rule::two_of_three);
}

}  // namespace

TEST_CASE("a point on the centre line ends a shift or is passed over, as the rule set says") {
  CHECK(shifts({1, 1, 0, 1, 1, -1}, 4, Tie::breaks) == "......");
  CHECK(shifts({1, 1, 0, 1, 1, -1}, 4, Tie::skipped) == "hh.hh.");
  CHECK(shifts({0, -1, -1, -2}, 3, Tie::breaks) == ".lll");
}

TEST_CASE("a repeated value ends a trend or is counted once, as the rule set says") {
  CHECK(trends({1, 2, 2, 3, 4}, 4, Tie::breaks) == ".....");
  CHECK(trends({1, 2, 2, 3, 4}, 4, Tie::skipped) == "hhhhh");
  CHECK(trends({4, 4, 4, 4}, 2, Tie::skipped) == "....");
}

TEST_CASE("a turning point belongs to the later trend") { CHECK(trends({1, 2, 3, 2, 1}, 3, Tie::breaks) == "hhlll"); }

TEST_CASE("two of three differ in what counts and where the third point lies") {
  CHECK(two_of_three({3, 1, 3}, TwoOfThree::outer_third_one_side) == "h.h");
  CHECK(two_of_three({3, -1, 3}, TwoOfThree::outer_third_one_side) == "...");
  CHECK(two_of_three({3, -1, 3}, TwoOfThree::beyond_two) == "h.h");
  CHECK(two_of_three({4, 1, 3}, TwoOfThree::outer_third_one_side) == "...");
  CHECK(two_of_three({4, 1, 3}, TwoOfThree::beyond_two_one_side) == "h.h");
  CHECK(two_of_three({-3, -3, 0}, TwoOfThree::beyond_two_one_side) == "...");
  CHECK(two_of_three({3, 3}, TwoOfThree::beyond_two) == "..");
}

TEST_CASE("four of five beyond one sigma on one side are a signal") {
  std::vector<Zone> zones{2, 2, -1, 3, 2, 1};
  std::vector<PointSignals> signals(zones.size());
  mark_four_of_five(zones, signals);
  CHECK(marks(signals, Rule::four_of_five) == "hh.hh.");
}

TEST_CASE("fifteen points hugging the centre are a signal without a side") {
  std::vector<Zone> zones{1, -1, 1, 0, 1, -1, 1, -1, 1, 1, -1, -1, 1, 1, -1, 2};
  std::vector<PointSignals> signals(zones.size());
  mark_hugging(zones, 15, signals);
  CHECK(marks(signals, Rule::hugging) == "eeeeeeeeeeeeeee.");
  CHECK(kind_of(signals[0], Direction::higher_is_better, Conflict::by_precedence) == Kind::neutral);
}

TEST_CASE("a constant series is common cause under every rule set") {
  const std::vector<double> values(20, 0.1);
  for (const RuleSet& rules : rule_sets()) {
    CAPTURE(rules.name);
    for (PointSignals point : analyse(values, rules).signals) CHECK_FALSE(point.any());
  }
}

TEST_CASE("a trend is coloured by its direction of travel, not by its side of the mean") {
  PointSignals falling_above_the_mean;
  falling_above_the_mean.set(Rule::shift, Side::high);
  falling_above_the_mean.set(Rule::trend, Side::low);
  CHECK(kind_of(falling_above_the_mean, Direction::lower_is_better, Conflict::by_precedence) == Kind::improvement);
  CHECK(kind_of(falling_above_the_mean, Direction::higher_is_better, Conflict::by_precedence) == Kind::concern);
  CHECK(kind_of(falling_above_the_mean, Direction::higher_is_better, Conflict::improvement_first) == Kind::improvement);
}

TEST_CASE("the reason given is the first by precedence") {
  PointSignals signals;
  signals.set(Rule::shift, Side::high);
  signals.set(Rule::beyond_limits, Side::high);
  CHECK(reason_of(signals)->rule == Rule::beyond_limits);
  CHECK_FALSE(reason_of({}).has_value());
}

TEST_CASE("seven points make a shift under mdc_7, six under mdc_6, eight under ihi") {
  std::vector<double> values;
  for (int i = 0; i < 14; ++i) values.push_back(i % 2 ? 10.5 : 9);
  for (int i = 0; i < 7; ++i) values.push_back(i % 2 ? 13 : 13.5);
  auto shifted = [&](const char* name) { return analyse(values, rule_set(name)).signals.back().fires(Rule::shift); };
  CHECK(shifted("mdc_7"));
  CHECK(shifted("mdc_6"));
  CHECK_FALSE(shifted("ihi"));
  values.pop_back();
  CHECK_FALSE(shifted("mdc_7"));
  CHECK(shifted("mdc_6"));
}
