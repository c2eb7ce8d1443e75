#include "modules/measures/summaries.h"

#include <algorithm>
#include <set>

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

Date last_day_of(Date period, const Periods& periods) { return kit::add_days(next_period(period, periods), -1); }

std::optional<Quantity> target_of_year(Reader& db, const Series& series, int year) {
  for (const SeriesTarget& one : targets_of(db, series.id))
    if (one.year <= year) return one.target;
  return series.target;
}

// What adds up says how far it is, and its variation is that of what each period adds.
void tell_the_year(SeriesSummary& summary, Told& told, const std::vector<Point>& points, const Metric& metric,
                   std::optional<Quantity> target) {
  YearSoFar so_far = year_so_far(points, metric.periods(), target);
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
                                        const std::vector<Point>& points, const Way& way, bool remarked = true) {
  if (points.empty()) return std::nullopt;
  Judgement found = judge(points, remarked ? remarks_of(db, series.id) : Remarks{}, metric,
                          {.kind = way.kind, .rules = way.rules, .target = way.target});
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

// Nothing for a series without measurements.
std::optional<std::vector<kit::Value>> summary_of(Reader& db, const Series& series, const Metric& metric,
                                                  const std::vector<Point>& points, bool remarked) {
  auto summary =
      summarised(db, series, metric, points, {metric.chart, rules_of(metric, metric.chart), series.target}, remarked);
  if (!summary) return std::nullopt;
  return std::vector<kit::Value>{series.id,
                                 static_cast<std::int64_t>(summary->points),
                                 summary->latest_on,
                                 summary->latest,
                                 summary->centre,
                                 summary->variation,
                                 summary->assurance,
                                 summary->sparkline,
                                 last_day_of(summary->latest_on, metric.periods()),
                                 summary->told};
}

}  // namespace

std::optional<SeriesSummary> summary_asked(Reader& db, const Series& series, const Metric& metric,
                                           const SummaryAsked& asked) {
  auto points = points_with_spread(db, series, metric);
  std::optional<Quantity> target = series.target;
  if (asked.as_of) {
    std::erase_if(points,
                  [&](const Point& point) { return last_day_of(point.period, metric.periods()) > *asked.as_of; });
    target = target_of_year(db, series, kit::year_of(*asked.as_of));
  }
  return summarised(db, series, metric, points, way_asked(metric, asked, target));
}

SummarySentence sentence_of(const View& view, const SeriesLine& line) {
  Told told = line.summary ? told_in(line.summary->told) : Told{};
  Sentence sentence = sentence_of(view.language, told, line.metric);
  return {std::move(sentence.strong), std::move(sentence.rest)};
}

namespace {

std::set<std::string> series_with(Reader& db, std::string_view sql, const Metric& metric) {
  std::set<std::string> found;
  db.each(sql, {metric.id}, [&](const kit::Row& row) { found.emplace(row.text(0)); });
  return found;
}

std::set<std::string> remarked_series(Reader& db, const Metric& metric) {
  return series_with(db,
                     "select series_id from phase_starts join series on series.id = series_id where metric_id = $1"
                     " union select series_id from point_standings join series on series.id = series_id"
                     " where metric_id = $1 union select series_id from series_baselines join series on"
                     " series.id = series_id where metric_id = $1",
                     metric);
}

std::optional<Quantity> target_in(const std::vector<SeriesTarget>& targets, int year) {
  for (const SeriesTarget& one : targets)
    if (one.year <= year) return one.target;
  return std::nullopt;
}

}  // namespace

namespace {

// Whether at least every second series between the first and the last is one of these.
bool lie_close(Reader& db, const std::vector<std::string>& ids) {
  return db.value<std::int64_t>("select count(*) from series where id >= $1 and id <= $2", {ids.front(), ids.back()}) <=
         static_cast<std::int64_t>(2 * ids.size());
}

}  // namespace

