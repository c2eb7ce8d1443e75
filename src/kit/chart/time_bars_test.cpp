#include "kit/chart/time_bars.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace kit;

namespace {
TimeBars one() {
  return {.bars = {{.words = "The early shift", .tooltip = "late", .from = 10, .to = 40, .due = 20, .trouble = true}},
          .ticks = {{0, "1 Nov"}, {30, "1 Dec"}, {61, "1 Jan"}},
          .now = 25,
          .now_label = "today",
          .title = "What is coming",
          .description = "One change."};
}
}  // namespace

TEST_CASE("a bar says its words, its due day and where today is") {
  std::string svg = draw(one(), ChartSize::wide, "t");
  CHECK(svg.find("The early shift") != std::string::npos);
  CHECK(svg.find("class=\"due\"") != std::string::npos);
  CHECK(svg.find("today") != std::string::npos);
  CHECK(svg.find("span worse") != std::string::npos);
  CHECK(svg.find("1 Dec") != std::string::npos);
}

TEST_CASE("what lies outside the picture reaches its edge and not beyond") {
  TimeBars chart = one();
  chart.bars.front().from = -500, chart.bars.front().to = 900, chart.bars.front().due.reset();
  std::string svg = draw(chart, ChartSize::phone, "t");
  CHECK(svg.find("x1=\"10\"") != std::string::npos);
  CHECK(svg.find("x2=\"350\"") != std::string::npos);
}

TEST_CASE("without two ticks there is no line of time") {
  TimeBars chart = one();
  chart.ticks.resize(1);
  CHECK_THROWS_AS(draw(chart, "t"), std::invalid_argument);
}
