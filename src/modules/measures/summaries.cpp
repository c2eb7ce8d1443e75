#include "modules/measures/summaries.h"

#include <algorithm>

#include "modules/measures/sentence.h"
#include "modules/measures/year_so_far.h"
#include "partnership/record/in_parts.h"

namespace measures {
namespace {

constexpr std::size_t sparkline_values = 24, least_points_of_a_run_chart = 10;

std::string sparkline_of(const std::vector<double>& values) {
  std::string text;
  std::size_t from = values.size() - std::min(values.size(), sparkline_values);
  for (std::size_t i = from; i < values.size(); ++i) text += (text.empty() ? "" : " ") + kit::print_text(values[i]);
  return text;
}

// A run chart has no limits and no icons; what its own rules find is told nevertheless.
std::string_view variation_of(const Judgement& found, ChartKind kind) {
  if (kind != ChartKind::run) return word_of(found.summary.variation);
  return found.summary.points < least_points_of_a_run_chart ? "none" : word_of(found.summary.latest_kind);
}

Date last_day_of(Date period, Frequency frequency) { return kit::add_days(next_period(period, frequency), -1); }

std::optional<Quantity> target_of_year(Reader& db, const Series& series, int year) {
  for (const SeriesTarget& one : targets_of(db, series.id))
    if (one.year <= year) return one.target;
  return series.target;
}

// What adds up says how far it is, and its variation is that of what each period adds.
void tell_the_year(SeriesSummary& summary, Told& told, const std::vector<Point>& points, const Metric& metric,
                   std::optional<Quantity> target) {
  YearSoFar so_far = year_so_far(points, metric.frequency, target);
  summary.latest = told.summary.latest = so_far.total();
  summary.sparkline = sparkline_of(so_far.totals);
  told.year = so_far.year;
  told.summary.target = so_far.target;
  told.even_pace = so_far.even_pace();
  if (!so_far.target || metric.direction == Direction::neutral) return;
  bool reached = so_far.total() >= *so_far.target;
  summary.assurance = metric.direction == Direction::lower ? (reached ? "misses" : "none")
                      : reached                            ? "meets"
                                                           : "not_yet";
}

struct Way {  // how a summary is made
  ChartKind kind;
  const statistics::RuleSet& rules;
  std::optional<Quantity> target;
};

std::optional<SeriesSummary> summarised(Reader& db, const Series& series, const Metric& metric,
                                        const std::vector<Point>& points, const Way& way) {
  if (points.empty()) return std::nullopt;
  Judgement found =
      judge(points, remarks_of(db, series.id), metric, {.kind = way.kind, .rules = way.rules, .target = way.target});
  auto latest = found.analysis.latest();
  if (!latest) return std::nullopt;
  SeriesSummary summary{.series = series.id,
                        .points = static_cast<int>(found.summary.points),
                        .latest_on = points[*latest].period,
                        .latest = found.summary.latest,
                        .centre = found.summary.last_centre,
                        .variation = std::string(variation_of(found, way.kind)),
                        .assurance = std::string(word_of(found.summary.assurance)),
                        .sparkline = sparkline_of(found.values()),
                        .told = {}};
  Told told = told_of(found, points, found.fits ? way.kind : ChartKind::i, metric.direction);
  if (metric.chart == ChartKind::burn_up) tell_the_year(summary, told, points, metric, way.target);
  summary.told = text_of(told);
  return summary;
}

// About the median every chart is a run chart; the others keep their own kind.
Way way_asked(const Metric& metric, const SummaryAsked& asked, std::optional<Quantity> target) {
  for (const statistics::RuleSet& rules : statistics::rule_sets()) {
    if (rules.name != asked.rules) continue;
    bool median = rules.centre == statistics::Centre::median;
    if (median) return {ChartKind::run, rules, target};
    return {metric.chart == ChartKind::run ? ChartKind::i : metric.chart, rules, target};
  }
  return {metric.chart, rules_of(metric, metric.chart), target};
}

}  // namespace

std::optional<std::vector<kit::Value>> summary_of(Reader& db, const Series& series, const Metric& metric) {
  auto summary = summarised(db, series, metric, points_with_spread(db, series, metric),
                            {metric.chart, rules_of(metric, metric.chart), series.target});
  if (!summary) return std::nullopt;
  return std::vector<kit::Value>{series.id,
                                 static_cast<std::int64_t>(summary->points),
                                 summary->latest_on,
                                 summary->latest,
                                 summary->centre,
                                 summary->variation,
                                 summary->assurance,
                                 summary->sparkline,
                                 last_day_of(summary->latest_on, metric.frequency),
                                 summary->told};
}

std::optional<SeriesSummary> summary_asked(Reader& db, const Series& series, const Metric& metric,
                                           const SummaryAsked& asked) {
  auto points = points_with_spread(db, series, metric);
  std::optional<Quantity> target = series.target;
  if (asked.as_of) {
    std::erase_if(points,
                  [&](const Point& point) { return last_day_of(point.period, metric.frequency) > *asked.as_of; });
    target = target_of_year(db, series, kit::year_of(*asked.as_of));
  }
  return summarised(db, series, metric, points, way_asked(metric, asked, target));
}

SummarySentence sentence_of(const View& view, const SeriesLine& line) {
  Told told = line.summary ? told_in(line.summary->told) : Told{};
  Sentence sentence = sentence_of(view.language, told, line.metric);
  return {std::move(sentence.strong), std::move(sentence.rest)};
}

partnership::Projection summaries_of_series() {
  return {.table = "series_summaries",
          .columns = {summary_columns.begin(), summary_columns.end()},
          .keys = 1,
          .reals = {"latest", "centre"},
          .condition = "",
          .rows = [](kit::Session& session, const partnership::Projection::Give& give) {
            partnership::Actor nobody;
            Reader db(session, nobody, {}, {});
            std::map<std::string, Metric> metrics;
            for (Metric& metric : db.all<Metric>("")) metrics[metric.id.text] = metric;
            partnership::each_in_parts(session, Series::table().select() + "order by id", [&](const kit::Row& found) {
              auto series = kit::read_record<Series>(found);
              if (auto row = summary_of(db, series, metrics.at(series.metric.text))) give(std::move(*row));
            });
          }};
}

void count_all_reports(kit::Session& db, const partnership::AddTally& add) {
  partnership::each_in_parts(
      db,
      "select place_id, metric_id, part, units.kind, period from measurements join series on series.id = series_id"
      " join units on units.id = place_id where revision = 0",
      [&](const kit::Row& row) {
        Series series{.id = {},
                      .metric = {std::string(row.text(1))},
                      .place = std::string(row.text(0)),
                      .part = std::string(row.text(2)),
                      .target = {}};
        UnitKind kind;
        Date period;
        kit::read_column(row, 3, kind);
        kit::read_column(row, 4, period);
        for (auto& when : {reports_period(), reports_period(period)})
          add(series.place, when, reports_name(series, kind), 1);
      });
}

}  // namespace measures
