#include "kit/chart/multiples.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace kit {
namespace {

constexpr double kPanelHeight = 104, kHead = 36, kFoot = 16, kFooter = 20, kBetween = 16;

struct Grid {
  std::size_t columns;
  double width;
  double panel() const { return (width - kBetween * static_cast<double>(columns - 1)) / static_cast<double>(columns); }
};
Grid grid_of(const Multiples& chart, ChartSize size) {
  std::size_t most = size == ChartSize::wide ? 4 : 2;
  return {std::min(most, chart.panels.size()), size == ChartSize::wide ? 760.0 : 360.0};
}

// One scale for all.
Ticks ticks_of(const Multiples& chart) {
  double least = std::numeric_limits<double>::infinity(), most = -least;
  auto take = [&](double value) {
    if (std::isfinite(value)) least = std::min(least, value), most = std::max(most, value);
  };
  for (const Multiples::Panel& panel : chart.panels) {
    for (double value : panel.values) take(value);
    if (panel.target) take(*panel.target);
  }
  if (least > most) least = 0, most = 1;
  return nice_ticks(least, most, 2);
}

void draw_line(Svg& svg, const Multiples::Panel& panel, const LinearScale& x, const LinearScale& y) {
  std::vector<ChartPoint> stretch;
  std::optional<ChartPoint> last;
  auto draw_stretch = [&] {
    if (stretch.size() > 1) svg.polyline(stretch, "line");
    stretch.clear();
  };
  for (std::size_t i = 0; i < panel.values.size(); ++i) {
    if (!std::isfinite(panel.values[i])) {
      draw_stretch();
      continue;
    }
    stretch.push_back({x(static_cast<double>(i)), y(panel.values[i])});
    last = stretch.back();
  }
  draw_stretch();
  if (last) draw_mark(svg, panel.latest, *last, 4);
}

void draw_panel(Svg& svg, const Multiples& chart, const Multiples::Panel& panel, const Ticks& ticks, ChartPoint at,
                double width) {
  const double label = text_width(panel.latest_label, Weight::bold);
  svg.text({at.x, at.y + 16}, Anchor::start, "strong", fitted(panel.name, width - label - 8, Weight::bold));
  svg.text({at.x + width, at.y + 16}, Anchor::end, {}, panel.latest_label);
  const double side = std::max(text_width(ticks.label(0)), text_width(ticks.label(ticks.count() - 1))) + 6;
  const LinearScale y{ticks.from, ticks.to, at.y + kPanelHeight - kFoot, at.y + kHead};
  for (int i : {0, ticks.count() - 1}) {
    svg.line({at.x + side, y(ticks.at(i))}, {at.x + width, y(ticks.at(i))}, i == 0 ? "axis" : "grid");
    svg.text({at.x + side - 5, y(ticks.at(i)) + 4.5}, Anchor::end, {}, ticks.label(i));
  }
  if (panel.target)
    svg.line({at.x + side, y(*panel.target)}, {at.x + width, y(*panel.target)}, "target", " stroke-dasharray=\"5 4\"");
  const double last =
      chart.panels.front().values.size() > 1 ? static_cast<double>(chart.panels.front().values.size() - 1) : 1;
  draw_line(svg, panel, {0, last, at.x + side + 6, at.x + width - 6}, y);
}

void require_shape(const Multiples& chart) {
  bool even = std::ranges::all_of(
      chart.panels, [&](auto& panel) { return panel.values.size() == chart.panels.front().values.size(); });
  if (chart.panels.empty() || chart.panels.size() > 60 || !even)
    throw std::invalid_argument("Small multiples need one to sixty panels of equally many periods.");
}

}  // namespace

std::string draw(const Multiples& chart, ChartSize size, std::string_view id) {
  require_shape(chart);
  const Grid grid = grid_of(chart, size);
  const std::size_t rows = (chart.panels.size() + grid.columns - 1) / grid.columns;
  const double height = static_cast<double>(rows) * kPanelHeight + kFooter;
  Svg svg(size == ChartSize::wide ? "chart wide multiples" : "chart phone multiples", grid.width, height, id,
          chart.title, chart.description, 1000 + chart.panels.size() * 1200);
  const Ticks ticks = ticks_of(chart);
  for (std::size_t i = 0; i < chart.panels.size(); ++i) {
    const double x = static_cast<double>(i % grid.columns) * (grid.panel() + kBetween);
    const double y = static_cast<double>(i / grid.columns) * kPanelHeight;
    draw_panel(svg, chart, chart.panels[i], ticks, {x, y}, grid.panel());
  }
  svg.text({0, height - 5}, Anchor::start, {}, chart.first_label + " – " + chart.last_label);
  return svg.finish();
}

std::string draw(const Multiples& chart, std::string_view id) {
  const std::string name(id);
  return both_sizes(draw(chart, ChartSize::wide, name + "-w"), draw(chart, ChartSize::phone, name + "-p"));
}

}  // namespace kit
