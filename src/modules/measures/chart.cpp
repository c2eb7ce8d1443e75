#include "kit/chart/control_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kit/chart/sparkline.h"
#include "kit/time/spoken.h"
#include "modules/measures/analysis.h"
#include "modules/measures/pages.html.h"
#include "modules/measures/sentence.h"

namespace measures {
namespace {

constexpr std::size_t most_slots = 600;  // periods on a chart, reported or not
constexpr std::size_t least_points_of_a_run_chart = 10;

kit::PointStyle style_of(statistics::Kind kind) {
  switch (kind) {
    case statistics::Kind::common: return kit::PointStyle::common;
    case statistics::Kind::improvement: return kit::PointStyle::better;
    case statistics::Kind::concern: return kit::PointStyle::worse;
    default: return kit::PointStyle::special;
  }
}

// What the address asks for, as far as it suits the values; the metric's own kind otherwise.
ChartKind kind_asked(std::optional<ChartKind> asked, const Metric& metric, const std::vector<Point>& points) {
  return asked && fits(*asked, metric, points) ? *asked : metric.chart;
}

// Which rule set: the one the address names if it suits the kind of chart, else the metric's.
const statistics::RuleSet& rules_asked(const View& view, const Metric& metric, ChartKind kind) {
  std::string_view name = view.query ? view.query->text("rules") : std::string_view();
  for (const statistics::RuleSet& rules : statistics::rule_sets())
    if (rules.name == name && suits(rules, kind)) return rules;
  return rules_of(metric, kind);
}

// Kinds between events are offered only where the metric says that its values are such.
std::vector<ChartKind> fitting_kinds(const Metric& metric, const std::vector<Point>& points) {
  std::vector<ChartKind> kinds;
  for (ChartKind kind : {ChartKind::i, ChartKind::p, ChartKind::p_prime, ChartKind::u, ChartKind::u_prime, ChartKind::c,
                         ChartKind::g, ChartKind::t, ChartKind::run})
    if ((!counts_events(kind) || metric.chart == kind) && fits(kind, metric, points)) kinds.push_back(kind);
  return kinds;
}

// The periods of a chart: where one was not reported there is a gap.
struct Slots {
  std::vector<Date> periods;
  std::vector<std::size_t> of_point;  // the slot of each point
};
Slots slots_of(const std::vector<Point>& points, Frequency frequency, bool events) {
  Slots slots;
  slots.periods.reserve(points.size() + 8);
  slots.of_point.reserve(points.size());
  for (const Point& point : points) {
    if (!slots.periods.empty() && !events)  // between events nothing is missing
      for (Date next = next_period(slots.periods.back(), frequency);
           next_period(next, frequency) <= point.period && slots.periods.size() < most_slots;
           next = next_period(next, frequency))
        slots.periods.push_back(next);
    slots.of_point.push_back(slots.periods.size());
    slots.periods.push_back(point.period);
  }
  return slots;
}

std::string axis_label(Date period, Frequency frequency, Language language) {
  if (frequency == Frequency::day || frequency == Frequency::week) return kit::short_date(period, language);
  if (frequency == Frequency::month)
    return std::string(kit::month_name(kit::month_of(period), language).substr(0, 3)) + " " +
           std::to_string(kit::year_of(period));
  return period_text(period, frequency, language);
}

// From the first period that a change could show in; nothing while that has not come.
std::optional<std::size_t> slot_on(const Slots& slots, Frequency frequency, Date on) {
  for (std::size_t i = 0; i < slots.periods.size(); ++i)
    if (on < next_period(slots.periods[i], frequency)) return i;
  return std::nullopt;
}

class Drawing {
 public:
  Drawing(const View& view, const Metric& metric, const Judgement& judgement, const Slots& slots,
          const std::vector<std::string>& remarks)
      : view_(view), metric_(metric), judgement_(judgement), slots_(slots), remarks_(remarks) {}

