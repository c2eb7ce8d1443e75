#include <algorithm>
#include <map>
#include <set>

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

void keep_summary(Tx& tx, const Series& series, const Metric& metric) {
  auto points = points_of(tx, series, metric);
  if (points.empty()) return;
  Judgement found =
      judge(points, phases_of(tx, series.id), statistics::rule_set(usual_rules), series.target, metric.direction);
  tx.run(
      "insert into series_summaries (series_id, points, latest_on, latest, centre, variation, assurance, sparkline, "
      "until)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (series_id) do update set points = excluded.points,"
      " latest_on = excluded.latest_on, until = excluded.until, latest = excluded.latest, centre = excluded.centre,"
      " variation = excluded.variation, assurance = excluded.assurance, sparkline = excluded.sparkline",
      {series.id, static_cast<std::int64_t>(points.size()), points.back().period, found.summary.latest,
       found.summary.last_centre, word_of(found.summary.variation), word_of(found.summary.assurance),
       sparkline_of(found.values), kit::add_days(next_period(points.back().period, metric.frequency), -1)});
}

struct Recorded {
  int revision = 0;
  Quantity numerator, denominator;
};
std::map<Date, Recorded> recorded_between(Reader& db, const Id<Series>& series, Date from, Date to) {
  std::map<Date, Recorded> recorded;
  db.each(
      "select period, revision, numerator, denominator from measurements"
      " where series_id = $1 and period >= $2 and period <= $3 order by period, revision",
      {series, from, to}, [&](const kit::Row& row) {
        Date period;
        kit::read_column(row, 0, period);
        recorded[period] = {static_cast<int>(row.integer(1)), {row.integer(2)}, {row.integer(3)}};
      });
  return recorded;
}

std::optional<FieldError> fault_of(const Measurement& measurement) {
  if (measurement.denominator.millionths <= 0)
    return FieldError{"denominator", "measures.field.denominator", kit::iso(measurement.period)};
  return std::nullopt;
}

void require_sound(const std::vector<Measurement>& measurements) {
  std::vector<FieldError> faults;
  std::set<Date> periods;
  for (const Measurement& measurement : measurements) {
    if (auto fault = fault_of(measurement)) faults.push_back(std::move(*fault));
    if (!periods.insert(measurement.period).second)
      faults.push_back({"period", "measures.field.twice", kit::iso(measurement.period)});
  }
  refuse_invalid(std::move(faults));
}

struct Sorted {
  std::vector<Measurement> fresh, corrections;
};
Sorted sort_out(Reader& db, const Series& series, std::vector<Measurement> measurements) {
  auto [first, last] = std::ranges::minmax(measurements, {}, &Measurement::period);
  auto recorded = recorded_between(db, series.id, first.period, last.period);
  Sorted sorted;
  std::vector<FieldError> faults;
  for (Measurement& measurement : measurements) {
    measurement.series = series.id;
    auto former = recorded.find(measurement.period);
    if (former == recorded.end()) {
      measurement.revision = 0;
      measurement.reason.clear();
      sorted.fresh.push_back(std::move(measurement));
      continue;
    }
    const Recorded& there = former->second;
    if (there.numerator == measurement.numerator && there.denominator == measurement.denominator) continue;
    if (measurement.reason.empty())
      faults.push_back({"reason", "measures.field.say_why_corrected", kit::iso(measurement.period)});
    measurement.revision = there.revision + 1;
    sorted.corrections.push_back(std::move(measurement));
  }
  refuse_invalid(std::move(faults));
  return sorted;
}

}  // namespace

Metric add_metric(Tx& tx, Metric metric) {
  if (metric.id.empty()) metric.id = kit::fresh<Metric>();
  if (metric.external_id.empty()) metric.external_id = metric.id.text;
  tx.insert(metric);
  return metric;
}

Series add_series(Tx& tx, const Id<Metric>& metric, std::string place, std::string part,
                  std::optional<Quantity> target) {
  Series series{.id = kit::fresh<Series>(),
                .metric = metric,
                .place = std::move(place),
                .part = std::move(part),
                .target = target};
  tx.insert(series);
  return series;
}

void record_measurements(Tx& tx, const Series& series, std::vector<Measurement> measurements) {
  if (measurements.empty()) return;
  require_sound(measurements);
  tx.lock(series.id.text);
  Sorted sorted = sort_out(tx, series, std::move(measurements));
  if (sorted.fresh.size() == 1) tx.record(sorted.fresh.front());
  if (sorted.fresh.size() > 1) tx.record_all(sorted.fresh);
  for (const Measurement& correction : sorted.corrections) tx.record(correction);
  if (!sorted.fresh.empty() || !sorted.corrections.empty()) keep_summary(tx, series, find_metric(tx, series.metric));
}

Annotation annotate(Tx& tx, const Id<Series>& series, Date on, const std::string& body) {
  if (body.empty()) refuse_invalid({{"body", "partnership.field.required"}});
  Annotation annotation{.id = kit::fresh<Annotation>(), .series = series, .noted_on = on, .body = body};
  tx.record(annotation);
  return annotation;
}

PhaseStart start_phase(Tx& tx, const Id<Series>& id, Date on, const std::string& reason) {
  if (reason.empty()) refuse_invalid({{"reason", "partnership.field.say_why"}});
  PhaseStart phase{.id = kit::fresh<PhaseStart>(), .series = id, .starts_on = on, .reason = reason};
  tx.record(phase);
  Series series = find_series(tx, id);
  keep_summary(tx, series, find_metric(tx, series.metric));
  return phase;
}

void set_target(Tx& tx, Series series, std::optional<Quantity> target) {
  if (series.target == target) return;
  series.target = target;
  tx.update(series);
  keep_summary(tx, series, find_metric(tx, series.metric));
}

}  // namespace measures
