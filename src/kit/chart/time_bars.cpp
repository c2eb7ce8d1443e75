#include "kit/chart/time_bars.h"

#include <algorithm>
#include <stdexcept>

namespace kit {
namespace {

constexpr double kRow = 44, kHeader = 24, kFooter = 26, kEdge = 10;

class Drawing {
 public:
  Drawing(const TimeBars& chart, ChartSize size, std::string_view id)
      : chart_(chart),
        width_(size == ChartSize::wide ? 760 : 360),
        bottom_(kHeader + kRow * static_cast<double>(chart.bars.size())),
        x_{chart.ticks.front().at, chart.ticks.back().at, kEdge, width_ - kEdge},
        svg_(size == ChartSize::wide ? "chart wide time-bars" : "chart phone time-bars", width_, bottom_ + kFooter, id,
             chart.title, chart.description, 1200 + 700 * chart.bars.size()) {}

  std::string draw() {
    axis();
    for (std::size_t i = 0; i < chart_.bars.size(); ++i) bar(chart_.bars[i], i);
    return svg_.finish();
  }

 private:
  // What begins or ends outside the picture reaches its edge.
  double place(double day) const { return std::clamp(x_(day), kEdge, width_ - kEdge); }

  void axis() {
    std::vector<double> widths;
    for (const TimeBars::Tick& tick : chart_.ticks) widths.push_back(text_width(tick.label));
    const double step = x_(chart_.ticks[1].at) - x_(chart_.ticks[0].at);
    auto shown = spaced_labels(chart_.ticks.size(), step, std::ranges::max(widths), 14);
    for (std::size_t i : shown) {
      const double x = x_(chart_.ticks[i].at), half = widths[i] / 2;
      svg_.line({x, kHeader}, {x, bottom_}, "grid");
      svg_.text({std::clamp(x, half + 1, width_ - half - 1), bottom_ + 18}, Anchor::middle, {}, chart_.ticks[i].label);
    }
    const double now = place(chart_.now);
    svg_.line({now, kHeader - 6}, {now, bottom_}, "axis");
    const double half = text_width(chart_.now_label, Weight::bold) / 2;
    svg_.text({std::clamp(now, half + 1, width_ - half - 1), kHeader - 11}, Anchor::middle, "strong", chart_.now_label);
  }

  void bar(const TimeBars::Bar& bar, std::size_t row) {
    const double top = kHeader + kRow * static_cast<double>(row), y = top + 31;
    const double from = place(bar.from), to = place(bar.to);
    svg_.open_group(bar.trouble ? "span worse" : "span", bar.tooltip);
    if (!bar.hollow) svg_.line({from, y}, {to, y}, "length");
    if (bar.due) svg_.line({place(*bar.due), y - 6}, {place(*bar.due), y + 6}, "due");
    svg_.circle({to, y}, 5.5, std::string("dot") + (bar.hollow ? " excluded" : "") + (bar.trouble ? " worse" : ""));
    words(bar, std::min(from, to), top + 18);
    svg_.close_group();
  }

  // Above its bar, and moved to the left where it would not fit.
  void words(const TimeBars::Bar& bar, double left, double y) {
    const double width = text_width(bar.words, Weight::bold);
    const double at = std::max(kEdge, std::min(left, width_ - kEdge - width));
    svg_.text({at, y}, Anchor::start, "halo strong", fitted(bar.words, width_ - kEdge - at, Weight::bold));
  }

  const TimeBars& chart_;
  double width_, bottom_;
  LinearScale x_;
  Svg svg_;
};

}  // namespace

std::string draw(const TimeBars& chart, ChartSize size, std::string_view id) {
  if (chart.ticks.size() < 2) throw std::invalid_argument("A line of time needs at least two ticks.");
  return Drawing(chart, size, id).draw();
}

std::string draw(const TimeBars& chart, std::string_view id) {
  return both_sizes(draw(chart, ChartSize::wide, std::string(id) + "-w"),
                    draw(chart, ChartSize::phone, std::string(id) + "-p"));
}

}  // namespace kit
