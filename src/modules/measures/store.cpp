#include <algorithm>

#include "modules/measures/measures.h"

namespace measures {

Metric find_metric(Reader& db, const Id<Metric>& id) { return db.find(id); }
Series find_series(Reader& db, const Id<Series>& id) { return db.find(id); }

std::optional<Series> series_of(Reader& db, const Id<Metric>& metric, std::string_view place, std::string_view part) {
  return db.maybe<Series>("where metric_id = $1 and place_id = $2 and part = $3", {metric, place, part});
}

// Newest first out of the index, so that a long series costs no more than a short one; corrections come before what
// they correct. Twice as many rows as periods are enough while not every period was corrected.
std::vector<Point> points_of(Reader& db, const Series& series, const Metric& metric, int most) {
  std::vector<Point> points;
  points.reserve(static_cast<std::size_t>(std::min(most, 520)));
  std::string latest;
  db.each(
      "select period, revision, numerator, denominator from measurements where series_id = $1"
      " order by period desc, revision desc limit $2",
      {series.id, 2 * most}, [&](const kit::Row& row) {
        if (row.text(0) == latest || static_cast<int>(points.size()) == most) return;
        latest = row.text(0);
        Point point{.revision = static_cast<int>(row.integer(1))};
        kit::read_column(row, 0, point.period);
        point.numerator.millionths = row.integer(2);
        point.denominator.millionths = row.integer(3);
        if (point.denominator.millionths == 0) return;
        point.value = point.numerator.as_double() / point.denominator.as_double() * metric.factor;
        points.push_back(point);
      });
  std::ranges::reverse(points);
  return points;
}

std::vector<Annotation> annotations_of(Reader& db, const Id<Series>& series) {
  auto notes = db.all<Annotation>("where series_id = $1 order by noted_on desc, id desc limit 100", {series});
  std::ranges::reverse(notes);
  return notes;
}

std::vector<PhaseStart> phases_of(Reader& db, const Id<Series>& series) {
  return db.all<PhaseStart>("where series_id = $1 order by starts_on, id", {series});
}

std::vector<SeriesLine> series_at(Reader& db, std::string_view place) {
  static const std::string sql =
      "select series.id, metric_id, place_id, part, target, metrics.id, external_id, name, question, numerator,"
      " denominator, unit, factor, direction, frequency, decimals, compass, source, series_id, points, latest_on, "
      "latest,"
      " centre, variation, assurance, sparkline from series join metrics on metrics.id = metric_id"
      " left join series_summaries on series_id = series.id where place_id = $1 order by name, part limit 500";
  std::vector<SeriesLine> lines;
  auto read = [](const kit::Row& row, int first, const Table& table, void* record) {
    for (std::size_t i = 0; i < table.fields().size(); ++i)
      table.fields()[i].set(record, row, first + static_cast<int>(i));
  };
  db.each(sql, {place}, [&](const kit::Row& row) {
    SeriesLine line;
    read(row, 0, Series::table(), &line.series);
    read(row, 5, Metric::table(), &line.metric);
    if (!row.is_null(18)) read(row, 18, SeriesSummary::table(), &line.summary.emplace());
    lines.push_back(std::move(line));
  });
  return lines;
}

}  // namespace measures
