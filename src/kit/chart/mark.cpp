#include "kit/chart/mark.h"

#include <array>

namespace kit {
namespace {

std::string_view css_of(PointStyle style) {
  switch (style) {
    case PointStyle::common: return "dot common";
    case PointStyle::better: return "dot better";
    case PointStyle::worse: return "dot worse";
    case PointStyle::special: return "dot special";
    case PointStyle::excluded: return "dot excluded";
  }
  return "dot";
}

// Sizes differ so that all marks look equally heavy.
std::array<ChartPoint, 4> diamond(ChartPoint at, double radius) {
  double reach = radius * 1.38;
  return {{{at.x, at.y - reach}, {at.x + reach, at.y}, {at.x, at.y + reach}, {at.x - reach, at.y}}};
}

std::array<ChartPoint, 3> triangle(ChartPoint at, double radius) {
  return {{{at.x, at.y - radius * 1.4}, {at.x + radius * 1.35, at.y + radius}, {at.x - radius * 1.35, at.y + radius}}};
}

std::array<ChartPoint, 4> square(ChartPoint at, double radius) {
  double reach = radius * 0.98;
  return {{{at.x - reach, at.y - reach},
           {at.x + reach, at.y - reach},
           {at.x + reach, at.y + reach},
           {at.x - reach, at.y + reach}}};
}

}  // namespace

void draw_mark(Svg& svg, PointStyle style, ChartPoint at, double radius, std::string_view tooltip) {
  switch (style) {
    case PointStyle::better: return svg.polygon(diamond(at, radius), css_of(style), tooltip);
    case PointStyle::worse: return svg.polygon(triangle(at, radius), css_of(style), tooltip);
    case PointStyle::special: return svg.polygon(square(at, radius), css_of(style), tooltip);
    case PointStyle::common:
    case PointStyle::excluded: return svg.circle(at, radius, css_of(style), tooltip);
  }
}

std::string mark_icon(PointStyle style) {
  Svg svg = Svg::decoration("chart mark", 14, 14, 200);
  draw_mark(svg, style, {7, 7}, 4.4);
  return svg.finish();
}

}  // namespace kit
