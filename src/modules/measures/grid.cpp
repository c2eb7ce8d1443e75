#include <algorithm>
#include <map>
#include <set>

#include "kit/text/utf8.h"
#include "modules/measures/measures.h"

// The form for entering values: one row for each period. It is read as a whole: one bad row refuses all of them.
namespace measures {
namespace {

constexpr std::size_t most_offered = 12, blank_rows = 2, most_rows = 1000;

std::vector<std::string> column(const kit::Form& form, std::string_view name) {
  std::vector<std::string> cells;
  for (std::string_view cell : form.all(name)) cells.push_back(trimmed(cell));
  return cells;
}

std::vector<GridRow> rows_of(const kit::Form& form) {
  auto periods = column(form, "period"), numerators = column(form, "numerator"),
       denominators = column(form, "denominator"), reasons = column(form, "reason");
  auto cell = [](const std::vector<std::string>& cells, std::size_t i) {
    return i < cells.size() ? cells[i] : std::string();
  };
  std::vector<GridRow> rows(std::min(most_rows, std::max(periods.size(), numerators.size())));
  for (std::size_t i = 0; i < rows.size(); ++i)
    rows[i] = {cell(periods, i), cell(numerators, i), cell(denominators, i), cell(reasons, i)};
  return rows;
}

// Periods inside the series that have no value, then those since, up to the one that has just begun.
std::vector<Date> empty_periods(const Metric& metric, const std::vector<Point>& points, Date today) {
  std::vector<Date> empty;
  if (points.empty()) return {period_of(today, metric.periods())};
  for (std::size_t i = points.size() > 60 ? points.size() - 60 : 1; i < points.size(); ++i)
    for (Date next = next_period(points[i - 1].period, metric.periods());
         next_period(next, metric.periods()) <= points[i].period && empty.size() < most_offered;
         next = next_period(next, metric.periods()))
      empty.push_back(next);
  for (Date next = next_period(points.back().period, metric.periods()); next <= today && empty.size() < most_offered;
       next = next_period(next, metric.periods()))
    empty.push_back(next);
  return empty;
}

// Everything that is wrong with a form, by row and cell; the cell's id is its name and the row's number.
class GridReader {
 public:
  GridReader(const Series& series, const Metric& metric, const std::vector<Point>& points, Date today)
      : series_(series), metric_(metric), points_(points), today_(today) {}

  void read(const GridRow& row, std::size_t number) {
    number_ = number;
    if (row.numerator.empty() && row.denominator.empty() && row.reason.empty()) return;
    Measurement measurement{.series = series_.id, .reason = row.reason};
    bool whole = read_period(row.period, measurement);
    whole &= read_quantity("numerator", "measures.field.row_value", row.numerator, measurement.numerator);
    measurement.denominator = kit::whole(1);
    if (!metric_.denominator.empty())
      whole &=
          read_quantity("denominator", "measures.field.row_denominator", row.denominator, measurement.denominator) &&
          require_above_zero(measurement.denominator);
    if (kit::characters(row.reason) > 500) fault("reason", "measures.field.row_reason_long");
    if (whole && is_correction(measurement) && row.reason.empty()) fault("reason", "measures.field.row_reason");
    if (whole) measurements_.push_back(std::move(measurement));
  }
  std::vector<Measurement> take() {
    if (measurements_.empty() && faults_.empty()) faults_.push_back({"numerator-1", "measures.field.no_rows", {}});
    refuse_invalid(std::move(faults_));
    return std::move(measurements_);
  }

 private:
  void fault(const std::string& cell, std::string_view key) {
    faults_.push_back({cell + "-" + std::to_string(number_), std::string(key), std::to_string(number_)});
  }
  bool read_period(const std::string& text, Measurement& measurement) {
    auto day = kit::parse_date_loose(text);
    if (!day) return fault("period", "measures.field.row_period"), false;
    std::optional<Date> like;
    if (!points_.empty()) like = points_.back().period;
    measurement.period = period_of(*day, metric_.periods(), like);
    if (measurement.period > today_) return fault("period", "measures.field.row_future"), false;
    if (!periods_.insert(measurement.period).second) return fault("period", "measures.field.row_twice"), false;
    return true;
  }
  bool read_quantity(const std::string& cell, std::string_view key, const std::string& text, Quantity& value) {
    auto read = kit::parse_loose(text);
    if (!read) return fault(cell, key), false;
    value = *read;
    return true;
  }
  bool require_above_zero(Quantity denominator) {
    if (denominator.millionths <= 0) fault("denominator", "measures.field.row_denominator");
    return denominator.millionths > 0;
  }
  bool is_correction(const Measurement& measurement) const {
    auto there = std::ranges::lower_bound(points_, measurement.period, {}, &Point::period);
    return there != points_.end() && there->period == measurement.period &&
           (there->numerator != measurement.numerator || there->denominator != measurement.denominator);
  }

  const Series& series_;
  const Metric& metric_;
  const std::vector<Point>& points_;
  Date today_;
  std::size_t number_ = 0;
  std::set<Date> periods_;
  std::vector<Measurement> measurements_;
  std::vector<FieldError> faults_;
};

}  // namespace

std::vector<GridRow> grid_rows(const View& view, const Metric& metric, const std::vector<Point>& points) {
  for (const kit::Form* form : {view.typed, view.draft ? &*view.draft : nullptr})
    if (form && form->has("period")) return rows_of(*form);
  std::vector<GridRow> rows;
  for (Date period : empty_periods(metric, points, view.today)) rows.push_back({.period = kit::iso(period)});
  rows.resize(rows.size() + blank_rows);
  return rows;
}

std::vector<Measurement> read_grid(const kit::Form& form, const Series& series, const Metric& metric,
                                   const std::vector<Point>& points, Date today) {
  GridReader reader(series, metric, points, today);
  std::size_t number = 0;
  for (const GridRow& row : rows_of(form)) reader.read(row, ++number);
  return reader.take();
}

}  // namespace measures
