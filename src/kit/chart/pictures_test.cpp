#include <doctest/doctest.h>

#include <limits>

#include "kit/chart/flow.h"
#include "kit/chart/multiples.h"
#include "kit/chart/png.h"

// Flows, small multiples, and charts as PNG pictures.
using namespace kit;

namespace {

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

FlowChart three_levels() {
  return {.steps = {"Low", "Middle", "High"},
          .counts = {{4, 3, 0}, {1, 5, 2}, {0, 0, 6}},
          .from_label = "Q2",
          .to_label = "Q3",
          .title = "Teams between levels",
          .description = "5 up, 1 down."};
}

Multiples two_wards() {
  double nothing = std::numeric_limits<double>::quiet_NaN();
  Multiples chart{.first_label = "Jan", .last_label = "Apr", .title = "Falls", .description = "Two wards."};
  chart.panels.push_back({.name = "Ward A", .values = {1, 2, nothing, 4}, .latest_label = "4", .target = {}});
  chart.panels.push_back({.name = "Ward B", .values = {100, 90, 95, 80}, .latest_label = "80", .target = 50});
  return chart;
}

}  // namespace

TEST_CASE("a flow has one band for each way that anybody went, with its words") {
  std::string picture = draw(three_levels(), ChartSize::wide, "f");
  CHECK(count(picture, "<polygon") == 6);
  CHECK(picture.find("Low → Middle: 3") != std::string::npos);
  CHECK(picture.find("Middle → Low: 1") != std::string::npos);
  CHECK(count(picture, "flow-up") == 2);
  CHECK(count(picture, "flow-down") == 1);
  CHECK(picture.find("5 up, 1 down.") != std::string::npos);
  CHECK(picture.find("style=") == std::string::npos);
  FlowChart uneven = three_levels();
  uneven.counts.pop_back();
  CHECK_THROWS(draw(uneven, ChartSize::wide, "f"));
}

TEST_CASE("a flow of nobody is drawn without bands") {
  FlowChart nobody = three_levels();
  for (auto& row : nobody.counts) row.assign(3, 0);
  CHECK(count(draw(nobody, ChartSize::phone, "f"), "<polygon") == 0);
}

TEST_CASE("small multiples share one scale, and a missing period breaks the line") {
  std::string picture = draw(two_wards(), ChartSize::wide, "m");
  CHECK(count(picture, ">100<") == 2);  // the same tick in both panels
  CHECK(count(picture, "<polyline") == 2);
  for (auto* words : {"Ward A", "Ward B", "Jan – Apr", "Two wards."}) CHECK(picture.find(words) != std::string::npos);
  Multiples uneven = two_wards();
  uneven.panels[0].values.pop_back();
  CHECK_THROWS(draw(uneven, ChartSize::wide, "m"));
}

TEST_CASE("a picture's style has the light colours in place of variables, and nothing that depends on a medium") {
  std::string style =
      picture_style("@layer parts {\n  .chart text { fill: var(--soft); }\n  @media print { .chart {} }\n",
                    ":root { --soft: #123456; }\n@media dark { --soft: #ffffff; }");
  CHECK(style.find(".chart text { fill: #123456; }") != std::string::npos);
  CHECK(style.find("@media") == std::string::npos);
  CHECK(style.find("var(") == std::string::npos);
}

TEST_CASE("a chart becomes a PNG at twice its size, the same every time") {
  std::string svg = draw(three_levels(), ChartSize::wide, "f"), png = png_of(svg);
  REQUIRE(png.size() > 24);
  CHECK(png.starts_with("\x89PNG"));
  auto number = [&](std::size_t at) {
    return (static_cast<unsigned char>(png[at]) << 24) | (static_cast<unsigned char>(png[at + 1]) << 16) |
           (static_cast<unsigned char>(png[at + 2]) << 8) | static_cast<unsigned char>(png[at + 3]);
  };
  CHECK(number(16) == 1520);
  CHECK(number(20) == 640);
  CHECK(png == png_of(svg));
  CHECK_THROWS_AS(png_of("<svg"), PictureRefused);
}
