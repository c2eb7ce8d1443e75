#include "kit/chart/frame.h"

#include <algorithm>

namespace kit {
namespace {

struct Measures {
  double width, height;
  int intervals;
  double footer, edge, widest_side;
};

constexpr Measures measures(ChartSize size) {
  return size == ChartSize::wide ? Measures{760, 300, 5, 32, 10, 160} : Measures{360, 260, 4, 30, 7, 100};
}

double widest_tick(const Ticks& ticks) {
  double widest = 0;
  for (int i = 0; i < ticks.count(); ++i) widest = std::max(widest, text_width(ticks.label(i)));
  return widest;
}

double widest_of(const std::vector<std::string>& labels) {
  double widest = 0;
  for (const std::string& label : labels) widest = std::max(widest, text_width(label));
  return widest;
}

constexpr double kSideGap = 9, kSideLine = 16;

}  // namespace

ChartFrame chart_frame(ChartSize size, double least, double most, std::size_t points, double header, double side) {
  const Measures measure = measures(size);
  ChartFrame frame{.width = measure.width, .height = measure.height};
  frame.ticks = nice_ticks(least, most, measure.intervals);
  frame.plot = {widest_tick(frame.ticks) + 10, header, measure.width - std::max(side, 12.0),
                measure.height - measure.footer};
  // A point on the very edge would be cut by it, and a single one stands in the middle.
  const double edge = points > 1 ? measure.edge : frame.plot.width() / 2;
  const double last = points > 1 ? static_cast<double>(points - 1) : 1;
  frame.x = {0, last, frame.plot.left + edge, frame.plot.right - edge};
  frame.y = {frame.ticks.from, frame.ticks.to, frame.plot.bottom, frame.plot.top};
  return frame;
}

void ChartFrame::lower_top(double header) { plot.top = y.finish = header; }

double side_room(ChartSize size, const std::vector<SideLabel>& labels) {
  double widest = 0;
  for (const SideLabel& label : labels) widest = std::max(widest, text_width(label.words, label.weight));
  return labels.empty() ? 0 : std::min(widest + kSideGap + 3, measures(size).widest_side);
}

void draw_y_axis(Svg& svg, const ChartFrame& frame, std::string_view unit) {
  for (int i = 0; i < frame.ticks.count(); ++i) {
    const double y = frame.y(frame.ticks.at(i));
    svg.line({frame.plot.left, y}, {frame.plot.right, y}, i == 0 ? "axis" : "grid");
    svg.text({frame.plot.left - 8, y + 4.5}, Anchor::end, {}, frame.ticks.label(i));
  }
  if (!unit.empty()) svg.text({1, frame.plot.top - 11}, Anchor::start, {}, unit);
}

void draw_x_axis(Svg& svg, const ChartFrame& frame, const std::vector<std::string>& labels) {
  const double step = labels.size() > 1 ? frame.x(1) - frame.x(0) : frame.plot.width();
  for (std::size_t i : spaced_labels(labels.size(), step, widest_of(labels), 14)) {
    const double x = frame.x(static_cast<double>(i)), half = text_width(labels[i]) / 2;
    svg.line({x, frame.plot.bottom}, {x, frame.plot.bottom + 4}, "axis");
    const double inside = std::min(std::max(x, half + 1), frame.width - half - 1);
    svg.text({inside, frame.plot.bottom + 20}, Anchor::middle, {}, labels[i]);
  }
}

void draw_side_labels(Svg& svg, const ChartFrame& frame, std::vector<SideLabel> labels) {
  std::ranges::stable_sort(labels, {}, &SideLabel::y);
  std::vector<double> heights;
  for (const SideLabel& label : labels) heights.push_back(label.y);
  spread_apart(heights, kSideLine, frame.plot.top, frame.plot.bottom);
  const double left = frame.plot.right + kSideGap;
  for (std::size_t i = 0; i < labels.size(); ++i)
    svg.text({left, heights[i] + 4.5}, Anchor::start, labels[i].css,
             fitted(labels[i].words, frame.width - left, labels[i].weight));
}

std::string both_sizes(const std::string& wide, const std::string& phone) {
  return "<div class=\"chart-wide\">" + wide + "</div><div class=\"chart-phone\">" + phone + "</div>";
}

}  // namespace kit
