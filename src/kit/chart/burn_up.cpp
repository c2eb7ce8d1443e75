#include "kit/chart/burn_up.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "kit/chart/mark.h"

namespace kit {
namespace {

void require_shape(const BurnUp& chart) {
  if (chart.labels.empty()) throw std::invalid_argument("A campaign chart needs at least one period.");
  if (chart.totals.size() > chart.labels.size())
    throw std::invalid_argument("A campaign chart cannot have more totals than periods.");
  if (!std::isfinite(chart.target) ||
      !std::ranges::all_of(chart.totals, [](double total) { return std::isfinite(total); }))
    throw std::invalid_argument("The totals and the target of a campaign chart must be finite numbers.");
}

ChartFrame frame_of(const BurnUp& chart, ChartSize size, double side) {
  double least = std::min(0.0, chart.target), most = std::max(0.0, chart.target);
  for (double total : chart.totals) least = std::min(least, total), most = std::max(most, total);
  return chart_frame(size, least, most, chart.labels.size(), chart.unit.empty() ? 12 : 26, side);
}

std::vector<SideLabel> side_labels(const BurnUp& chart) {
  std::vector<SideLabel> labels;
  if (!chart.target_label.empty()) labels.push_back({chart.target, chart.target_label, "aim", Weight::bold});
  // The latest total stands in the plot unless the campaign has reached its last period.
  if (!chart.latest_label.empty() && chart.totals.size() == chart.labels.size())
    labels.push_back({chart.totals.back(), chart.latest_label, "strong", Weight::bold});
  return labels;
}

void draw_pace(Svg& svg, const BurnUp& chart, const ChartFrame& frame) {
  if (chart.pace_label.empty() || chart.labels.size() < 2) return;
  const ChartPoint from{frame.plot.left, frame.y(0)}, to{frame.x(frame.x.to), frame.y(chart.target)};
  svg.line(from, to, "pace", " stroke-dasharray=\"2 4\"");
}

// On the side of the pace line where the totals are not.
void draw_pace_label(Svg& svg, const BurnUp& chart, const ChartFrame& frame) {
  if (chart.pace_label.empty() || chart.labels.size() < 2) return;
  const double share = 0.72, width = frame.x(frame.x.to) - frame.plot.left;
  const auto at = static_cast<std::size_t>(share * static_cast<double>(chart.labels.size() - 1));
  const bool ahead = at < chart.totals.size() && chart.totals[at] > chart.target * share;
  const ChartPoint place{frame.plot.left + share * width, frame.y(chart.target * share)};
  if (ahead)
    svg.text({place.x + 10, place.y + 14}, Anchor::start, "halo", chart.pace_label);
  else
    svg.text({place.x - 8, place.y - 5}, Anchor::end, "halo", chart.pace_label);
}

void draw_totals(Svg& svg, const BurnUp& chart, const ChartFrame& frame) {
  if (chart.totals.empty()) return;
  std::vector<ChartPoint> line;
  for (std::size_t i = 0; i < chart.totals.size(); ++i)
    line.push_back({frame.x(static_cast<double>(i)), frame.y(chart.totals[i])});
  std::vector<ChartPoint> area = line;
  area.push_back({line.back().x, frame.y(0)});
  area.push_back({line.front().x, frame.y(0)});
  svg.polygon(area, "area");
  if (line.size() > 1) svg.polyline(line, "total");
  draw_mark(svg, PointStyle::common, line.back(), 4.6);
  if (chart.latest_label.empty() || chart.totals.size() == chart.labels.size()) return;
  const double width = text_width(chart.latest_label, Weight::bold);
  const bool right = line.back().x + 10 + width < frame.plot.right;
  svg.text({line.back().x + (right ? 10 : -10), line.back().y + (right ? 14 : -9)}, right ? Anchor::start : Anchor::end,
           "strong halo", chart.latest_label);
}

}  // namespace

std::string draw(const BurnUp& chart, ChartSize size, std::string_view id) {
  require_shape(chart);
  std::vector<SideLabel> sides = side_labels(chart);
  const ChartFrame frame = frame_of(chart, size, side_room(size, sides));
  Svg svg(size == ChartSize::wide ? "chart wide burn-up" : "chart phone burn-up", frame.width, frame.height, id,
          chart.title, chart.description, 3000 + chart.totals.size() * 24);
  draw_y_axis(svg, frame, chart.unit);
  draw_x_axis(svg, frame, chart.labels);
  draw_pace(svg, chart, frame);
  const double y = frame.y(chart.target);
  svg.line({frame.plot.left, y}, {frame.plot.right, y}, "target", " stroke-dasharray=\"8 5\"");
  draw_totals(svg, chart, frame);
  draw_pace_label(svg, chart, frame);
  for (SideLabel& label : sides) label.y = frame.y(label.y);
  draw_side_labels(svg, frame, std::move(sides));
  return svg.finish();
}

std::string draw(const BurnUp& chart, std::string_view id) {
  const std::string name(id);
  return both_sizes(draw(chart, ChartSize::wide, name + "-w"), draw(chart, ChartSize::phone, name + "-p"));
}

}  // namespace kit
