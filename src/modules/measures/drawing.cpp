#include "modules/measures/drawing.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kit/time/spoken.h"

namespace measures {
namespace {

constexpr std::size_t most_slots = 600;  // periods on a chart, reported or not

kit::PointStyle style_of(statistics::Kind kind) {
  switch (kind) {
    case statistics::Kind::common: return kit::PointStyle::common;
    case statistics::Kind::improvement: return kit::PointStyle::better;
    case statistics::Kind::concern: return kit::PointStyle::worse;
    default: return kit::PointStyle::special;
  }
}

}  // namespace

Slots slots_of(const std::vector<Point>& points, const Periods& periods, bool events) {
  Slots slots;
  slots.periods.reserve(points.size() + 8);
  slots.of_point.reserve(points.size());
  for (const Point& point : points) {
    if (!slots.periods.empty() && !events)  // between events nothing is missing
      for (Date next = next_period(slots.periods.back(), periods);
           next_period(next, periods) <= point.period && slots.periods.size() < most_slots;
           next = next_period(next, periods))
        slots.periods.push_back(next);
    slots.of_point.push_back(slots.periods.size());
    slots.periods.push_back(point.period);
  }
  return slots;
}

std::string axis_label(Date period, const Periods& periods, Language language) {
  if (periods.frequency <= Frequency::pay_period) return kit::short_date(period, language);
  if (periods.frequency == Frequency::month)
    return std::string(kit::month_name(kit::month_of(period), language).substr(0, 3)) + " " +
           std::to_string(kit::year_of(period));
  return period_text(period, periods, language);
}

namespace {

// From the first period that a change could show in; nothing while that has not come.
std::optional<std::size_t> slot_on(const Slots& slots, const Periods& periods, Date on) {
  for (std::size_t i = 0; i < slots.periods.size(); ++i)
    if (on < next_period(slots.periods[i], periods)) return i;
  return std::nullopt;
}

}  // namespace

kit::ControlChart Drawing::draw(std::string_view title, const std::string& description,
                                std::optional<Quantity> target) {
  chart_.title = title;
  chart_.description = description;
  chart_.unit = metric_.unit;
  add_values();
  add_phases();
  if (target) {
    chart_.target = target->as_double();
    chart_.target_label = view_.t("measures.chart.target", {{"value", number_text(*chart_.target, metric_)}});
  }
  if (auto latest = judgement_.analysis.latest())
    chart_.latest_label = number_text(judgement_.values()[*latest], metric_);
  if (std::ranges::all_of(judgement_.values(), [](double value) { return value >= 0; })) chart_.least = 0;
  if (metric_.unit == "%") chart_.most = std::max(100.0, std::ranges::max(judgement_.values()));
  return std::move(chart_);
}

void Drawing::mark(Date on, const std::string& label, kit::ControlChart::Marker::Kind kind) {
  if (auto slot = slot_on(slots_, metric_.periods(), on)) chart_.markers.push_back({*slot, label, kind});
}

void Drawing::add_values() {
  chart_.values.assign(slots_.periods.size(), std::numeric_limits<double>::quiet_NaN());
  chart_.styles.assign(slots_.periods.size(), kit::PointStyle::common);
  for (std::size_t i = 0; i < slots_.of_point.size(); ++i) add_point(i);
  add_point_limits();
  for (Date period : slots_.periods) chart_.labels.push_back(axis_label(period, metric_.periods(), view_.language));
}

void Drawing::add_point(std::size_t point) {
  statistics::Standing standing = judgement_.analysis.standings[point];
  if (standing == statistics::Standing::absent) return;
  std::size_t slot = slots_.of_point[point];
  chart_.values[slot] = judgement_.values()[point];
  chart_.styles[slot] = standing == statistics::Standing::counts
                            ? style_of(kind_of(judgement_.analysis.signals[point], way_of(metric_.direction),
                                               judgement_.analysis.rules->conflict))
                            : kit::PointStyle::excluded;
  if (remarks_[point].empty()) return;
  chart_.remarks.resize(slots_.periods.size());
  chart_.remarks[slot] = remarks_[point];
}

void Drawing::add_point_limits() {
  auto& limits = judgement_.analysis.point_limits;
  if (limits.empty()) return;
  chart_.lowers.assign(slots_.periods.size(), std::numeric_limits<double>::quiet_NaN());
  chart_.uppers = chart_.lowers;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    if (!limits[i].known()) continue;
    chart_.lowers[slots_.of_point[i]] = limits[i].lower();
    chart_.uppers[slots_.of_point[i]] = limits[i].upper();
  }
}

// A g chart is drawn about the median too.
bool Drawing::about_median() const {
  return judgement_.analysis.rules->centre == statistics::Centre::median ||
         (judgement_.analysis.chart == statistics::ChartKind::g &&
          judgement_.analysis.rules->convention.geometric == statistics::GeometricChart::between);
}

void Drawing::add_phases() {
  std::string_view key = about_median() ? "measures.chart.median" : "measures.chart.mean";
  Metric finer = metric_;
  if (finer.decimals < 3) finer.decimals += 1;
  for (const statistics::Phase& phase : judgement_.analysis.phases) {
    kit::ControlChart::Phase shown{.begin = slots_.of_point[phase.begin],
                                   .end = slots_.of_point[phase.end - 1] + 1,
                                   .centre = phase.limits.centre};
    if (phase.baseline == 0) continue;  // every point of it was set aside
    if (phase.limits.known() && judgement_.analysis.point_limits.empty()) {
      shown.lower = phase.limits.lower();
      shown.upper = phase.limits.upper();
    }
    shown.centre_label = view_.t(key, {{"value", number_text(phase.limits.centre, finer)}});
    chart_.phases.push_back(std::move(shown));
  }
}

}  // namespace measures
