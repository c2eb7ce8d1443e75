#include <algorithm>
#include <map>
#include <set>

#include "modules/measures/analysis.h"
#include "modules/measures/rollup.h"
#include "modules/measures/summaries.h"
#include "partnership/units.h"

namespace measures {
namespace {

void keep_summary(Tx& tx, const Series& series, const Metric& metric) { KeepSummaries(tx, metric).of(series); }

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

// What a unit reports counts at all above; what a team counts for itself is nobody's total.
void count_reports(Tx& tx, const Series& series, const std::vector<Measurement>& fresh) {
  Unit unit = tx.find(Id<Unit>{series.place});
  if (!unit.parent) return;
  for (const Measurement& one : fresh)
    for (auto& period : {reports_period(), reports_period(one.period)})
      tx.tally(*unit.parent, period, reports_name(series, unit.kind), 1);
}

// The units above add up anew.
void count_above(Tx& tx, const Series& series, const Metric& metric, const std::vector<Measurement>& fresh, Date from,
                 Date to) {
  if (!series.place.starts_with(Unit::prefix)) return;
  count_reports(tx, series, fresh);
  if (!sums_up(metric)) return;
  KeepSummaries keep(tx, metric);
  for (const Series& above : roll_up(tx, Lineage(tx), metric, series.part, from, to)) keep.of(above);
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

std::string reports_period(std::optional<Date> period) { return period ? "reports " + kit::iso(*period) : "reports"; }
std::string reports_name(const Series& series, UnitKind kind) {
  return std::string(kit::to_value(kind)) + " " + series.metric.text + (series.part.empty() ? "" : " " + series.part);
}

Metric add_metric(Tx& tx, Metric metric) {
  if (metric.id.empty()) metric.id = kit::fresh<Metric>();
  if (metric.external_id.empty()) metric.external_id = metric.id.text;
  tx.insert(metric);
  return metric;
}

namespace {

std::optional<Quantity> target_in(const std::vector<SeriesTarget>& targets, int year) {
  for (const SeriesTarget& one : targets)
    if (one.year <= year) return one.target;
  return std::nullopt;
}

}  // namespace

Series add_series(Tx& tx, const Id<Metric>& metric, std::string place, std::string part,
                  std::optional<Quantity> target) {
  if (auto begun = series_of(tx, metric, place, part)) {  // by what lies below it
    set_target(tx, *begun, target);
    begun->target = target;
    return *begun;
  }
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
  auto [earliest, latest] = std::ranges::minmax(measurements, {}, &Measurement::period);
  Date first = earliest.period, last = latest.period;
  Sorted sorted = sort_out(tx, series, std::move(measurements));
  if (sorted.fresh.size() == 1) tx.record(sorted.fresh.front());
  if (sorted.fresh.size() > 1) tx.record_all(sorted.fresh);
  for (const Measurement& correction : sorted.corrections) tx.record(correction);
  if (sorted.fresh.empty() && sorted.corrections.empty()) return;
  Metric metric = find_metric(tx, series.metric);
  KeepSummaries(tx, metric).of_year(series.id, last);
  count_above(tx, series, metric, sorted.fresh, first, last);
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

SeriesTarget set_year_target(Tx& tx, const Id<Series>& id, int year, Quantity target, const std::string& reason) {
  Series series = find_series(tx, id);
  allow(may_tend(tx, series));
  if (year < 1990 || year > 2200) refuse_invalid({{"year", "measures.field.year"}});
  tx.lock(id.text);
  auto revisions =
      tx.value<std::int64_t>("select count(*) from series_targets where series_id = $1 and year = $2", {id, year});
  SeriesTarget fact{
      .series = id, .year = year, .revision = static_cast<int>(revisions), .target = target, .reason = reason};
  tx.record(fact);
  if (auto now = target_in(targets_of(tx, id), kit::year_of(tx.today()))) set_target(tx, series, now);
  return fact;
}

PointStanding set_standing(Tx& tx, const Id<Series>& id, Date period, Standing standing, const std::string& reason) {
  Series series = find_series(tx, id);
  tx.lock(id.text);
  auto revisions =
      tx.value<std::int64_t>("select count(*) from point_standings where series_id = $1 and period = $2", {id, period});
  PointStanding fact{
      .series = id, .period = period, .revision = static_cast<int>(revisions), .standing = standing, .reason = reason};
  tx.record(fact);
  keep_summary(tx, series, find_metric(tx, series.metric));
  return fact;
}

Baseline set_baseline(Tx& tx, const Id<Series>& id, int points, const std::string& reason) {
  Series series = find_series(tx, id);
  tx.lock(id.text);
  auto revisions = tx.value<std::int64_t>("select count(*) from series_baselines where series_id = $1", {id});
  Baseline fact{.series = id, .revision = static_cast<int>(revisions), .points = points, .reason = reason};
  tx.record(fact);
  keep_summary(tx, series, find_metric(tx, series.metric));
  return fact;
}

bool may_tend(Reader& db, const Series& series) {
  const Actor& actor = db.actor();
  if (!series.place.starts_with(Unit::prefix)) return actor.holds(series.place, Role::co_lead);
  if (!actor.has_role(Role::analyst) && !actor.has_role(Role::administrator) && !actor.has_role(Role::executive))
    return false;
  return std::ranges::any_of(path_to(db, {series.place}), [&](const Unit& unit) {
    return std::ranges::any_of(std::array{Role::analyst, Role::administrator, Role::executive},
                               [&](Role role) { return actor.holds(unit.id.text, role); });
  });
}

void refresh_summaries(Tx& tx, const Metric& metric) {
  KeepSummaries keep(tx, metric);
  for (const Series& series : tx.all<Series>("where metric_id = $1 order by id", {metric.id})) keep.of(series);
}

void refresh_summary(Tx& tx, const Series& series) { keep_summary(tx, series, find_metric(tx, series.metric)); }

void set_target(Tx& tx, Series series, std::optional<Quantity> target) {
  if (series.target == target) return;
  series.target = target;
  tx.update(series);
  keep_summary(tx, series, find_metric(tx, series.metric));
}

}  // namespace measures
