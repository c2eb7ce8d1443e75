#include "kit/chart/control_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>

#include "kit/chart/marker_rows.h"

namespace kit {
namespace {

using Phase = ControlChart::Phase;

constexpr std::size_t kMostTooltips = 60;

void require_shape(const ControlChart& chart) {
  const std::size_t count = chart.values.size();
  auto require = [](bool holds, const char* sentence) {
    if (!holds) throw std::invalid_argument(sentence);
  };
  require(std::ranges::any_of(chart.values, [](double value) { return std::isfinite(value); }),
          "A chart needs at least one value.");
  require(chart.labels.size() == count, "A chart needs one label for each value.");
  require(chart.styles.empty() || chart.styles.size() == count,
          "A chart needs one point style for each value, or none.");
  require(chart.lowers.size() == chart.uppers.size() && (chart.lowers.empty() || chart.lowers.size() == count),
          "A chart needs a lower and an upper limit for each value, or none.");
  require(chart.remarks.empty() || chart.remarks.size() == count, "A chart needs one remark for each value, or none.");
  for (const Phase& phase : chart.phases)
    require(phase.begin < phase.end && phase.end <= count, "A phase of a chart must lie inside its values.");
  for (const auto& marker : chart.markers)
    require(marker.index < count, "A marker of a chart must stand at one of its values.");
}

struct Range {
  double least = std::numeric_limits<double>::infinity(), most = -least;
  void take(double value) {
    if (!std::isfinite(value)) return;
    least = std::min(least, value);
    most = std::max(most, value);
  }
};

double bounded(const ControlChart& chart, double value) {
  if (chart.least) value = std::max(value, *chart.least);
  if (chart.most) value = std::min(value, *chart.most);
  return value;
}

Range range_of(const ControlChart& chart) {
  Range range;
  for (double value : chart.values) range.take(value);
  for (const Phase& phase : chart.phases) {
    range.take(phase.centre);
    if (phase.lower) range.take(bounded(chart, *phase.lower));
    if (phase.upper) range.take(bounded(chart, *phase.upper));
  }
  for (double limit : chart.lowers)
    if (std::isfinite(limit)) range.take(bounded(chart, limit));
  for (double limit : chart.uppers)
    if (std::isfinite(limit)) range.take(bounded(chart, limit));
  if (chart.target) range.take(*chart.target);
  // All at 100 % leaves room below, not above what can be.
  if (range.least == range.most && chart.most && range.most >= *chart.most) range.least -= std::abs(range.most) * 0.1;
  return range;
}

// A phase reaches half a step beyond its points, and leaves a sliver of air before the next.
ChartBox box_of(const ControlChart& chart, const ChartFrame& frame, const Phase& phase) {
  const double half = chart.values.size() > 1 ? (frame.x(1) - frame.x(0)) / 2 : frame.plot.width() / 2;
  const double air = std::min(3.0, half / 3);
  const bool first = phase.begin == 0, last = phase.end == chart.values.size();
  double left = first ? frame.plot.left : frame.x(static_cast<double>(phase.begin)) - half + air;
  double right = last ? frame.plot.right : frame.x(static_cast<double>(phase.end - 1)) + half - air;
  return {left, phase.upper ? frame.y(bounded(chart, *phase.upper)) : frame.y(phase.centre), right,
          phase.lower ? frame.y(bounded(chart, *phase.lower)) : frame.y(phase.centre)};
}

void draw_phase(Svg& svg, const ControlChart& chart, const ChartFrame& frame, const Phase& phase) {
  const ChartBox box = box_of(chart, frame, phase);
  if (phase.lower && phase.upper) {
    svg.rect(box, "band", " fill-opacity=\".1\"");
    svg.line({box.left, box.top}, {box.right, box.top}, "limit", " stroke-dasharray=\"3 4\"");
    svg.line({box.left, box.bottom}, {box.right, box.bottom}, "limit", " stroke-dasharray=\"3 4\"");
  }
  const double y = frame.y(phase.centre);
  svg.line({box.left, y}, {box.right, y}, "centre");
}

// Limits that vary go in steps: each holds for half the way to its neighbours. A phase begins its own staircase.
class Staircase {
 public:
  Staircase(const ControlChart& chart, const ChartFrame& frame)
      : chart_(chart),
        frame_(frame),
        half_(chart.values.size() > 1 ? (frame.x(1) - frame.x(0)) / 2 : frame.plot.width() / 2) {}

