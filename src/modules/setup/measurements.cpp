#include "modules/setup/intakes.h"

// Series and what was measured in them.
namespace setup {

using measures::Measurement;
using measures::Series;

std::string SeriesIntake::identity() const { return row_.metric.text + "|" + row_.place + "|" + row_.part; }

bool SeriesIntake::load(Known& known) {
  there_ = known.has_series(row_);
  if (!there_) return false;
  former_ = known.db().one<Series>("where metric_id = $1 and place_id = $2 and part = $3",
                                   {row_.metric, row_.place, row_.part});
  row_ = former_;
  return true;
}

std::optional<Fault> SeriesIntake::keep(Known& known, Change& change) {
  if (there_) return IntakeOf::keep(known, change);
  change = Change::added;
  known.series(row_);
  return std::nullopt;
}

// Also the series that measurements and projects begin without a file of series.
void SeriesIntake::write(Tx& tx, Known& known, const Step& step) {
  for (const Series& series : known.take_new_series()) {
    tx.insert(series);
    step(0);
  }
  for (const Kept& kept : kept_) {
    measures::set_target(tx, kept.row.id.empty() ? kept.row : measures::find_series(tx, kept.row.id), kept.row.target);
    step(1);
  }
}

// ── measurements ─────────────────────────────────────────────────────────────

namespace {
std::int64_t day_number(Date date) { return date.days.time_since_epoch().count(); }
}  // namespace

void MeasurementIntake::fresh() {
  series_ = {};
  measurement_ = {};
  measurement_.denominator = kit::whole(1);
}

void* MeasurementIntake::part(int number) { return number == 0 ? static_cast<void*>(&series_) : &measurement_; }

MeasurementIntake::OfSeries& MeasurementIntake::series_of_row(Known& known) {
  std::string key = series_.metric.text + "|" + series_.place + "|" + series_.part;
  auto [found, fresh] = by_series_.try_emplace(std::move(key));
  OfSeries& of = found->second;
  if (!fresh) return of;
  bool there = known.has_series(series_);
  of.series = series_;
  of.series.id = known.series(series_);
  if (!there) return of;
  known.db().each(
      "select period, numerator, denominator from measurements where series_id = $1 order by period, revision",
      {of.series.id}, [&](const kit::Row& row) {
        Date period;
        kit::read_column(row, 0, period);
        of.recorded[day_number(period)] = {period, {row.integer(1)}, {row.integer(2)}, {}};
      });
  return of;
}

std::optional<Fault> MeasurementIntake::keep(Known& known, Change& change) {
  if (measurement_.denominator.millionths <= 0)
    return Fault{"denominator", "setup.problem.denominator", kit::text_of(measurement_.denominator)};
  OfSeries& of = series_of_row(known);
  if (!of.seen.insert(day_number(measurement_.period)).second)
    return Fault{"period", "setup.problem.double_period", kit::iso(measurement_.period)};

  change = Change::added;
  if (auto former = of.recorded.find(day_number(measurement_.period)); former != of.recorded.end()) {
    bool equal =
        former->second.numerator == measurement_.numerator && former->second.denominator == measurement_.denominator;
    change = equal ? Change::same : Change::changed;
    if (!equal && measurement_.reason.empty())
      return Fault{"reason", "setup.problem.say_why", kit::iso(measurement_.period)};
  }
  if (change == Change::same) return std::nullopt;
  of.values.push_back({measurement_.period, measurement_.numerator, measurement_.denominator, measurement_.reason});
  ++kept_;
  return std::nullopt;
}

void MeasurementIntake::write(Tx& tx, Known&, const Step& step) {
  for (auto& [key, of] : by_series_) {
    std::vector<Measurement> measurements;
    measurements.reserve(of.values.size());
    for (Value& value : of.values)
      measurements.push_back({.series = of.series.id,
                              .period = value.period,
                              .revision = 0,
                              .numerator = value.numerator,
                              .denominator = value.denominator,
                              .reason = std::move(value.reason)});
    step(measurements.size());
    measures::record_measurements(tx, of.series, std::move(measurements));
  }
}

}  // namespace setup
