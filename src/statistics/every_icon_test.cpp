#include <doctest/doctest.h>

#include <vector>

#include "statistics/icons.h"

// Every icon has a series that shows it, and the same series with one thing changed that hides it.
using namespace statistics;

namespace {

constexpr auto lower = Direction::lower_is_better, higher = Direction::higher_is_better, neutral = Direction::neutral;

// Fourteen points about twenty, none of them a signal.
std::vector<double> steady() { return {20, 22, 19, 21, 18, 20, 22, 19, 21, 20, 18, 22, 19, 21}; }

std::vector<double> followed_by(std::vector<double> values, std::vector<double> more) {
  values.insert(values.end(), more.begin(), more.end());
  return values;
}

Variation variation(const std::vector<double>& values, Direction direction, std::string_view rules = "mdc_7") {
  Analysis analysis = analyse(values, rule_set(rules));
  return variation_of(analysis, direction);
}

Assurance assurance(const std::vector<double>& values, std::optional<double> target, Direction direction) {
  return assurance_of(analyse(values, rule_set("mdc_7")), target, direction);
}

}  // namespace

TEST_CASE("the icon of common cause is there for a steady series, and gone with a point beyond the limits") {
  CHECK(variation(steady(), lower) == Variation::common);
  CHECK(variation(followed_by(steady(), {60}), lower) != Variation::common);
}

TEST_CASE("the icon of improvement needs the seventh point of a shift, and the latest point in it") {
  CHECK(variation(followed_by(steady(), {9, 10, 11, 9, 10, 11, 9}), lower) == Variation::improvement);
  CHECK(variation(followed_by(steady(), {9, 10, 11, 9, 10, 11, 9, 20}), lower) != Variation::improvement);
  CHECK(variation({20, 22, 19, 21, 17, 23, 19, 21, 17, 23, 18, 16, 18, 17, 19}, lower) == Variation::common);
}

TEST_CASE("the icon of concern is that of improvement with the other direction") {
  auto shifted = followed_by(steady(), {9, 10, 11, 9, 10, 11, 9});
  CHECK(variation(shifted, higher) == Variation::concern);
  CHECK(variation(shifted, lower) != Variation::concern);
}

TEST_CASE("the neutral icons are for measures without a better direction, high and low") {
  CHECK(variation(followed_by(steady(), {60}), neutral) == Variation::neutral_high);
  CHECK(variation(followed_by(steady(), {60}), lower) != Variation::neutral_high);
  CHECK(variation(followed_by(steady(), {0}), neutral) == Variation::neutral_low);
  CHECK(variation(followed_by(steady(), {20}), neutral) != Variation::neutral_low);
}

TEST_CASE("the icon of hugging the centre needs the fifteenth point") {
  std::vector<double> wild{10, 30, 11, 29, 10, 31, 12, 30, 10, 30};
  auto hugging = [&](int points) {
    auto values = wild;
    for (int i = 0; i < points; ++i) values.push_back(20 + (i % 2 == 0 ? 0.5 : -0.5));
    return variation(values, neutral, "ihi");
  };
  CHECK(hugging(15) == Variation::neutral);
  CHECK(hugging(14) == Variation::common);
}

TEST_CASE("no icon of variation under thirteen points, and one with the thirteenth") {
  auto values = steady();
  values.resize(12);
  CHECK(variation(values, lower) == Variation::none);
  values.push_back(20);
  CHECK(variation(values, lower) == Variation::common);
}

TEST_CASE("each icon of assurance changes to the next as the target crosses a limit") {
  Analysis analysis = analyse(steady(), rule_set("mdc_7"));
  double low = analysis.phases.back().limits.lower(), high = analysis.phases.back().limits.upper();
  CHECK(assurance(steady(), high + 1, lower) == Assurance::passes);
  CHECK(assurance(steady(), high - 1, lower) == Assurance::hit_or_miss);
  CHECK(assurance(steady(), low + 1, lower) == Assurance::hit_or_miss);
  CHECK(assurance(steady(), low - 1, lower) == Assurance::fails);
  CHECK(assurance(steady(), low - 1, higher) == Assurance::passes);
  CHECK(assurance(steady(), high + 1, higher) == Assurance::fails);
}

TEST_CASE("no icon of assurance without a target, without a better direction, or on a run chart") {
  CHECK(assurance(steady(), {}, lower) == Assurance::none);
  CHECK(assurance(steady(), 20, neutral) == Assurance::none);
  CHECK(assurance(steady(), 20, lower) != Assurance::none);
  CHECK(assurance_of(analyse(steady(), rule_set("run_chart")), 20, lower) == Assurance::none);
}
