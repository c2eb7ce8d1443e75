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
      "select period, revision, numerator, denominator from measurements where series_id = $1"
      " order by period, revision",
      {of.series.id}, [&](const kit::Row& row) {
        Date period;
        kit::read_column(row, 0, period);
        of.recorded[period] = {static_cast<int>(row.integer(1)), {row.integer(2)}, {row.integer(3)}};
      });
  return of;
}

int MeasurementIntake::place_in(FileOf& file, OfSeries& of) {
  auto [found, fresh] = file.places.try_emplace(&of, static_cast<int>(file.figures.series.size()));
  if (fresh) file.figures.series.push_back(of.series);
  return found->second;
}

std::optional<Fault> MeasurementIntake::keep(Known& known, Change& change) {
  using Told = measures::Figure::Change;
  if (measurement_.denominator.millionths <= 0)
    return Fault{"denominator", "setup.problem.denominator", kit::text_of(measurement_.denominator)};
  OfSeries& of = series_of_row(known);
  if (!of.seen.insert(measurement_.period).second)
    return Fault{"period", "setup.problem.double_period", kit::iso(measurement_.period)};

  measures::Figure figure{.period = measurement_.period,
                          .numerator = measurement_.numerator,
                          .denominator = measurement_.denominator,
                          .line = known.row(),
                          .reason = measurement_.reason};
  change = Change::added;
  if (auto former = of.recorded.find(measurement_.period); former != of.recorded.end()) {
    bool equal =
        former->second.numerator == measurement_.numerator && former->second.denominator == measurement_.denominator;
    change = equal ? Change::same : Change::changed;
    if (!equal && measurement_.reason.empty())
      return Fault{"reason", "setup.problem.say_why", kit::iso(measurement_.period)};
    figure.change = equal ? Told::same : Told::corrected;
    figure.revision = former->second.revision + (equal ? 0 : 1);
  }
  FileOf& file = by_file_[known.file()];
  figure.series = place_in(file, of);
  file.figures.rows.push_back(std::move(figure));
  kept_ += change != Change::same;
  return std::nullopt;
}

void MeasurementIntake::write(Tx& tx, Known&, const Step& step) {
  for (auto& [name, file] : by_file_)
    measures::record_load(tx, {.files = name}, std::move(file.figures), [&](std::size_t rows) { step(rows); });
}

}  // namespace setup
