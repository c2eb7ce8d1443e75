#include "modules/measures/comparison_pages.h"

#include <algorithm>
#include <cmath>

#include "kit/chart/funnel.h"

namespace measures {
namespace {

bool beyond_sure(const ComparedPlace& place) { return std::abs(place.beyond) == 2; }

kit::PointStyle style_of(const ComparedPlace& place, Direction direction) {
  if (!beyond_sure(place)) return kit::PointStyle::common;
  if (direction == Direction::neutral) return kit::PointStyle::special;
  return (place.beyond > 0) == (direction == Direction::higher) ? kit::PointStyle::better : kit::PointStyle::worse;
}

double biggest(const Comparison& found) {
  double size = 0;
  for (const ComparedPlace& place : found.places) size = std::max(size, place.denominator.as_double());
  return size;
}

double smallest(const Comparison& found) {
  double size = INFINITY;
  for (const ComparedPlace& place : found.places) size = std::min(size, place.denominator.as_double());
  return size;
}

// Closer together where the curves bend.
std::vector<kit::FunnelChart::Limits> curves(const Comparison& found) {
  constexpr int steps = 40;
  std::vector<kit::FunnelChart::Limits> limits;
  double from = smallest(found) / 2, to = biggest(found) * 1.02;
  for (int i = 0; i <= steps; ++i) {
    double size = from * std::pow(to / from, static_cast<double>(i) / steps);
    auto likely = found.funnel->limits_at(size, 0.95), sure = found.funnel->limits_at(size, 0.998);
    limits.push_back({size, likely.low, likely.high, sure.low, sure.high});
  }
  return limits;
}

std::string label_of(const View& view, const ComparisonShown& shown, const ComparedPlace& place) {
  return view.t("measures.compare.tooltip",
                {{"name", place.within.empty() ? place.name : place.name + ", " + place.within},
                 {"value", value_text(place.value, shown.metric)},
                 {"numerator", count_text(place.numerator)},
                 {"denominator", count_text(place.denominator)}});
}

Metric finer(Metric metric) {
  if (metric.decimals < 3) metric.decimals += 1;
  return metric;
}

}  // namespace

bool judges(const ComparisonShown& shown) { return shown.found.funnel.has_value(); }

std::string funnel_title(const View& view, const ComparisonShown& shown) {
  return view.t("measures.compare.title", {{"name", shown.metric.name}});
}

std::string standing_of(const View& view, const ComparedPlace& place) {
  switch (place.beyond) {
    case 2: return view.t("measures.compare.above_sure");
    case 1: return view.t("measures.compare.above_likely");
    case -1: return view.t("measures.compare.below_likely");
    case -2: return view.t("measures.compare.below_sure");
    default: return view.t("measures.compare.inside");
  }
}

std::string funnel_sentence(const View& view, const ComparisonShown& shown) {
  auto& places = shown.found.places;
  if (!judges(shown)) return view.t("measures.compare.no_judgement");
  auto far = std::ranges::count_if(places, beyond_sure);
  std::string text = view.t("measures.compare.differ", {{"count", far}, {"all", places.size()}});
  auto own = std::ranges::find_if(places, &ComparedPlace::own);
  if (own == places.end()) return text;
  std::string_view key = own->beyond == 0  ? "measures.compare.own_inside"
                         : own->beyond > 0 ? "measures.compare.own_above"
                                           : "measures.compare.own_below";
  return view.t(key, {{"name", own->name}, {"value", value_text(own->value, shown.metric)}}) + " " + text;
}

namespace {

kit::FunnelChart funnel_of(const View& view, const ComparisonShown& shown) {
  const Comparison& found = shown.found;
  kit::FunnelChart chart{.title = funnel_title(view, shown), .description = funnel_sentence(view, shown)};
  for (const ComparedPlace& place : found.places) {
    if (place.own) chart.own = static_cast<int>(chart.places.size()), chart.own_label = place.name;
    chart.places.push_back({place.denominator.as_double(), place.value, label_of(view, shown, place),
                            style_of(place, shown.metric.direction)});
  }
  chart.limits = curves(found);
  chart.benchmark = found.funnel->benchmark;
  chart.benchmark_label =
      view.t("measures.compare.benchmark", {{"value", number_text(chart.benchmark, finer(shown.metric))}});
  chart.likely_label = "95 %", chart.sure_label = "99.8 %";
  chart.size_label = shown.metric.denominator;
  chart.unit = shown.metric.unit;
  if (found.funnel->plan.kind == statistics::FunnelKind::proportion) chart.most = shown.metric.factor;
  return chart;
}

}  // namespace

kit::Html funnel_picture(const View& view, const ComparisonShown& shown) {
  return drawn(kit::draw(funnel_of(view, shown), "funnel"));
}
std::string funnel_svg(const View& view, const ComparisonShown& shown) {
  return kit::draw(funnel_of(view, shown), kit::ChartSize::wide, "funnel");
}

std::string who_is_in(const View& view, const ComparisonShown& shown) {
  const ComparisonAsked& asked = shown.found.asked;
  std::string setting(kit::to_value(*asked.setting)), size(kit::to_value(asked.size));
  std::string when = period_text(*shown.found.period, shown.metric.periods(), view.language);
  if (asked.span == Span::year) when = view.t("measures.compare.year_to", {{"period", when}});
  return view.t("measures.compare.who",
                {{"kind", view.t("partnership.unit_kind." + std::string(kit::to_value(*asked.kind)))},
                 {"setting", view.t("measures.setting." + setting)},
                 {"size", view.t("measures.size." + size)},
                 {"when", when},
                 {"count", shown.found.places.size()},
                 {"all", shown.found.all}});
}

std::string reason_of(const View& view, const LeftOut& left) { return view.t(left.reason, {{"detail", left.detail}}); }

std::string likely_text(const ComparisonShown& shown, const ComparedPlace& place) {
  return number_text(place.likely.low, shown.metric) + " – " + number_text(place.likely.high, shown.metric);
}

}  // namespace measures
