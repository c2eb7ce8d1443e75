#include <algorithm>

#include "kit/chart/burn_up.h"
#include "kit/chart/sparkline.h"
#include "kit/time/spoken.h"
#include "modules/measures/drawing.h"
#include "modules/measures/pages.html.h"
#include "modules/measures/sentence.h"
#include "modules/measures/year_so_far.h"
#include "statistics/step_change.h"

namespace measures {
namespace {

// What the address asks for, as far as it suits the values; the metric's own kind otherwise.
ChartKind kind_asked(std::optional<ChartKind> asked, const Metric& metric, const std::vector<Point>& points) {
  return asked && fits(*asked, metric, points) ? *asked : metric.chart;
}

bool asks_to_screen(const View& view) { return view.query && view.query->text("screen") == "yes"; }

// Which rule set: the one the address names if it suits the kind of chart, else the metric's.
const statistics::RuleSet& rules_asked(const View& view, const Metric& metric, ChartKind kind) {
  std::string_view name = view.query ? view.query->text("rules") : std::string_view();
  const statistics::RuleSet* found = &rules_of(metric, kind);
  for (const statistics::RuleSet& rules : statistics::rule_sets())
    if (rules.name == name && suits(rules, kind)) found = &rules;
  return asks_to_screen(view) ? screened(*found) : *found;
}

// Kinds between events, of subgroups and of what adds up are offered only where the metric says that its values are so.
bool is_offered(ChartKind kind, const Metric& metric) {
  bool of_its_own = counts_events(kind) || kind == ChartKind::xbar || kind == ChartKind::burn_up;
  return !of_its_own || metric.chart == kind;
}
std::vector<ChartKind> fitting_kinds(const Metric& metric, const std::vector<Point>& points) {
  std::vector<ChartKind> kinds;
  for (std::string_view name : names(ChartKind{})) {
    ChartKind kind = *kit::named<ChartKind>(name);
    if (is_offered(kind, metric) && fits(kind, metric, points)) kinds.push_back(kind);
  }
  return kinds;
}

// Ranges and deviations say how much a process varies: less is not better by itself, and one more place is worth
// having.
Metric as_drawn(Metric metric, ChartKind kind) {
  if (!is_view_only(kind)) return metric;
  metric.direction = Direction::neutral;
  if (metric.decimals < 3) metric.decimals += 1;
  return metric;
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
    bool drawn = analysis.standings[i] != statistics::Standing::absent;
    chart.values.push_back(drawn ? std::optional(analysis.values[i]) : std::nullopt);
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
  Told told = told_of(judgement, chart.points, chart.kind, metric.direction);
  Sentence sentence = sentence_of(view.language, told, metric);
  chart.sentence_strong = sentence.strong;
  chart.sentence_rest = sentence.rest + coverage(view, slots, metric);
  if (!chart.standings.empty())
    chart.sentence_rest += " " + view.t("measures.sentence.set_aside", {{"count", chart.standings.size()}});
  chart.tone = sentence.tone;
  chart.icon = sentence.icon;
}

// Of what adds up: each year's total so far, the target across the top, the even pace towards it.
void draw_year(Chart& chart, const View& view, const Series& series, const Metric& metric, std::string_view title) {
  YearSoFar so_far = year_so_far(chart.points, metric.periods(), series.target);
  Told told{.summary = {.points = chart.points.size(), .latest = so_far.total()}, .phase_since = {}};
  told.summary.target = so_far.target, told.even_pace = so_far.even_pace(), told.year = so_far.year;
  Sentence sentence = sentence_of(view.language, told, metric);
  chart.sentence_strong = sentence.strong, chart.sentence_rest = sentence.rest;
  chart.tone = sentence.tone, chart.icon = sentence.icon;
  kit::BurnUp picture{.totals = so_far.totals,
                      .target = so_far.target.value_or(so_far.total()),
                      .latest_label = number_text(so_far.total(), metric),
                      .title = std::string(title),
                      .description = sentence.strong + " " + sentence.rest,
                      .unit = metric.unit};
  for (Date period : so_far.periods) picture.labels.push_back(axis_label(period, metric.periods(), view.language));
  if (so_far.target) {
    picture.target_label = view.t("measures.chart.target", {{"value", number_text(*so_far.target, metric)}});
    picture.pace_label = view.t("measures.chart.even_pace");
  }
  std::string id = picture_id(series.id);
  chart.wide = kit::draw(picture, kit::ChartSize::wide, id + "-w");
  chart.phone = kit::draw(picture, kit::ChartSize::phone, id + "-p");
}

// The total of its year at every point.
void add_totals(Chart& chart, const Metric& metric) {
  double total = 0;
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    auto year = [&](std::size_t point) { return year_of_period(chart.points[point].period, metric.periods()); };
    const bool begins = i == 0 || year(i) != year(i - 1);
    total = (begins ? 0 : total) + chart.points[i].value;
    chart.values[i] = total;
  }
}

void suggest(Chart& chart, const Judgement& judgement) {
  auto step = statistics::suggest_step(judgement.analysis);
  if (step && step->firm && step->begin > 0) chart.suggested_phase = chart.points[step->begin].period;
}

}  // namespace

Chart chart_of(Reader& db, const View& view, const Series& series, const Metric& metric, std::string_view title,
               const std::vector<ChartMark>& marks, std::optional<ChartKind> asked) {
  auto points = points_with_spread(db, series, metric);
  if (points.empty()) return empty_chart(view, metric);
  Chart chart{.points = std::move(points), .empty = false};
  Remarks remarks = remarks_of(db, series.id);
  chart.kind = kind_asked(asked, metric, chart.points);
  chart.fitting = fitting_kinds(metric, chart.points);
  std::erase_if(remarks.standings, [&](const PointStanding& one) {
    return !std::ranges::binary_search(chart.points, one.period, {}, &Point::period);
  });
  chart.standings = remarks.standings;
  chart.baseline = remarks.baseline;
  const statistics::RuleSet& rules = rules_asked(view, metric, chart.kind);
  chart.rules = rules.name;
  chart.screened = asks_to_screen(view);
  Metric shown = as_drawn(metric, chart.kind);
  Judgement judgement =
      judge(chart.points, remarks, shown, {.kind = chart.kind, .rules = rules, .target = series.target});
  chart.fits = judgement.fits;
  if (!chart.fits) chart.kind = ChartKind::i;
  add_kinds(chart, judgement, shown);
  suggest(chart, judgement);
  if (chart.kind == ChartKind::burn_up) {
    add_totals(chart, metric);
    draw_year(chart, view, series, metric, title);
    return chart;
  }

  Slots slots = slots_of(chart.points, metric.periods(), counts_events(chart.kind));
  tell(chart, view, shown, judgement, slots);
  auto on_points = remarks_on_points(view, chart);
  Drawing drawing(view, shown, judgement, slots, on_points);
  for (const ChartMark& mark : marks) drawing.mark(mark.on, mark.label, kit::ControlChart::Marker::Kind::test);
  for (const PhaseStart& phase : remarks.phases)
    drawing.mark(phase.starts_on, phase.reason, kit::ControlChart::Marker::Kind::note);
  for (const Annotation& note : annotations_of(db, series.id))
    drawing.mark(note.noted_on, note.body, kit::ControlChart::Marker::Kind::note);
  auto picture = drawing.draw(title, chart.sentence_strong + " " + chart.sentence_rest,
                              has_target(chart.kind) ? series.target : std::nullopt);
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
