// Rows of labels above a plot, one for each dashed marker. No label overlaps another or is crossed by a line: a label
// goes to the right of its line, or to the left at the edge of the picture, in the lowest row where it is free; where
// none is, it is shortened, and its line keeps the whole words as a tooltip.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kit/chart/svg.h"

namespace kit {

struct MarkerLabel {
  double x = 0;
  std::string_view words;
};

struct MarkerPlace {
  double x = 0, top = 0;  // the upper end of the line
  ChartPoint text;
  Anchor anchor = Anchor::start;
  std::string words;  // empty if there is no room at all
};

struct MarkerRows {
  std::vector<MarkerPlace> places;  // in the order given
  double height = 0;                // room above the plot, zero without markers
};

// The unit of the y axis stands at the left of the lowest row and keeps `unit_width` for itself.
MarkerRows place_markers(std::span<const MarkerLabel> markers, double picture_width, double unit_width);

}  // namespace kit
