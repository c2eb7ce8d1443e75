#include "kit/chart/funnel.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace kit;

namespace {

FunnelChart wards() {
  FunnelChart chart{.title = "Falls", .description = "One of three differs."};
  chart.places = {{1000, 4, "Ward A: 4", PointStyle::common},
                  {2000, 9, "Ward B: 9", PointStyle::worse},
                  {40, 25, "Ward C: 25", PointStyle::common}};
  for (double size = 20; size <= 2000; size *= 1.3)
    chart.limits.push_back({size, std::max(0.0, 5 - 140 / std::sqrt(size)), 5 + 140 / std::sqrt(size),
                            std::max(0.0, 5 - 220 / std::sqrt(size)), 5 + 220 / std::sqrt(size)});
  chart.benchmark = 5;
  chart.benchmark_label = "all together 5.0";
  chart.likely_label = "95 %", chart.sure_label = "99.8 %";
  chart.size_label = "patient days";
  return chart;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a funnel shows every place with its words, the benchmark and four curves") {
  std::string picture = draw(wards(), ChartSize::wide, "f");
  for (std::string_view words : {"Ward A: 4", "Ward B: 9", "Ward C: 25", "all together 5.0", "patient days", "99.8 %"})
    CHECK(picture.find(words) != std::string::npos);
  CHECK(count(picture, "<polyline") == 4);
  CHECK(picture.find("One of three differs.") != std::string::npos);
  CHECK(picture.find("style=") == std::string::npos);
}

TEST_CASE("the place that a funnel is about is ringed and named") {
  FunnelChart chart = wards();
  CHECK(draw(chart, ChartSize::phone, "f").find("class=\"own\"") == std::string::npos);
  chart.own = 1, chart.own_label = "Ward B";
  std::string picture = draw(chart, ChartSize::phone, "f");
  CHECK(picture.find("class=\"own\"") != std::string::npos);
  CHECK(picture.find(">Ward B</text>") != std::string::npos);
}

TEST_CASE("a funnel that cannot be drawn is refused in a sentence") {
  auto refused = [](auto change) {
    FunnelChart chart = wards();
    change(chart);
    try {
      draw(chart, "f");
    } catch (const std::invalid_argument& refusal) {
      return std::string(refusal.what());
    }
    return std::string();
  };
  CHECK(refused([](auto&) {}) == "");
  CHECK(refused([](auto& chart) { chart.places.clear(); }) == "A funnel needs places to compare.");
  CHECK(refused([](auto& chart) { chart.places[0].size = 0; }) != "");
  CHECK(refused([](auto& chart) { chart.limits[0].sure_high = NAN; }) != "");
  CHECK(refused([](auto& chart) { std::swap(chart.limits[0], chart.limits[3]); }) != "");
  CHECK(refused([](auto& chart) { chart.own = 3; }) != "");
}

TEST_CASE("one place alone, and places of equal value, have a funnel") {
  FunnelChart chart = wards();
  chart.limits.clear();
  for (auto& place : chart.places) place.value = 5;
  CHECK(draw(chart, "f").find("nan") == std::string::npos);
  chart.places.resize(1);
  CHECK(draw(chart, "f").find("nan") == std::string::npos);
}