KeepSummaries::KeepSummaries(Tx& tx, const Metric& metric)
    : tx_(tx),
      metric_(metric),
      remarked_(remarked_series(tx, metric)),
      aimed_(series_with(tx,
                         "select distinct series_id from series_targets join series on series.id = series_id"
                         " where metric_id = $1",
                         metric)) {}

void KeepSummaries::of(const Series& series) { keep(series, points_with_spread(tx_, series, metric_)); }

void KeepSummaries::keep(const Series& series, const std::vector<Point>& points) {
  auto row = summary_of(tx_, series, metric_, points, remarked_.contains(series.id.text));
  if (!row) {
    tx_.run("delete from series_summaries where series_id = $1", {series.id});
    return;
  }
  tx_.db().run(
      "insert into series_summaries (series_id, points, latest_on, latest, centre, variation, assurance, sparkline, "
      "until, told)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (series_id) do update set"
      " points = excluded.points, latest_on = excluded.latest_on, until = excluded.until, latest = excluded.latest,"
      " centre = excluded.centre, variation = excluded.variation, assurance = excluded.assurance,"
      " sparkline = excluded.sparkline, told = excluded.told",
      kit::Args(*row));
}

void KeepSummaries::aim(Series& series, Date period) {
  if (!aimed_.contains(series.id.text)) return;
  auto target = target_in(targets_of(tx_, series.id), year_of_period(period, metric_.periods()));
  if (!target || series.target == target) return;
  series.target = target;
  tx_.update(series);
}

void KeepSummaries::of_year(const Id<Series>& id, Date period) {
  Series series = find_series(tx_, id);
  aim(series, period);
  of(series);
}

void KeepSummaries::of_year(const std::string& part, const std::vector<std::string>& ids, Date period,
                            const std::function<void()>& progress) {
  constexpr std::size_t read_together = 256;
  std::vector<Series> all = tx_.all<Series>("where metric_id = $1 and part = $2 order by id", {metric_.id, part});
  const bool close = metric_.chart != ChartKind::xbar && ids.size() > 16 && lie_close(tx_, ids);
  std::vector<Series> some;
  auto keep_some = [&] {
    if (close) {
      auto points = points_of_all(tx_, some, metric_);
      for (std::size_t i = 0; i < some.size(); ++i) keep(some[i], points[i]);
    } else {
      for (const Series& series : some) of(series);
    }
    some.clear();
    if (progress) progress();
  };
  for (Series& series : all) {
    if (!std::ranges::binary_search(ids, series.id.text)) continue;
    aim(series, period);
    some.push_back(std::move(series));
    if (some.size() == read_together) keep_some();
  }
  keep_some();
}

partnership::Projection summaries_of_series() {
  return {.table = "series_summaries",
          .columns = {summary_columns.begin(), summary_columns.end() - 1},
          .keys = 1,
          .reals = {"latest", "centre"},
          .words = {"told"},  // empty in records that were begun before it was kept
          .condition = "",
          .rows = [](kit::Session& session, const partnership::Projection::Give& give) {
            partnership::Actor nobody;
            Reader db(session, nobody, {}, {});
            std::map<std::string, Metric> metrics;
            std::map<std::string, std::set<std::string>> remarked;  // of each metric
            for (Metric& metric : db.all<Metric>("")) {
              remarked[metric.id.text] = remarked_series(db, metric);
              metrics[metric.id.text] = metric;
            }
            partnership::each_in_parts(session, Series::table().select() + "order by id", [&](const kit::Row& found) {
              auto series = kit::read_record<Series>(found);
              bool looked_at = remarked.at(series.metric.text).contains(series.id.text);
              const Metric& metric = metrics.at(series.metric.text);
              auto row = summary_of(db, series, metric, points_with_spread(db, series, metric), looked_at);
              if (row) give(std::move(*row));
            });
          }};
}

void count_all_reports(kit::Session& db, const partnership::AddTally& add) {
  partnership::each_in_parts(
      db,
      "select parent_id, metric_id, part, units.kind, period from measurements join series on series.id = series_id"
      " join units on units.id = place_id where revision = 0 and parent_id is not null",
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
