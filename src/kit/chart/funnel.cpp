#include "kit/chart/funnel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace kit {
namespace {

using Limits = FunnelChart::Limits;

void require_shape(const FunnelChart& chart) {
  auto require = [](bool holds, const char* sentence) {
    if (!holds) throw std::invalid_argument(sentence);
  };
  require(!chart.places.empty(), "A funnel needs places to compare.");
  for (const auto& place : chart.places)
    require(std::isfinite(place.value) && std::isfinite(place.size) && place.size > 0,
            "A place in a funnel needs a value and a size above zero.");
  for (const Limits& one : chart.limits)
    for (double limit : {one.likely_low, one.likely_high, one.sure_low, one.sure_high})
      require(std::isfinite(limit) && one.size > 0, "A funnel's limits must be finite, at sizes above zero.");
  require(std::ranges::is_sorted(chart.limits, {}, &Limits::size), "A funnel's limits must be in order of size.");
  require(chart.own < static_cast<int>(chart.places.size()), "The place of its own is not in the funnel.");
}

// Limits of very small places would make everything else flat: the axis follows the values, and lets curves leave it.
struct Heights {
  double least, most;
};
Heights heights_of(const FunnelChart& chart) {
  double least = chart.benchmark, most = chart.benchmark, smallest = std::numeric_limits<double>::infinity();
  for (const auto& place : chart.places) {
    least = std::min(least, place.value);
    most = std::max(most, place.value);
    smallest = std::min(smallest, place.size);
  }
  for (const Limits& one : chart.limits)
    if (one.size >= smallest) {
      least = std::min(least, one.sure_low);
      most = std::max(most, std::min(one.sure_high, chart.benchmark + 3 * std::max(most - chart.benchmark, 1e-9)));
    }
  least = std::max(least, chart.least);
  if (chart.most > 0) most = std::min(most, chart.most);
  return {least, most};
}

class Drawing {
 public:
  Drawing(const FunnelChart& chart, ChartSize size, std::string_view id)
      : chart_(chart),
        frame_(chart_frame(size, heights_of(chart).least, heights_of(chart).most, 2, chart.unit.empty() ? 12 : 26,
                           side_room(size, labels()))),
        sizes_(nice_ticks(0, biggest(), size == ChartSize::wide ? 6 : 3)),
        svg_(size == ChartSize::wide ? "chart wide funnel" : "chart phone funnel", frame_.width, frame_.height + below,
             id, chart.title, chart.description, 4096 + chart.places.size() * 160 + chart.limits.size() * 64) {
    frame_.x = {sizes_.from, sizes_.to, frame_.plot.left, frame_.plot.right};
  }

  std::string draw() {
    draw_y_axis(svg_, frame_, chart_.unit);
    draw_sizes();
    curve(&Limits::sure_low, {});
    curve(&Limits::sure_high, {});
    curve(&Limits::likely_low, dashes);
    curve(&Limits::likely_high, dashes);
    double y = frame_.y(chart_.benchmark);
    svg_.line({frame_.plot.left, y}, {frame_.plot.right, y}, "centre");
    for (const auto& place : chart_.places) draw_mark(svg_, place.style, at(place), radius(), place.label);
    draw_own();
    auto sides = labels();
    for (SideLabel& label : sides) label.y = std::clamp(frame_.y(label.y), frame_.plot.top, frame_.plot.bottom);
    draw_side_labels(svg_, frame_, std::move(sides));
    return svg_.finish();
  }

 private:
  static constexpr double below = 20;  // for the words under the x axis
  static constexpr std::string_view dashes = " stroke-dasharray=\"3 4\"";

  double biggest() const {
    double size = 0;
    for (const auto& place : chart_.places) size = std::max(size, place.size);
    return size;
  }
  double radius() const { return chart_.places.size() > 150 ? 3 : 4; }
  ChartPoint at(const FunnelChart::Place& place) const { return {frame_.x(place.size), frame_.y(place.value)}; }

  std::vector<SideLabel> labels() const {
    std::vector<SideLabel> sides{{chart_.benchmark, chart_.benchmark_label, {}, Weight::plain}};
    if (chart_.limits.empty()) return sides;
    const Limits& last = chart_.limits.back();
    if (!chart_.likely_label.empty()) sides.push_back({last.likely_high, chart_.likely_label, {}, Weight::plain});
    if (!chart_.sure_label.empty()) sides.push_back({last.sure_high, chart_.sure_label, {}, Weight::plain});
    return sides;
  }

  void draw_sizes() {
    std::vector<std::string> words;
    double widest = 0;
    for (int i = 0; i < sizes_.count(); ++i) {
      words.push_back(sizes_.label(i));
      widest = std::max(widest, text_width(words.back()));
    }
    double step = sizes_.count() > 1 ? frame_.x(sizes_.at(1)) - frame_.x(sizes_.at(0)) : frame_.plot.width();
    for (std::size_t i : spaced_labels(words.size(), step, widest, 14)) {
      double x = frame_.x(sizes_.at(static_cast<int>(i))), half = text_width(words[i]) / 2;
      svg_.line({x, frame_.plot.bottom}, {x, frame_.plot.bottom + 4}, "axis");
      svg_.text({std::min(std::max(x, half + 1), frame_.width - half - 1), frame_.plot.bottom + 20}, Anchor::middle, {},
                words[i]);
    }
    svg_.text({(frame_.plot.left + frame_.plot.right) / 2, frame_.plot.bottom + 40}, Anchor::middle, {},
              fitted(chart_.size_label, frame_.width - 8));
  }

  // A curve is drawn where it lies inside the plot, and cut at its edges.
  void curve(double Limits::*which, std::string_view attributes) {
    std::vector<ChartPoint> stretch;
    auto flush = [&] {
      if (stretch.size() > 1) svg_.polyline(stretch, "limit", attributes);
      stretch.clear();
    };
    for (const Limits& one : chart_.limits) {
      double value = one.*which;
      bool inside = value >= frame_.ticks.from && value <= frame_.ticks.to && one.size <= sizes_.to;
      if (!inside) {
        flush();
        continue;
      }
      stretch.push_back({frame_.x(one.size), frame_.y(value)});
    }
    flush();
  }

  void draw_own() {
    if (chart_.own < 0) return;
    const auto& own = chart_.places[static_cast<std::size_t>(chart_.own)];
    ChartPoint place = at(own);
    svg_.circle(place, radius() + 5, "own", own.label);
    double width = text_width(chart_.own_label, Weight::bold);
    bool left = place.x + 14 + width > frame_.plot.right;
    double y = place.y - 12 < frame_.plot.top ? place.y + 22 : place.y - 9;
    double room = left ? place.x - 14 - frame_.plot.left : frame_.width - place.x - 14;
    svg_.text({left ? place.x - 12 : place.x + 12, y}, left ? Anchor::end : Anchor::start, "strong halo",
              fitted(chart_.own_label, room, Weight::bold));
  }

  const FunnelChart& chart_;
  ChartFrame frame_;
  Ticks sizes_;
  Svg svg_;
};

}  // namespace

std::string draw(const FunnelChart& chart, ChartSize size, std::string_view id) {
  require_shape(chart);
  return Drawing(chart, size, id).draw();
}

std::string draw(const FunnelChart& chart, std::string_view id) {
  const std::string name(id);
  return both_sizes(draw(chart, ChartSize::wide, name + "-w"), draw(chart, ChartSize::phone, name + "-p"));
}

}  // namespace kit
