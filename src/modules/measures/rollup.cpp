#include "modules/measures/rollup.h"

#include <algorithm>
#include <map>

#include "modules/measures/summaries.h"
#include "partnership/units.h"

namespace measures {

bool sums_up(const Metric& metric) {
  return !metric.denominator.empty() || metric.chart == ChartKind::c || metric.chart == ChartKind::burn_up;
}

void add_up(const Lineage::Tree& tree, std::vector<Sum>& sums) {
  for (int place : tree.upwards) {
    const Sum& one = sums[static_cast<std::size_t>(place)];
    int parent = tree.parents[static_cast<std::size_t>(place)];
    if (one.reporting == 0 || parent == Lineage::nowhere) continue;
    Sum& above = sums[static_cast<std::size_t>(parent)];
    if (above.own) continue;
    above.numerator += one.numerator;
    above.denominator += one.denominator;
    above.reporting += one.reporting;
  }
}

namespace {

using Sums = std::map<Date, std::vector<Sum>>;

struct Followed {  // the series of a metric, by place
  std::vector<std::optional<Series>> series;
};

// Of each unit and period the last word.
Sums own_figures(Reader& db, const Lineage& lineage, const Metric& metric, std::string_view part, Date from, Date to) {
  Sums sums;
  std::map<Date, std::vector<std::int64_t>> latest;
  db.each(
      "select place_id, period, revision, numerator, denominator from series join measurements on series_id = series.id"
      " where metric_id = $1 and part = $2 and period >= $3 and period <= $4",
      {metric.id, part, from, to}, [&](const kit::Row& row) {
        int place = lineage.place(row.text(0));
        if (place == Lineage::nowhere) return;  // a team's own
        Date period;
        kit::read_column(row, 1, period);
        auto at = static_cast<std::size_t>(place);
        auto& of_period = sums[period];
        if (of_period.empty()) of_period.resize(lineage.size()), latest[period].assign(lineage.size(), -1);
        if (std::exchange(latest[period][at], std::max(latest[period][at], row.integer(2))) > row.integer(2)) return;
        of_period[at] = {{row.integer(3)}, {row.integer(4)}, 1, true};
      });
  return sums;
}

Sums all_sums(Reader& db, const Lineage& lineage, const Metric& metric, std::string_view part, Date from, Date to) {
  Sums sums = own_figures(db, lineage, metric, part, from, to);
  for (auto& [period, of_period] : sums) {
    add_up(lineage.on(period), of_period);
    if (metric.denominator.empty())
      for (Sum& sum : of_period) sum.denominator = kit::whole(1);
  }
  return sums;
}

Followed followed(Reader& db, const Lineage& lineage, const Metric& metric, std::string_view part) {
  Followed followed{std::vector<std::optional<Series>>(lineage.size())};
  for (Series& series : db.all<Series>("where metric_id = $1 and part = $2", {metric.id, part}))
    if (int place = lineage.place(series.place); place != Lineage::nowhere)
      followed.series[static_cast<std::size_t>(place)] = std::move(series);
  return followed;
}

struct Kept {
  Quantity numerator, denominator;
  int reporting = 0;
  bool operator==(const Kept&) const = default;
};
using KeptPoints = std::map<std::pair<std::string, Date>, Kept>;

KeptPoints kept_points(Reader& db, const Metric& metric, std::string_view part, Date from, Date to) {
  KeptPoints kept;
  db.each(
      "select series_id, period, rolled_points.numerator, rolled_points.denominator, reporting from series"
      " join rolled_points on series_id = series.id where metric_id = $1 and part = $2 and period >= $3 and period <= "
      "$4",
      {metric.id, part, from, to}, [&](const kit::Row& row) {
        Date period;
        kit::read_column(row, 1, period);
        kept[{std::string(row.text(0)), period}] = {
            {row.integer(2)}, {row.integer(3)}, static_cast<int>(row.integer(4))};
      });
  return kept;
}

void keep_point(Tx& tx, const std::string& series, Date period, const Kept& point) {
  tx.run(
      "insert into rolled_points (series_id, period, numerator, denominator, reporting) values ($1, $2, $3, $4, $5)"
      " on conflict (series_id, period) do update set numerator = excluded.numerator,"
      " denominator = excluded.denominator, reporting = excluded.reporting",
      {series, period, point.numerator.millionths, point.denominator.millionths,
       static_cast<std::int64_t>(point.reporting)});
}

// A unit above whose sums are there for the first time begins a series.
void begin_series(Tx& tx, const Lineage& lineage, const Metric& metric, const std::string& part, const Sums& sums,
                  Followed& followed) {
  std::vector<Series> fresh;
  for (auto& [period, of_period] : sums)
    for (std::size_t place = 0; place < of_period.size(); ++place) {
      if (of_period[place].reporting == 0 || followed.series[place]) continue;
      followed.series[place] = Series{.id = kit::fresh<Series>(),
                                      .metric = metric.id,
                                      .place = lineage.id(static_cast<int>(place)),
                                      .part = part,
                                      .target = {}};
      fresh.push_back(*followed.series[place]);
    }
  if (fresh.size() == 1) tx.insert(fresh.front());
  if (fresh.size() > 1) tx.record_all(fresh);
}

}  // namespace

std::vector<Series> roll_up(Tx& tx, const Lineage& lineage, const Metric& metric, const std::string& part, Date from,
                            Date to) {
  if (!sums_up(metric)) return {};
  Sums sums = all_sums(tx, lineage, metric, part, from, to);
  Followed of = followed(tx, lineage, metric, part);
  begin_series(tx, lineage, metric, part, sums, of);
  KeptPoints kept = kept_points(tx, metric, part, from, to);
  std::map<std::string, const Series*> changed;
  for (auto& [period, of_period] : sums)
    for (std::size_t place = 0; place < of_period.size(); ++place) {
      const Sum& sum = of_period[place];
      if (sum.reporting == 0 || sum.own) continue;
      const Series& series = *of.series[place];
      Kept point{sum.numerator, sum.denominator, sum.reporting};
      auto former = kept.extract({series.id.text, period});
      if (!former.empty() && former.mapped() == point) continue;
      keep_point(tx, series.id.text, period, point);
      changed[series.id.text] = &series;
    }
  for (auto& [key, point] : kept) {  // what nothing adds up to any more
    tx.run("delete from rolled_points where series_id = $1 and period = $2", {key.first, key.second});
    for (auto& series : of.series)
      if (series && series->id.text == key.first) changed[key.first] = &*series;
  }
  std::vector<Series> all;
  for (auto& [id, series] : changed) all.push_back(*series);
  return all;
}

void roll_up_again(Tx& tx, const Unit& before, const Unit& after, std::optional<Date> from) {
  // What the unit itself reported counts above it: there now, and there no longer.
  tx.each(
      "select metric_id, part, period from series join measurements on series_id = series.id"
      " where place_id = $1 and revision = 0",
      {after.id}, [&](const kit::Row& row) {
        Series series{.id = {},
                      .metric = {std::string(row.text(0))},
                      .place = after.id.text,
                      .part = std::string(row.text(1)),
                      .target = {}};
        Date period;
        kit::read_column(row, 2, period);
        for (auto& when : {reports_period(), reports_period(period)}) {
          if (before.parent) tx.tally(*before.parent, when, reports_name(series, after.kind), -1);
          if (after.parent) tx.tally(*after.parent, when, reports_name(series, after.kind), 1);
        }
      });
  std::vector<std::pair<std::string, std::string>> concerned;
  tx.each(
      "select distinct metric_id, part from series join unit_ancestors on unit_id = place_id where ancestor_id = $1"
      " order by 1, 2",
      {after.id}, [&](const kit::Row& row) { concerned.emplace_back(row.text(0), row.text(1)); });
  if (concerned.empty()) return;
  const Lineage lineage(tx);
  for (auto& [metric_id, part] : concerned) {
    Metric metric = find_metric(tx, {metric_id});
    Date first = from ? *from : kit::date_of(1900, 1, 1);
    KeepSummaries keep(tx, metric);
    for (const Series& series : roll_up(tx, lineage, metric, part, first, kit::date_of(9999, 1, 1))) keep.of(series);
  }
}

partnership::Projection sums_of_units() {
  return {.table = "rolled_points",
          .columns = {"series_id", "period", "numerator", "denominator", "reporting"},
          .keys = 2,
          .condition = "",
          .rows = [](kit::Session& session, const partnership::Projection::Give& give) {
            partnership::Actor nobody;
            Reader db(session, nobody, {}, {});
            const Lineage lineage(db);
            for (const Metric& metric : db.all<Metric>("order by id")) {
              if (!sums_up(metric)) continue;
              std::vector<std::string> parts;
              db.each("select distinct part from series where metric_id = $1", {metric.id},
                      [&](const kit::Row& row) { parts.emplace_back(row.text(0)); });
              for (const std::string& part : parts) {
                Followed of = followed(db, lineage, metric, part);
                for (auto& [period, sums] :
                     all_sums(db, lineage, metric, part, kit::date_of(1, 1, 1), kit::date_of(9999, 12, 31)))
                  for (std::size_t place = 0; place < sums.size(); ++place)
                    if (const Sum& sum = sums[place]; sum.reporting > 0 && !sum.own && of.series[place])
                      give({of.series[place]->id, period, sum.numerator.millionths, sum.denominator.millionths,
                            static_cast<std::int64_t>(sum.reporting)});
              }
            }
          }};
}

}  // namespace measures