  void draw(Svg& svg, const Phase& phase) {
    for (std::size_t i = phase.begin; i < phase.end; ++i) {
      if (!std::isfinite(chart_.lowers[i]) || !std::isfinite(chart_.uppers[i])) {
        flush(svg);
        continue;
      }
      const double middle = frame_.x(static_cast<double>(i));
      const double left = std::max(frame_.plot.left, middle - half_),
                   right = std::min(frame_.plot.right, middle + half_);
      step(lower_, left, right, chart_.lowers[i]);
      step(upper_, left, right, chart_.uppers[i]);
    }
    flush(svg);
  }

 private:
  void step(std::vector<ChartPoint>& line, double left, double right, double limit) {
    const double y = frame_.y(bounded(chart_, limit));
    line.push_back({left, y});
    line.push_back({right, y});
  }
  void flush(Svg& svg) {
    if (!lower_.empty()) {
      std::vector<ChartPoint> band = upper_;
      band.insert(band.end(), lower_.rbegin(), lower_.rend());
      svg.polygon(band, "band");
      svg.polyline(upper_, "limit", " stroke-dasharray=\"3 4\"");
      svg.polyline(lower_, "limit", " stroke-dasharray=\"3 4\"");
    }
    lower_.clear();
    upper_.clear();
  }

  const ControlChart& chart_;
  const ChartFrame& frame_;
  double half_;
  std::vector<ChartPoint> lower_, upper_;
};

void draw_target(Svg& svg, const ControlChart& chart, const ChartFrame& frame) {
  if (!chart.target) return;
  const double y = frame.y(*chart.target);
  svg.line({frame.plot.left, y}, {frame.plot.right, y}, "target", " stroke-dasharray=\"8 5\"");
}

std::vector<ChartPoint> places_of(const ControlChart& chart, const ChartFrame& frame) {
  std::vector<ChartPoint> places;
  places.reserve(chart.values.size());
  for (std::size_t i = 0; i < chart.values.size(); ++i)
    places.push_back({frame.x(static_cast<double>(i)), frame.y(chart.values[i])});
  return places;
}

PointStyle style_at(const ControlChart& chart, std::size_t i) {
  return chart.styles.empty() ? PointStyle::common : chart.styles[i];
}

// The line breaks where a period is missing and passes an excluded point by.
void draw_line(Svg& svg, const ControlChart& chart, const std::vector<ChartPoint>& places) {
  std::vector<ChartPoint> stretch;
  stretch.reserve(places.size());
  auto draw_stretch = [&] {
    if (stretch.size() > 1) svg.polyline(stretch, "line");
    stretch.clear();
  };
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!std::isfinite(chart.values[i]))
      draw_stretch();
    else if (style_at(chart, i) != PointStyle::excluded)
      stretch.push_back(places[i]);
  }
  draw_stretch();
}

std::string tooltip_of(const ControlChart& chart, std::size_t i) {
  std::string words = chart.labels[i] + ": " + plain_number(chart.values[i]);
  if (!chart.unit.empty()) words += " " + chart.unit;
  if (!chart.remarks.empty() && !chart.remarks[i].empty()) words += " – " + chart.remarks[i];
  return words;
}

std::size_t last_reported(const ControlChart& chart) {
  std::size_t last = chart.values.size() - 1;
  while (!std::isfinite(chart.values[last])) --last;
  return last;
}

// Where points stand too close for marks, only those that mean something keep theirs, and the latest.
void draw_points(Svg& svg, const ControlChart& chart, const ChartFrame& frame, const std::vector<ChartPoint>& places) {
  const double step = places.size() > 1 ? frame.x(1) - frame.x(0) : frame.plot.width();
  const bool dense = step < 6.4, tooltips = places.size() <= kMostTooltips;
  const std::size_t latest = last_reported(chart);
  const double radius = dense ? 3 : std::clamp(step * 0.36, 3.0, 4.3);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const PointStyle style = style_at(chart, i);
    if (!std::isfinite(chart.values[i]) || (dense && style == PointStyle::common && i != latest)) continue;
    const bool told = tooltips || (!chart.remarks.empty() && !chart.remarks[i].empty());
    draw_mark(svg, style, places[i], radius, told ? tooltip_of(chart, i) : std::string());
  }
}

// Heights are in the unit of the data until the frame is known.
std::vector<SideLabel> side_labels(const ControlChart& chart) {
  std::vector<SideLabel> labels;
  if (chart.target && !chart.target_label.empty())
    labels.push_back({*chart.target, chart.target_label, "aim", Weight::bold});
  if (!chart.phases.empty() && !chart.phases.back().centre_label.empty())
    labels.push_back({chart.phases.back().centre, chart.phases.back().centre_label, {}, Weight::plain});
  if (!chart.latest_label.empty())
    labels.push_back({chart.values[last_reported(chart)], chart.latest_label, "strong", Weight::bold});
  return labels;
}

