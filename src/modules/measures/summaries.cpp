#include "modules/measures/summaries.h"

#include <algorithm>

#include "modules/measures/analysis.h"

namespace measures {
namespace {

constexpr std::size_t sparkline_values = 24;

std::string sparkline_of(const std::vector<double>& values) {
  std::string text;
  std::size_t from = values.size() - std::min(values.size(), sparkline_values);
  for (std::size_t i = from; i < values.size(); ++i) text += (text.empty() ? "" : " ") + kit::print_text(values[i]);
  return text;
}

}  // namespace

namespace {

// A run chart has no limits and no icons; what its own rules find is told nevertheless.
std::string_view variation_of(const Judgement& found, ChartKind kind) {
  constexpr std::size_t least_points_of_a_run_chart = 10;
  if (kind != ChartKind::run) return word_of(found.summary.variation);
  return found.summary.points < least_points_of_a_run_chart ? "none" : word_of(found.summary.latest_kind);
}

}  // namespace

std::optional<std::vector<kit::Value>> summary_of(Reader& db, const Series& series, const Metric& metric) {
  auto points = points_of(db, series, metric);
  if (points.empty()) return std::nullopt;
  Judgement found = judge(points, remarks_of(db, series.id), metric,
                          {.kind = metric.chart, .rules = rules_of(metric, metric.chart), .target = series.target});
  auto latest = found.analysis.latest();
  if (!latest) return std::nullopt;
  Date latest_on = points[*latest].period;
  return std::vector<kit::Value>{series.id,
                                 static_cast<std::int64_t>(found.summary.points),
                                 latest_on,
                                 found.summary.latest,
                                 found.summary.last_centre,
                                 variation_of(found, metric.chart),
                                 word_of(found.summary.assurance),
                                 sparkline_of(found.values()),
                                 kit::add_days(next_period(latest_on, metric.frequency), -1)};
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
            for (const Series& series : db.all<Series>("order by id"))
              if (auto row = summary_of(db, series, metrics.at(series.metric.text))) give(std::move(*row));
          }};
}

void count_all_reports(kit::Session& db, const partnership::AddTally& add) {
  db.each(
      "select place_id, metric_id, part, units.kind, period from measurements join series on series.id = series_id"
      " join units on units.id = place_id where revision = 0",
      {}, [&](const kit::Row& row) {
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
