#include "kit/chart/label.h"

#include <doctest/doctest.h>

#include <vector>

#include "kit/chart/marker_rows.h"

using namespace kit;

TEST_CASE("words that do not fit end in an ellipsis, at a whole letter") {
  CHECK(fitted("target 15", 200) == "target 15");
  CHECK(fitted("a long label", 60) == "a long\u2026");
  CHECK(fitted("año nuevo", 42) == "año\u2026");
  CHECK(fitted("target", 20).empty());
}

TEST_CASE("labels that would collide are spread by as little as needed") {
  std::vector<double> heights{100, 101, 102};
  spread_apart(heights, 16, 0, 300);
  CHECK(heights[1] == doctest::Approx(101).epsilon(0.02));
  CHECK(heights[1] - heights[0] >= 15.5);
  CHECK(heights[2] - heights[1] >= 15.5);
}

TEST_CASE("spread labels stay inside the plot") {
  std::vector<double> low{295, 298}, high{2, 3};
  spread_apart(low, 16, 10, 300);
  spread_apart(high, 16, 10, 300);
  CHECK(low.back() <= 300);
  CHECK(high.front() >= 10);
  CHECK(high[1] - high[0] >= 15.5);
}

TEST_CASE("a marker's label stands to the right of its line, and the next climbs a row when they would touch") {
  std::vector<MarkerLabel> markers{{100, "Test 1"}, {120, "Test 2"}, {400, "Test 3"}};
  MarkerRows rows = place_markers(markers, 760, 0);
  CHECK(rows.places[0].text.x == 105);
  CHECK(rows.places[0].text.y < rows.places[1].text.y);
  CHECK(rows.places[1].text.y == rows.places[2].text.y);
  for (auto& place : rows.places) CHECK(place.top < place.text.y);
}

TEST_CASE("at the edge of the picture a label turns to the left of its line") {
  std::vector<MarkerLabel> markers{{740, "Test 3: night shift"}};
  MarkerRows rows = place_markers(markers, 760, 0);
  CHECK(rows.places[0].anchor == Anchor::end);
  CHECK(rows.places[0].words == "Test 3: night shift");
}

TEST_CASE("no marker label overlaps another, leaves the picture, or covers the unit") {
  for (int spacing = 3; spacing < 60; ++spacing)
    for (int count = 1; count < 9; ++count) {
      CAPTURE(spacing);
      CAPTURE(count);
      std::vector<MarkerLabel> markers;
      const char* words[] = {"Test 1", "Test 2: a longer name", "Strike"};
      for (int i = 0; i < count; ++i) markers.push_back({60.0 + i * spacing, words[i % 3]});
      MarkerRows rows = place_markers(markers, 360, 50);
      struct Box {
        double left, right, y;
      };
      std::vector<Box> boxes{{0, 50, rows.height - 10}};
      for (auto& place : rows.places) {
        if (place.words.empty()) continue;
        double width = text_width(place.words),
               left = place.anchor == Anchor::start ? place.text.x : place.text.x - width;
        boxes.push_back({left, left + width, place.text.y});
        CHECK(left >= 0);
        CHECK(left + width <= 360);
      }
      for (std::size_t a = 0; a < boxes.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
          CHECK_FALSE((boxes[a].y == boxes[b].y && boxes[a].left < boxes[b].right && boxes[b].left < boxes[a].right));
    }
}
