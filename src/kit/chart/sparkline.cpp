#include "kit/chart/sparkline.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kit/chart/scale.h"

namespace kit {
namespace {

constexpr double kWidth = 132, kHeight = 36, kEdge = 7;

LinearScale height_scale(const Sparkline& spark) {
  double least = std::numeric_limits<double>::infinity(), most = -least;
  auto take = [&](double value) {
    if (!std::isfinite(value)) return;
    least = std::min(least, value);
    most = std::max(most, value);
  };
  for (double value : spark.values) take(value);
  for (auto& line : {spark.lower, spark.upper, spark.target})
    if (line) take(*line);
  if (least == most) least -= 1, most += 1;
  return {least, most, kHeight - kEdge, kEdge};
}

void draw_lines(Svg& svg, const Sparkline& spark, const LinearScale& x, const LinearScale& y) {
  if (spark.lower && spark.upper)
    svg.rect({0, y(*spark.upper), kWidth, y(*spark.lower)}, "band", " fill-opacity=\".1\"");
  if (spark.target) svg.line({0, y(*spark.target)}, {kWidth, y(*spark.target)}, "target", " stroke-dasharray=\"5 4\"");
  std::vector<ChartPoint> stretch;
  for (std::size_t i = 0; i <= spark.values.size(); ++i) {
    if (i < spark.values.size() && std::isfinite(spark.values[i])) {
      stretch.push_back({x(static_cast<double>(i)), y(spark.values[i])});
      continue;
    }
    if (stretch.size() > 1) svg.polyline(stretch, "line");
    stretch.clear();
  }
}

}  // namespace

std::string draw(const Sparkline& spark, std::string_view id) {
  Svg svg = spark.title.empty() ? Svg::decoration("chart spark", kWidth, kHeight, 1200)
                                : Svg("chart spark", kWidth, kHeight, id, spark.title, {}, 1200);
  auto last =
      std::ranges::find_if(spark.values.rbegin(), spark.values.rend(), [](double v) { return std::isfinite(v); });
  if (last == spark.values.rend()) return svg.finish();
  const double end = spark.values.size() > 1 ? static_cast<double>(spark.values.size() - 1) : 1;
  const LinearScale x{0, end, kEdge, kWidth - kEdge}, y = height_scale(spark);
  draw_lines(svg, spark, x, y);
  const auto at = static_cast<double>(spark.values.rend() - last - 1);
  draw_mark(svg, spark.latest, {x(at), y(*last)}, 4);
  return svg.finish();
}

}  // namespace kit
