// The mark of a point says its kind by shape as well as colour: circle common, diamond better, triangle worse, square
// special without a better direction, ring excluded.
#pragma once
#include <string>
#include <string_view>

#include "kit/chart/svg.h"

namespace kit {

enum class PointStyle { common, better, worse, special, excluded };

void draw_mark(Svg& svg, PointStyle style, ChartPoint at, double radius, std::string_view tooltip = {});

// The mark alone, for a key beside a chart or a table cell; hidden from screen readers, so put the word next to it.
std::string mark_icon(PointStyle style);

}  // namespace kit