// How much a line through these places disturbs words in this box; the nearer the more.
double crowding(const ChartBox& words, const std::vector<ChartPoint>& places) {
  double crowd = 0;
  for (std::size_t i = 0; i < places.size(); ++i)
    for (int quarter = 0; quarter < (i + 1 < places.size() ? 4 : 1); ++quarter) {
      const ChartPoint next = places[std::min(i + 1, places.size() - 1)];
      const double share = quarter / 4.0;
      const double x = places[i].x + (next.x - places[i].x) * share, y = places[i].y + (next.y - places[i].y) * share;
      const double beside = std::max({words.left - x, x - words.right, 0.0});
      const double above = std::max({words.top - y, y - words.bottom, 0.0});
      crowd += 1 / (0.1 + beside * beside + above * above);
    }
  return crowd;
}

// An earlier phase has its label in its own stretch: on its centre line if the data leave room, else in a corner.
void draw_earlier_label(Svg& svg, const ControlChart& chart, const ChartFrame& frame, const Phase& phase,
                        const std::vector<ChartPoint>& places) {
  const ChartBox box = box_of(chart, frame, phase);
  const double width = text_width(phase.centre_label), y = frame.y(phase.centre);
  if (phase.centre_label.empty() || width + 8 > box.width()) return;
  const double tops[] = {y - 18, y + 4, box.top + 3, box.bottom - 17};
  ChartBox best;
  double least = std::numeric_limits<double>::infinity();
  for (double top : std::span(tops, phase.upper ? 4 : 2))
    for (double left : {box.left + 5, (box.left + box.right - width) / 2, box.right - 5 - width}) {
      const ChartBox place{left, top, left + width, top + 14};
      const double crowd = crowding(place, places);
      if (crowd < least * 0.7) least = crowd, best = place;  // earlier choices are the better ones
    }
  svg.text({best.left, best.bottom - 2}, Anchor::start, "halo", phase.centre_label);
}

std::vector<MarkerLabel> marker_labels(const ControlChart& chart, const ChartFrame& frame) {
  std::vector<MarkerLabel> labels;
  for (const auto& marker : chart.markers) labels.push_back({frame.x(static_cast<double>(marker.index)), marker.label});
  return labels;
}

void draw_markers(Svg& svg, const ControlChart& chart, const ChartFrame& frame,
                  const std::vector<MarkerPlace>& places) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    const MarkerPlace& place = places[i];
    const bool test = chart.markers[i].kind == ControlChart::Marker::Kind::test;
    svg.open_group(test ? "marker test" : "marker note", chart.markers[i].label);
    svg.line({place.x, place.top}, {place.x, frame.plot.bottom}, {}, " stroke-dasharray=\"2 3\"");
    if (!place.words.empty()) svg.text(place.text, place.anchor, {}, place.words);
    svg.close_group();
  }
}

}  // namespace

std::string draw(const ControlChart& chart, ChartSize size, std::string_view id) {
  require_shape(chart);
  std::vector<SideLabel> sides = side_labels(chart);
  const Range range = range_of(chart);
  const double unit_room = chart.unit.empty() ? 12 : 26;
  ChartFrame frame = chart_frame(size, range.least, range.most, chart.values.size(), unit_room, side_room(size, sides));
  const MarkerRows rows = place_markers(marker_labels(chart, frame), frame.width, text_width(chart.unit));
  frame.lower_top(std::max(unit_room, rows.height));

  Svg svg(size == ChartSize::wide ? "chart wide" : "chart phone", frame.width, frame.height, id, chart.title,
          chart.description, 4096 + chart.values.size() * 170);
  draw_y_axis(svg, frame, chart.unit);
  draw_x_axis(svg, frame, chart.labels);
  for (const Phase& phase : chart.phases) {
    draw_phase(svg, chart, frame, phase);
    if (!chart.lowers.empty()) Staircase(chart, frame).draw(svg, phase);
  }
  draw_markers(svg, chart, frame, rows.places);
  draw_target(svg, chart, frame);
  const std::vector<ChartPoint> places = places_of(chart, frame);
  draw_line(svg, chart, places);
  draw_points(svg, chart, frame, places);
  for (std::size_t i = 0; i + 1 < chart.phases.size(); ++i)
    draw_earlier_label(svg, chart, frame, chart.phases[i], places);
  for (SideLabel& label : sides) label.y = frame.y(label.y);
  draw_side_labels(svg, frame, std::move(sides));
  return svg.finish();
}

std::string draw(const ControlChart& chart, std::string_view id) {
  const std::string name(id);
  return both_sizes(draw(chart, ChartSize::wide, name + "-w"), draw(chart, ChartSize::phone, name + "-p"));
}

}  // namespace kit
