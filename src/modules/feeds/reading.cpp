#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "kit/crypto/crypto.h"
#include "modules/feeds/file_reader.h"
#include "partnership/lineage.h"

// A file looked over as a whole: what it would change, who is missing from it, and what is hard to believe.
namespace feeds {
namespace {

using Change = measures::Figure::Change;

void count_changes(Reading& reading) {
  for (const measures::Figure& figure : reading.figures.rows) {
    if (figure.change == Change::added) ++reading.added;
    if (figure.change == Change::same) ++reading.same;
    if (figure.change != Change::corrected) continue;
    ++reading.corrected;
    reading.without_reason += figure.reason.empty();
  }
}

// Series that were only known, and of which the file says nothing, are of no interest to whoever loads it.
void drop_unused_series(measures::Figures& figures) {
  std::vector<int> place(figures.series.size(), -1);
  std::vector<measures::Series> used;
  for (measures::Figure& figure : figures.rows) {
    int& at = place[static_cast<std::size_t>(figure.series)];
    if (at < 0) {
      at = static_cast<int>(used.size());
      used.push_back(figures.series[static_cast<std::size_t>(figure.series)]);
    }
    figure.series = at;
  }
  figures.series = std::move(used);
}

std::map<std::string, measures::Metric> metrics_of(Reader& db, const measures::Figures& figures) {
  std::map<std::string, measures::Metric> metrics;
  for (const measures::Series& series : figures.series)
    if (!metrics.contains(series.metric.text)) metrics[series.metric.text] = measures::find_metric(db, series.metric);
  return metrics;
}

// The series of the file's last period, and the units above them, which will have their sum.
struct Covered {
  std::set<std::string> series, units;
};
Covered covered_by(Reader& db, const Reading& reading) {
  Covered covered;
  const Lineage lineage(db);
  for (const measures::Figure& figure : reading.figures.rows) {
    if (figure.period != *reading.last_period) continue;
    const measures::Series& series = reading.figures.series[static_cast<std::size_t>(figure.series)];
    covered.series.insert(series.id.text);
    auto& parents = lineage.now().parents;
    for (int at = lineage.place(series.place); at != Lineage::nowhere; at = parents[static_cast<std::size_t>(at)])
      if (!covered.units.insert(lineage.id(at)).second) break;
  }
  return covered;
}

// Reported the period before, and will not have reported the last one of this file.
int missing_units(Reader& db, const Feed& feed, const Reading& reading,
                  const std::map<std::string, measures::Metric>& metrics) {
  const Covered here = covered_by(db, reading);
  int missing = 0;
  for (auto& [id, metric] : metrics)
    db.each(
        "select series.id, place_id from series join measurements on series_id = series.id and period = $3 and "
        "revision = 0"
        " join unit_ancestors on unit_id = place_id and ancestor_id = $2 where metric_id = $1 and not exists"
        " (select 1 from measurements now where now.series_id = series.id and now.period = $4)",
        {id, feed.place, measures::period_before(*reading.last_period, metric.periods()), *reading.last_period},
        [&](const kit::Row& row) {
          missing += !here.series.contains(std::string(row.text(0))) && !here.units.contains(std::string(row.text(1)));
        });
  return missing;
}

struct Usual {  // how a series has been lately
  Date latest_on;
  double centre = 0, step = 0;
};

std::optional<double> usual_step(std::string_view sparkline) {
  std::vector<double> values;
  while (!sparkline.empty()) {
    auto end = std::min(sparkline.find(' '), sparkline.size());
    double value = 0;
    if (kit::parse_text(sparkline.substr(0, end), value)) values.push_back(value);
    sparkline.remove_prefix(std::min(end + 1, sparkline.size()));
  }
  if (values.size() < 6) return std::nullopt;
  double sum = 0;
  for (std::size_t i = 1; i < values.size(); ++i) sum += std::abs(values[i] - values[i - 1]);
  return sum / static_cast<double>(values.size() - 1);
}

std::map<std::string, Usual> usual_of(Reader& db, const std::map<std::string, measures::Metric>& metrics) {
  std::map<std::string, Usual> usual;
  for (auto& [id, metric] : metrics)
    db.each(
        "select series_id, latest_on, centre, sparkline from series join series_summaries on series_id = series.id"
        " where metric_id = $1",
        {id}, [&](const kit::Row& row) {
          auto step = usual_step(row.text(3));
          if (!step || *step == 0) return;
          Usual& one = usual[std::string(row.text(0))];
          kit::read_column(row, 1, one.latest_on);
          one.centre = row.real(2), one.step = *step;
        });
  return usual;
}

bool is_share(const measures::Metric& metric) {
  return metric.chart == measures::ChartKind::p || metric.chart == measures::ChartKind::p_prime || metric.unit == "%";
}

// Less than nothing, more than all, or beyond a bound that the parties agreed with the definition.
std::optional<LoadDoubt> out_of_range(const measures::Metric& metric, double value) {
  if (metric.least && value < metric.least->as_double())
    return LoadDoubt{.kind = DoubtKind::below_agreed, .least = metric.least->as_double()};
  if (metric.most && value > metric.most->as_double())
    return LoadDoubt{.kind = DoubtKind::above_agreed, .most = metric.most->as_double()};
  const bool share = is_share(metric) && !metric.denominator.empty();
  const bool impossible = (value < 0 && !metric.least) || (share && value > metric.factor);
  if (!impossible) return std::nullopt;
  return LoadDoubt{.kind = DoubtKind::range, .least = 0, .most = is_share(metric) ? metric.factor : 0.0};
}

std::vector<LoadDoubt> doubts_in(Reader& db, const Reading& reading,
                                 const std::map<std::string, measures::Metric>& metrics) {
  std::vector<LoadDoubt> doubts;
  const FeedRules rules = rules_in_force(db);
  auto usual = usual_of(db, metrics);
  for (const measures::Figure& figure : reading.figures.rows) {
    if (figure.change == Change::same) continue;
    const measures::Series& series = reading.figures.series[static_cast<std::size_t>(figure.series)];
    const measures::Metric& metric = metrics.at(series.metric.text);
    double value = figure.numerator.as_double() / figure.denominator.as_double() * metric.factor;
    auto keep = [&](LoadDoubt doubt) {
      doubt.series = series.id, doubt.period = figure.period, doubt.value = value;
      doubt.revision = figure.revision, doubt.of = series;
      doubts.push_back(std::move(doubt));
    };
    if (auto doubt = out_of_range(metric, value)) {
      keep(std::move(*doubt));
      continue;
    }
    auto known = usual.find(series.id.text);
    if (known == usual.end() || figure.period <= known->second.latest_on) continue;
    const double centre = known->second.centre, width = rules.jump * known->second.step;
    if (value < centre - width || value > centre + width)
      keep({.kind = DoubtKind::jump, .least = centre - width, .most = centre + width});
  }
  return doubts;
}

}  // namespace

Reading read_file(Reader& db, const Feed& feed, const std::string& name, std::string_view content) {
  Reading reading{.file = name};
  reading.digest = kit::hex(kit::sha256(content));
  FileReader(db, feed, reading).read(content);
  if (!reading.good()) return reading;
  drop_unused_series(reading.figures);
  measures::compare(db, reading.figures);
  count_changes(reading);
  auto metrics = metrics_of(db, reading.figures);
  reading.missing_units = missing_units(db, feed, reading, metrics);
  reading.doubts = doubts_in(db, reading, metrics);
  return reading;
}

}  // namespace feeds