  kit::ControlChart draw(std::string_view title, const std::string& description, std::optional<Quantity> target) {
    chart_.title = title;
    chart_.description = description;
    chart_.unit = metric_.unit;
    add_values();
    add_phases();
    if (target) {
      chart_.target = target->as_double();
      chart_.target_label = view_.t("measures.chart.target", {{"value", number_text(*chart_.target, metric_)}});
    }
    chart_.latest_label = number_text(judgement_.values().back(), metric_);
    if (std::ranges::all_of(judgement_.values(), [](double value) { return value >= 0; })) chart_.least = 0;
    if (metric_.unit == "%") chart_.most = std::max(100.0, std::ranges::max(judgement_.values()));
    return std::move(chart_);
  }
  void mark(Date on, const std::string& label, kit::ControlChart::Marker::Kind kind) {
    if (auto slot = slot_on(slots_, metric_.frequency, on)) chart_.markers.push_back({*slot, label, kind});
  }

 private:
  void add_values() {
    chart_.values.assign(slots_.periods.size(), std::numeric_limits<double>::quiet_NaN());
    chart_.styles.assign(slots_.periods.size(), kit::PointStyle::common);
    auto way = way_of(metric_.direction);
    auto conflict = judgement_.analysis.rules->conflict;
    for (std::size_t i = 0; i < slots_.of_point.size(); ++i) {
      std::size_t slot = slots_.of_point[i];
      chart_.values[slot] = judgement_.values()[i];
      chart_.styles[slot] = judgement_.analysis.standings[i] == statistics::Standing::counts
                                ? style_of(kind_of(judgement_.analysis.signals[i], way, conflict))
                                : kit::PointStyle::excluded;
      if (remarks_[i].empty()) continue;
      chart_.remarks.resize(slots_.periods.size());
      chart_.remarks[slot] = remarks_[i];
    }
    add_point_limits();
    for (Date period : slots_.periods) chart_.labels.push_back(axis_label(period, metric_.frequency, view_.language));
  }
  void add_point_limits() {
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
  bool about_median() const {
    return judgement_.analysis.rules->centre == statistics::Centre::median ||
           (judgement_.analysis.chart == statistics::ChartKind::g &&
            judgement_.analysis.rules->convention.geometric == statistics::GeometricChart::between);
  }
  void add_phases() {
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

  const View& view_;
  const Metric& metric_;
  const Judgement& judgement_;
  const Slots& slots_;
  const std::vector<std::string>& remarks_;
  kit::ControlChart chart_;
};

Told told_of(const Judgement& judgement, const std::vector<Point>& points, ChartKind kind) {
  Told told{.summary = judgement.summary, .events = counts_events(kind)};
  auto needed = static_cast<std::size_t>(judgement.analysis.rules->icon_points);
  told.needed = needed == 0 ? least_points_of_a_run_chart : needed;
  told.of_phase = judgement.analysis.phases.back().size();
  if (judgement.analysis.phases.size() > 1) told.phase_since = points[judgement.analysis.phases.back().begin].period;
  return told;
}

// Letters and digits only, as an HTML id needs.
std::string picture_id(const Id<Series>& id) { return "chart-" + id.text.substr(id.text.find('_') + 1); }

std::string coverage(const View& view, const Slots& slots, const Metric& metric) {
  if (slots.of_point.size() == slots.periods.size()) return {};
  std::string all = view.t("measures.sentence." + ("count_" + std::string(kit::to_value(metric.frequency))),
                           {{"count", slots.periods.size()}});
  return " " + view.t("measures.sentence.reported", {{"count", slots.of_point.size()}, {"periods", all}});
}

}  // namespace

std::optional<ChartKind> chart_kind_asked(const View& view) {
  return view.query ? kit::named<ChartKind>(view.query->text("chart")) : std::nullopt;
}

const PointStanding* Chart::standing_of(Date period) const {
  auto found = std::ranges::lower_bound(standings, period, {}, &PointStanding::period);
  return found == standings.end() || found->period != period ? nullptr : &*found;
}

namespace {

Chart empty_chart(const View& view, const Metric& metric) {
  Chart chart;
  Sentence none = sentence_of(view.language, {}, metric);
  chart.sentence_strong = none.strong, chart.tone = none.tone, chart.icon = none.icon;
  chart.kind = metric.chart;
  return chart;
}

void add_kinds(Chart& chart, const Judgement& judgement, const Metric& metric) {
  const statistics::Analysis& analysis = judgement.analysis;
  for (std::size_t i = 0; i < analysis.signals.size(); ++i) {
    chart.kinds.push_back(kind_of(analysis.signals[i], way_of(metric.direction), analysis.rules->conflict));
    const statistics::Limits& limits = analysis.limits_at(i);
    Chart::Lines lines{.centre = limits.centre};
    if (limits.known()) lines.lower = limits.lower(), lines.upper = limits.upper();
    chart.lines.push_back(lines);
  }
}

std::string set_aside(const View& view, const PointStanding& standing) {
  return view.t(
      standing.standing == Standing::ghost ? "measures.standing.ghost_because" : "measures.standing.excluded_because",
      {{"reason", standing.reason}});
}

std::vector<std::string> remarks_on_points(const View& view, const Chart& chart) {
  std::vector<std::string> remarks(chart.points.size());
  for (std::size_t i = 0; i < remarks.size(); ++i)
    if (const PointStanding* standing = chart.standing_of(chart.points[i].period))
      remarks[i] = set_aside(view, *standing);
  return remarks;
}

void tell(Chart& chart, const View& view, const Metric& metric, const Judgement& judgement, const Slots& slots) {
  Sentence sentence = sentence_of(view.language, told_of(judgement, chart.points, chart.kind), metric);
  chart.sentence_strong = sentence.strong;
  chart.sentence_rest = sentence.rest + coverage(view, slots, metric);
  if (!chart.standings.empty())
    chart.sentence_rest += " " + view.t("measures.sentence.set_aside", {{"count", chart.standings.size()}});
  chart.tone = sentence.tone;
  chart.icon = sentence.icon;
}

}  // namespace

Chart chart_of(Reader& db, const View& view, const Series& series, const Metric& metric, std::string_view title,
               const std::vector<ChartMark>& marks, std::optional<ChartKind> asked) {
  auto points = points_of(db, series, metric);
  if (points.empty()) return empty_chart(view, metric);
  Chart chart{.points = std::move(points), .empty = false};
  Remarks remarks = remarks_of(db, series.id);
  chart.kind = kind_asked(asked, metric, chart.points);
  chart.fitting = fitting_kinds(metric, chart.points);
  std::erase_if(remarks.standings, [&](const PointStanding& one) {
    return !std::ranges::binary_search(chart.points, one.period, {}, &Point::period);
  });
  chart.standings = remarks.standings;
  const statistics::RuleSet& rules = rules_asked(view, metric, chart.kind);
  chart.rules = rules.name;
  Judgement judgement =
      judge(chart.points, remarks, metric, {.kind = chart.kind, .rules = rules, .target = series.target});
  chart.fits = judgement.fits;
  if (!chart.fits) chart.kind = ChartKind::i;
  add_kinds(chart, judgement, metric);

  Slots slots = slots_of(chart.points, metric.frequency, counts_events(chart.kind));
  tell(chart, view, metric, judgement, slots);
  auto on_points = remarks_on_points(view, chart);
  Drawing drawing(view, metric, judgement, slots, on_points);
  for (const ChartMark& mark : marks) drawing.mark(mark.on, mark.label, kit::ControlChart::Marker::Kind::test);
  for (const PhaseStart& phase : remarks.phases)
    drawing.mark(phase.starts_on, phase.reason, kit::ControlChart::Marker::Kind::note);
  for (const Annotation& note : annotations_of(db, series.id))
    drawing.mark(note.noted_on, note.body, kit::ControlChart::Marker::Kind::note);
  auto picture = drawing.draw(title, chart.sentence_strong + " " + chart.sentence_rest, series.target);
  std::string id = picture_id(series.id);
  chart.wide = kit::draw(picture, kit::ChartSize::wide, id + "-w");
  chart.phone = kit::draw(picture, kit::ChartSize::phone, id + "-p");
  return chart;
}

kit::Html drawn(const std::string& svg) { return kit::trusted_html(svg); }

kit::Html pictures(const Chart& chart) { return kit::trusted_html(kit::both_sizes(chart.wide, chart.phone)); }

kit::Html sparkline(const SeriesSummary& summary) {
  kit::Sparkline spark;
  std::string_view rest = summary.sparkline;
  while (!rest.empty()) {
    auto end = std::min(rest.find(' '), rest.size());
    double value = 0;
    if (kit::parse_text(rest.substr(0, end), value)) spark.values.push_back(value);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (summary.variation == "better") spark.latest = kit::PointStyle::better;
  if (summary.variation == "worse") spark.latest = kit::PointStyle::worse;
  if (summary.variation == "special") spark.latest = kit::PointStyle::special;
  return kit::trusted_html(kit::draw(spark, "spark"));
}

}  // namespace measures
