#include <algorithm>
#include <map>

#include "modules/measures/pages.h"

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
      "select period, revision, numerator, denominator, 0 from measurements where series_id = $1 union all"
      " select period, -1, numerator, denominator, reporting from rolled_points where series_id = $1"
      " order by 1 desc, 2 desc limit $2",
      {series.id, 2 * most}, [&](const kit::Row& row) {
        if (row.text(0) == latest || static_cast<int>(points.size()) == most) return;
        latest = row.text(0);
        Point point{.revision = std::max(0, static_cast<int>(row.integer(1))),
                    .reporting = static_cast<int>(row.integer(4))};
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

namespace {

// Hands each row's place among the series and its point, as `columns` has them; what lies between is passed over.
void read_points(Reader& db, const std::string& columns, const std::vector<Series>& series,
                 const std::function<void(std::size_t, const Point&)>& take) {
  std::size_t at = 0;
  db.each("select series_id, period, numerator, denominator, " + columns +
              " where series_id >= $1 and series_id <= $2 order by series_id, period",
          {series.front().id, series.back().id}, [&](const kit::Row& row) {
            const std::string_view id = row.text(0);
            while (at < series.size() && series[at].id.text < id) ++at;
            if (at == series.size() || series[at].id.text != id) return;
            Point point{.numerator = {row.integer(2)},
                        .denominator = {row.integer(3)},
                        .revision = static_cast<int>(row.integer(4)),
                        .reporting = static_cast<int>(row.integer(5))};
            kit::read_column(row, 1, point.period);
            take(at, point);
          });
}

// Where the place itself has a figure it stands before any sum, even if it says that there is nothing.
void add_sums(std::vector<Point>& points, const std::vector<Point>& sums) {
  std::vector<Point> both;
  both.reserve(points.size() + sums.size());
  std::ranges::merge(points, sums, std::back_inserter(both), {}, &Point::period, &Point::period);
  auto same = std::ranges::unique(both, {}, &Point::period);
  both.erase(same.begin(), same.end());
  points = std::move(both);
}

}  // namespace

std::vector<std::vector<Point>> points_of_all(Reader& db, const std::vector<Series>& series, const Metric& metric,
                                              int most) {
  std::vector<std::vector<Point>> all(series.size());
  if (series.empty()) return all;
  read_points(db, "revision, 0 from measurements", series, [&](std::size_t at, const Point& point) {
    auto& points = all[at];
    if (points.empty() || points.back().period != point.period)
      points.push_back(point);
    else if (points.back().revision < point.revision)
      points.back() = point;
  });
  std::map<std::size_t, std::vector<Point>> sums;
  read_points(db, "0, reporting from rolled_points", series,
              [&](std::size_t at, const Point& point) { sums[at].push_back(point); });
  for (auto& [at, of_series] : sums) add_sums(all[at], of_series);
  for (auto& points : all) {
    std::erase_if(points, [](const Point& point) { return point.denominator.millionths == 0; });
    if (points.size() > static_cast<std::size_t>(most)) points.erase(points.begin(), points.end() - most);
    for (Point& point : points)
      point.value = point.numerator.as_double() / point.denominator.as_double() * metric.factor;
  }
  return all;
}

std::vector<Point> points_with_spread(Reader& db, const Series& series, const Metric& metric) {
  auto points = points_of(db, series, metric);
  if (metric.chart != ChartKind::xbar) return points;
  db.each("select period, revision, deviation from measurement_spreads where series_id = $1 order by period",
          {series.id}, [&](const kit::Row& row) {
            Date period;
            kit::read_column(row, 0, period);
            auto point = std::ranges::lower_bound(points, period, {}, &Point::period);
            if (point == points.end() || point->period != period || point->revision != row.integer(1)) return;
            point->deviation = Quantity{row.integer(2)}.as_double() * metric.factor;
          });
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

Remarks remarks_of(Reader& db, const Id<Series>& series) {
  Remarks remarks;
  db.each(
      "select 0 as what, starts_on as on_day, id, reason, 'counts' as standing, 0 as revision from phase_starts"
      " where series_id = $1 union all"
      " select 1, period, '', reason, standing, revision from point_standings where series_id = $1 union all"
      " select 2, '1900-01-01', '', reason, 'counts', points from series_baselines where series_id = $1"
      " and revision = (select max(revision) from series_baselines where series_id = $1) order by 1, 2, 3, 6",
      {series}, [&](const kit::Row& row) {
        Date on;
        kit::read_column(row, 1, on);
        if (row.integer(0) == 2) {
          if (row.integer(5) > 0)
            remarks.baseline = {
                .series = series, .points = static_cast<int>(row.integer(5)), .reason = std::string(row.text(3))};
          return;
        }
        if (row.integer(0) == 0) {
          remarks.phases.push_back({{std::string(row.text(2))}, series, on, std::string(row.text(3))});
          return;
        }
        PointStanding one{.series = series, .period = on, .reason = std::string(row.text(3))};
        kit::read_column(row, 4, one.standing);
        one.revision = static_cast<int>(row.integer(5));
        auto& all = remarks.standings;
        if (!all.empty() && all.back().period == on) all.pop_back();
        all.push_back(std::move(one));
      });
  std::erase_if(remarks.standings, [](const PointStanding& one) { return one.standing == Standing::counts; });
  return remarks;
}

std::vector<SeriesTarget> targets_of(Reader& db, const Id<Series>& series) {
  auto all = db.all<SeriesTarget>("where series_id = $1 order by year desc, revision desc", {series});
  auto same_year = [](const SeriesTarget& a, const SeriesTarget& b) { return a.year == b.year; };
  all.erase(std::unique(all.begin(), all.end(), same_year), all.end());
  return all;
}

std::string columns_of(const Table& table) {
  std::string columns;
  for (const kit::Field& field : table.fields())
    columns += (columns.empty() ? "" : ", ") + std::string(table.name()) + "." + std::string(field.name);
  return columns;
}

std::vector<SeriesLine> series_at(Reader& db, std::string_view place) {
  static const std::string sql =
      "select " + columns_of(Series::table()) + ", " + columns_of(Metric::table()) + ", " +
      columns_of(SeriesSummary::table()) +
      " from series join metrics on metrics.id = series.metric_id"
      " left join series_summaries on series_summaries.series_id = series.id where series.place_id = $1"
      " order by metrics.name, series.part limit 500";
  static const int metric_from = static_cast<int>(Series::table().fields().size());
  static const int summary_from = metric_from + static_cast<int>(Metric::table().fields().size());
  std::vector<SeriesLine> lines;
  auto read = [](const kit::Row& row, int first, const Table& table, void* record) {
    for (std::size_t i = 0; i < table.fields().size(); ++i)
      table.fields()[i].set(record, row, first + static_cast<int>(i));
  };
  db.each(sql, {place}, [&](const kit::Row& row) {
    SeriesLine line;
    read(row, 0, Series::table(), &line.series);
    read(row, metric_from, Metric::table(), &line.metric);
    if (!row.is_null(summary_from)) read(row, summary_from, SeriesSummary::table(), &line.summary.emplace());
    lines.push_back(std::move(line));
  });
  return lines;
}

}  // namespace measures
