#include "kit/chart/flow.h"

#include <algorithm>
#include <stdexcept>

#include "kit/chart/mark.h"

namespace kit {
namespace {

constexpr double kHeader = 26, kFooter = 10, kGap = 8, kBar = 16, kLeastForWords = 13;

struct Place {
  double top = 0, height = 0;
};

// One stack: its steps from the highest at the top to the lowest, as tall as their counts.
std::vector<Place> stack(const std::vector<std::size_t>& totals, double height, double per) {
  std::vector<Place> places(totals.size());
  double used = kGap * static_cast<double>(totals.size() - 1);
  for (std::size_t total : totals) used += static_cast<double>(total) * per;
  double top = kHeader + (height - used) / 2;
  for (std::size_t step = totals.size(); step-- > 0;) {
    places[step] = {top, static_cast<double>(totals[step]) * per};
    top += places[step].height + kGap;
  }
  return places;
}

class Flow {
 public:
  Flow(const FlowChart& chart, ChartSize size)
      : chart_(chart), wide_(size == ChartSize::wide), from_(chart.steps.size()), to_(chart.steps.size()) {
    std::size_t all = 0;
    for (std::size_t from = 0; from < steps(); ++from)
      for (std::size_t to = 0; to < steps(); ++to) {
        from_[from] += chart.counts[from][to];
        to_[to] += chart.counts[from][to];
        all += chart.counts[from][to];
      }
    double gaps = kGap * static_cast<double>(steps() - 1);
    per_ = all == 0 ? 0 : (plot_height() - gaps) / static_cast<double>(all);
    left_ = stack(from_, plot_height(), per_);
    right_ = stack(to_, plot_height(), per_);
  }

  std::string draw(std::string_view id) {
    Svg svg(wide_ ? "chart wide flow" : "chart phone flow", width(), height(), id, chart_.title, chart_.description,
            4000 + steps() * steps() * 220);
    svg.text({edge(), 14}, Anchor::end, "strong", chart_.from_label);
    svg.text({width() - edge(), 14}, Anchor::start, "strong", chart_.to_label);
    draw_bands(svg);
    for (std::size_t step = 0; step < steps(); ++step) {
      draw_step(svg, step, left_[step], from_[step], true);
      draw_step(svg, step, right_[step], to_[step], false);
    }
    return svg.finish();
  }

 private:
  std::size_t steps() const { return chart_.steps.size(); }
  double width() const { return wide_ ? 760 : 360; }
  double height() const { return wide_ ? 320 : 300; }
  double plot_height() const { return height() - kHeader - kFooter; }
  double edge() const { return wide_ ? 190 : 92; }

  // From the top down on both sides, so that bands of one step never cross each other.
  void draw_bands(Svg& svg) {
    std::vector<double> left(steps()), right(steps());
    for (std::size_t i = 0; i < steps(); ++i) left[i] = left_[i].top, right[i] = right_[i].top;
    for (std::size_t from = steps(); from-- > 0;)
      for (std::size_t to = steps(); to-- > 0;)
        if (std::size_t count = chart_.counts[from][to]) draw_band(svg, from, to, count, left[from], right[to]);
  }
  void draw_band(Svg& svg, std::size_t from, std::size_t to, std::size_t count, double& left, double& right) {
    double thick = static_cast<double>(count) * per_, x0 = edge() + kBar, x1 = width() - edge() - kBar;
    std::string_view css = to > from ? "flow-up" : to < from ? "flow-down" : "flow-same";
    std::vector<ChartPoint> outline;
    for (int i = 0; i <= 12; ++i) outline.push_back(along(x0, left, x1, right, i));
    for (int i = 12; i >= 0; --i) outline.push_back(along(x0, left + thick, x1, right + thick, i));
    svg.polygon(outline, css, chart_.steps[from] + " → " + chart_.steps[to] + ": " + std::to_string(count));
    if (from != to && thick >= kLeastForWords)
      svg.text({x0 + 8, left + thick / 2 + 4.5}, Anchor::start, "halo", std::to_string(count));
    left += thick;
    right += thick;
  }
  static ChartPoint along(double x0, double y0, double x1, double y1, int step) {
    double t = step / 12.0, eased = t * t * (3 - 2 * t);
    return {x0 + (x1 - x0) * t, y0 + (y1 - y0) * eased};
  }

  void draw_step(Svg& svg, std::size_t step, const Place& place, std::size_t count, bool left) const {
    double x = left ? edge() : width() - edge() - kBar, y = place.top + place.height / 2 + 4.5;
    svg.rect({x, place.top, x + kBar, place.top + std::max(place.height, 1.0)}, "flow-step");
    double words_at = left ? x - 8 : x + kBar + 8;
    std::string words = fitted(chart_.steps[step] + " " + std::to_string(count), edge() - 12, Weight::plain);
    svg.text({words_at, y}, left ? Anchor::end : Anchor::start, {}, words);
  }

  const FlowChart& chart_;
  bool wide_;
  std::vector<std::size_t> from_, to_;
  double per_ = 0;
  std::vector<Place> left_, right_;
};

void require_shape(const FlowChart& chart) {
  bool square = chart.counts.size() == chart.steps.size() &&
                std::ranges::all_of(chart.counts, [&](auto& row) { return row.size() == chart.steps.size(); });
  if (chart.steps.size() < 2 || chart.steps.size() > 7 || !square)
    throw std::invalid_argument("A flow needs two to seven steps, and a count from each of them to each.");
}

}  // namespace

std::string draw(const FlowChart& chart, ChartSize size, std::string_view id) {
  require_shape(chart);
  return Flow(chart, size).draw(id);
}

std::string draw(const FlowChart& chart, std::string_view id) {
  const std::string name(id);
  return both_sizes(draw(chart, ChartSize::wide, name + "-w"), draw(chart, ChartSize::phone, name + "-p"));
}

}  // namespace kit
