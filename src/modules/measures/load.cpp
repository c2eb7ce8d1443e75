#include "modules/measures/measures.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "modules/measures/rollup.h"
#include "modules/measures/summaries.h"
#include "partnership/covered_rows.h"

namespace measures {

const Table& Load::table() {
  static const Table table(
      "loads",
      {field<&Load::id>("id", {.key = true, .place = true}), field<&Load::feed>("feed_id", {.place = true}),
       field<&Load::metric>("metric_id", {.place = true}), field<&Load::files>("files", {.longest = 1000}),
       field<&Load::digest>("digest", {.longest = 64}), field<&Load::rows>("rows"), field<&Load::added>("added"),
       field<&Load::corrected>("corrected"), field<&Load::same>("same"), field<&Load::first_period>("first_period"),
       field<&Load::last_period>("last_period"), field<&Load::reason>("reason", {.longest = 500}),
       field<&Load::loaded_at>("loaded_at")},
      {.kind = "measures.load", .fact = true});
  return table;
}

namespace {

using Change = Figure::Change;

struct Recorded {
  std::int64_t day;
  int revision;
  Quantity numerator, denominator;
};

std::int64_t day_number(Date date) { return date.days.time_since_epoch().count(); }

// In order of time, each period as last corrected.
void read_recorded(Reader& db, const Id<Series>& series, Date from, Date to, std::vector<Recorded>& recorded) {
  recorded.clear();
  db.each(
      "select period, revision, numerator, denominator from measurements"
      " where series_id = $1 and period >= $2 and period <= $3 order by period, revision",
      {series, from, to}, [&](const kit::Row& row) {
        Date period;
        kit::read_column(row, 0, period);
        if (!recorded.empty() && recorded.back().day == day_number(period)) recorded.pop_back();
        recorded.push_back({day_number(period), static_cast<int>(row.integer(1)), {row.integer(2)}, {row.integer(3)}});
      });
}

void compare_one(Figure& figure, const std::vector<Recorded>& recorded) {
  auto there = std::ranges::lower_bound(recorded, day_number(figure.period), {}, &Recorded::day);
  figure.change = Change::added, figure.revision = 0;
  if (there == recorded.end() || there->day != day_number(figure.period)) return;
  bool same = there->numerator == figure.numerator && there->denominator == figure.denominator;
  figure.change = same ? Change::same : Change::corrected;
  figure.revision = there->revision + (same ? 0 : 1);
}

void begin_series(Tx& tx, Figures& figures) {
  std::vector<Series> fresh;
  for (Series& series : figures.series) {
    if (!series.id.empty()) continue;
    series.id = kit::fresh<Series>();
    fresh.push_back(series);
  }
  if (fresh.size() == 1) tx.insert(fresh.front());
  if (fresh.size() > 1) tx.record_all(fresh);
}

// By the ids of their series and by period: the order of the measurements' key.
void sort(Figures& figures) {
  std::vector<int> order(figures.series.size()), rank(figures.series.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::ranges::sort(order, {},
                    [&](int i) -> const std::string& { return figures.series[static_cast<std::size_t>(i)].id.text; });
  for (std::size_t i = 0; i < order.size(); ++i) rank[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
  std::ranges::sort(figures.rows, [&](const Figure& a, const Figure& b) {
    int left = rank[static_cast<std::size_t>(a.series)], right = rank[static_cast<std::size_t>(b.series)];
    return left != right ? left < right : a.period < b.period;
  });
}

void write_rows(Tx& tx, const Load& load, Figures& figures, const std::function<void(std::size_t)>& progress) {
  CoveredRows covered(tx, Measurement::table());
  std::size_t done = 0;
  for (const Figure& figure : figures.rows) {
    if (++done % 1000 == 0 && progress) progress(1000);
    if (figure.change == Change::same) continue;
    std::string reason;
    if (figure.change == Change::corrected) reason = figure.reason.empty() ? load.reason : figure.reason;
    if (figure.change == Change::corrected && reason.empty()) throw std::logic_error("a correction without a reason");
    covered.add(Measurement{.series = figures.series[static_cast<std::size_t>(figure.series)].id,
                            .period = figure.period,
                            .revision = figure.revision,
                            .numerator = figure.numerator,
                            .denominator = figure.denominator,
                            .reason = std::move(reason)},
                figure.line);
  }
  covered.close<Measurement>(load);
}

// What belongs to one metric and one part of units, and which periods of it came.
struct Touched {
  std::vector<std::size_t> series;
  std::optional<Date> first, last;
};
using Groups = std::map<std::pair<std::string, std::string>, Touched>;

Groups groups_of(const Figures& figures) {
  Groups groups;
  std::vector<char> seen(figures.series.size(), 0);
  std::vector<Touched*> of(figures.series.size(), nullptr);
  for (const Figure& figure : figures.rows) {
    if (figure.change == Change::same) continue;
    auto at = static_cast<std::size_t>(figure.series);
    if (!of[at]) {
      of[at] = &groups[{figures.series[at].metric.text, figures.series[at].part}];
      of[at]->series.push_back(at);
    }
    Touched& group = *of[at];
    group.first = group.first ? std::min(*group.first, figure.period) : figure.period;
    group.last = group.last ? std::max(*group.last, figure.period) : figure.period;
  }
  return groups;
}

// How many units of a kind reported: counted at all above each, in memory first, because they are very many.
void count_reports(Tx& tx, const Lineage& lineage, const Figures& figures) {
  std::map<std::string, std::map<std::string, std::map<int, std::int64_t>>> counts;  // name, period, place
  std::vector<std::string> names(figures.series.size());
  std::vector<int> places(figures.series.size());
  for (std::size_t i = 0; i < figures.series.size(); ++i) {
    places[i] = lineage.place(figures.series[i].place);
    if (places[i] != Lineage::nowhere) names[i] = reports_name(figures.series[i], lineage.kind(places[i]));
  }
  for (const Figure& figure : figures.rows) {
    auto at = static_cast<std::size_t>(figure.series);
    if (figure.change != Change::added || places[at] == Lineage::nowhere) continue;
    auto& of_name = counts[names[at]];
    for (auto* of_period : {&of_name[reports_period()], &of_name[reports_period(figure.period)]}) {
      auto& parents = lineage.now().parents;
      for (int above = parents[static_cast<std::size_t>(places[at])]; above != Lineage::nowhere;
           above = parents[static_cast<std::size_t>(above)])
        ++(*of_period)[above];
    }
  }
  for (auto& [name, of_name] : counts)
    for (auto& [period, of_period] : of_name)
      for (auto& [place, count] : of_period) tx.tally_here({lineage.id(place)}, period, name, count);
}

void follow(Tx& tx, const Lineage& lineage, Figures& figures, const std::function<void(std::size_t)>& progress) {
  for (auto& [of, group] : groups_of(figures)) {
    Metric metric = find_metric(tx, {of.first});
    KeepSummaries keep(tx, metric);
    std::vector<std::string> ids;
    for (std::size_t at : group.series) ids.push_back(figures.series[at].id.text);
    std::ranges::sort(ids);
    keep.of_year(of.second, ids, *group.last, [&] {
      if (progress) progress(0);
    });
    for (const Series& series : roll_up(tx, lineage, metric, of.second, *group.first, *group.last)) keep.of(series);
  }
}

}  // namespace

void compare(Reader& db, Figures& figures) {
  if (figures.rows.empty()) return;
  auto [first, last] = std::ranges::minmax(figures.rows, {}, &Figure::period);
  std::vector<std::vector<std::size_t>> of_series(figures.series.size());
  for (std::size_t i = 0; i < figures.rows.size(); ++i)
    of_series[static_cast<std::size_t>(figures.rows[i].series)].push_back(i);
  std::vector<Recorded> recorded;
  for (std::size_t series = 0; series < of_series.size(); ++series) {
    recorded.clear();
    if (!figures.series[series].id.empty())
      read_recorded(db, figures.series[series].id, first.period, last.period, recorded);
    for (std::size_t row : of_series[series]) compare_one(figures.rows[row], recorded);
  }
}

Load record_load(Tx& tx, Load load, Figures figures, const std::function<void(std::size_t)>& progress) {
  auto count = [&](Change change) {
    return static_cast<int>(std::ranges::count(figures.rows, change, &Figure::change));
  };
  load.rows = static_cast<int>(figures.rows.size());
  load.added = count(Change::added), load.corrected = count(Change::corrected), load.same = count(Change::same);
  if (!load.changes_anything()) return load;
  load.id = kit::fresh<Load>();
  load.loaded_at = tx.now();
  auto [first, last] = std::ranges::minmax(figures.rows, {}, &Figure::period);
  load.first_period = first.period, load.last_period = last.period;
  bool one_metric = std::ranges::all_of(
      figures.series, [&](const Series& series) { return series.metric == figures.series.front().metric; });
  if (one_metric) load.metric = figures.series.front().metric;

  begin_series(tx, figures);
  sort(figures);
  write_rows(tx, load, figures, progress);
  const Lineage lineage(tx);
  count_reports(tx, lineage, figures);
  follow(tx, lineage, figures, progress);
  return load;
}

Load find_load(Reader& db, const Id<Load>& id) { return db.find(id); }

std::vector<Load> loads_of(Reader& db, std::string_view feed, int most) {
  return db.all<Load>("where feed_id = $1 order by loaded_at desc, id desc limit $2", {feed, most});
}

}  // namespace measures
