#include <algorithm>
#include <map>

#include "modules/measures/analysis.h"
#include "modules/measures/pages.h"

// Reading for the lists and the published tables of this module's pages.
namespace measures {
namespace {

std::string like(std::string_view words) {
  std::string pattern = words.empty() ? "" : "%" + std::string(words) + "%";
  std::ranges::transform(pattern, pattern.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return pattern;
}

}  // namespace

MetricList list_metrics(Reader& db, std::string_view words, std::string_view after, int most) {
  static const std::string order = "case scope when 'core' then '0' else '1' end || name || id";
  static const std::string sql =
      "select " + columns_of(Metric::table()) +
      ", (select count(distinct place_id) from series where metric_id = metrics.id),"
      " case scope when 'core' then (select count(distinct place_id) from series join series_summaries"
      " on series_id = series.id where metric_id = metrics.id) else 0 end,"
      " (select coalesce(max(version), 1) from metric_versions join metric_starts on version_id = metric_versions.id"
      " where metric_versions.metric_id = metrics.id), " +
      order +
      " from metrics where external_id not like 'own:%'"
      " and ($1 = '' or lower(name) like $1 or lower(question) like $1 or lower(definition) like $1)"
      " and " +
      order + " > $2 order by " + order + " limit $3";
  static const int extra = static_cast<int>(Metric::table().fields().size());
  MetricList list;
  std::string last;
  db.each(sql, {like(words), after, most + 1}, [&](const kit::Row& row) {
    if (static_cast<int>(list.lines.size()) == most) {
      list.more = last;
      return;
    }
    last = row.text(extra + 3);
    list.lines.push_back({kit::read_record<Metric>(row), row.integer(extra), row.integer(extra + 1),
                          static_cast<int>(row.integer(extra + 2))});
  });
  return list;
}

PlaceList places_of(Reader& db, const Id<Metric>& metric, std::string_view after, int most) {
  static const std::string sql =
      "select series.id, metric_id, place_id, part, target, units.name, " + columns_of(SeriesSummary::table()) +
      " from series join units on units.id = place_id"
      " left join series_summaries on series_id = series.id where metric_id = $1"
      " and units.name || part || series.id > $2 order by units.name || part || series.id limit $3";
  return read_places(db, sql, {metric, after, most + 1}, most);
}

PlaceList read_places(Reader& db, const std::string& sql, Args args, int most) {
  PlaceList list;
  db.each(sql, args, [&](const kit::Row& row) {
    if (static_cast<int>(list.lines.size()) == most) {
      const PlaceLine& last = list.lines.back();
      list.more = last.unit_name + last.series.part + last.series.id.text;
      return;
    }
    PlaceLine line{.series = kit::read_record<Series>(row), .unit_name = std::string(row.text(5)), .summary = {}};
    if (!row.is_null(6)) {
      auto& fields = SeriesSummary::table().fields();
      SeriesSummary& summary = line.summary.emplace();
      for (std::size_t i = 0; i < fields.size(); ++i) fields[i].set(&summary, row, 6 + static_cast<int>(i));
    }
    list.lines.push_back(std::move(line));
  });
  return list;
}

namespace {

// One figure of a published table, as it stands now.
struct Figure {
  int row = 0;
  std::string part, series;
  Date period;
  double ratio = 0;
};

std::vector<Figure> figures_of(Reader& db, const Id<ReportTable>& table) {
  std::vector<Figure> figures;
  db.each(
      "select report_rows.row, part, series.id, period, measurements.numerator, measurements.denominator"
      " from report_rows"
      " join series on series.metric_id = report_rows.metric_id and series.place_id = report_rows.unit_id"
      " join measurements on measurements.series_id = series.id"
      " where report_rows.table_id = $1 order by report_rows.row, series.id, period, revision",
      {table}, [&](const kit::Row& row) {
        Figure figure{.row = static_cast<int>(row.integer(0)),
                      .part = std::string(row.text(1)),
                      .series = std::string(row.text(2))};
        kit::read_column(row, 3, figure.period);
        double denominator = static_cast<double>(row.integer(5));
        figure.ratio = denominator == 0 ? 0 : static_cast<double>(row.integer(4)) / denominator;
        bool corrected = !figures.empty() && figures.back().row == figure.row &&
                         figures.back().series == figure.series && figures.back().period == figure.period;
        if (corrected)
          figures.back() = figure;
        else
          figures.push_back(figure);
      });
  return figures;
}

// The columns of a table, in order: its periods as they follow each other, or its parts as they were first given.
class Columns {
 public:
  Columns(const ReportTable& table, const std::vector<Figure>& figures)
      : periods_(table.columns_are == "periods"), parts_(table.columns_are == "parts") {
    if (parts_) {
      std::map<std::string, std::string> first_series;
      for (const Figure& figure : figures) {
        auto [there, added] = first_series.emplace(figure.part, figure.series);
        if (!added) there->second = std::min(there->second, figure.series);
      }
      for (auto& [part, series] : first_series) names_.push_back(part);
      std::ranges::sort(names_, {}, [&](const std::string& part) { return first_series[part]; });
    } else if (periods_) {
      for (const Figure& figure : figures)
        if (figure.part.empty()) names_.push_back(kit::iso(figure.period));
      std::ranges::sort(names_);
      names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
    } else {
      names_.emplace_back();
    }
  }
  // A table without periods of its own shows the latest.
  std::optional<std::size_t> of(const Figure& figure) const {
    if (!parts_ && !figure.part.empty()) return std::nullopt;
    std::string name = parts_ ? figure.part : periods_ ? kit::iso(figure.period) : std::string();
    auto found = std::ranges::find(names_, name);
    if (found == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
  }
  const std::vector<std::string>& names() const { return names_; }
  bool periods() const { return periods_; }

 private:
  bool periods_, parts_;
  std::vector<std::string> names_;
};

// A column that names its unit ("share, %", or the metric's own) shows bare numbers.
Metric without_named_unit(Metric metric, const std::string& part) {
  if (part == metric.unit || part.find(", ") != std::string::npos) metric.unit.clear();
  return metric;
}

std::map<std::string, Metric> metrics_in(Reader& db, const Id<ReportTable>& table) {
  std::map<std::string, Metric> metrics;
  for (Metric& metric : db.all<Metric>("where id in (select metric_id from report_rows where table_id = $1)", {table}))
    metrics.emplace(metric.id.text, metric);
  return metrics;
}

}  // namespace

TableShown show_table(Reader& db, const View& view, const ReportTable& table) {
  TableShown shown{.table = table, .columns = {}, .rows = {}};
  auto metrics = metrics_in(db, table.id);
  auto figures = figures_of(db, table.id);
  Columns columns(table, figures);
  const Periods every = metrics.empty() ? Periods(Frequency::year) : metrics.begin()->second.periods();
  for (const std::string& name : columns.names())
    shown.columns.push_back(columns.periods() ? period_text(*kit::parse_date(name), every, view.language) : name);

  std::size_t next = 0;
  for (const ReportRow& row : db.all<ReportRow>("where table_id = $1 order by row", {table.id})) {
    TableShown::Row line{.label = row.label, .cells = std::vector<std::string>(columns.names().size())};
    const Metric& metric = metrics.at(row.metric.text);
    while (next < figures.size() && figures[next].row < row.row) ++next;
    for (; next < figures.size() && figures[next].row == row.row; ++next)
      if (auto column = columns.of(figures[next]))
        line.cells[*column] =
            value_text(figures[next].ratio * metric.factor, without_named_unit(metric, figures[next].part));
    shown.rows.push_back(std::move(line));
  }
  return shown;
}

std::string key_of_variation(std::string_view variation) { return "measures.variation." + std::string(variation); }

std::string icon_of(std::string_view variation, Direction direction) {
  bool higher = direction == Direction::higher;
  if (variation == "better") return higher ? "better-up" : "better-down";
  if (variation == "worse") return higher ? "worse-down" : "worse-up";
  return variation == "special" ? "special" : "common";
}

std::string_view icon_of_assurance(std::string_view assurance) {
  if (assurance == "meets") return "target-met";
  return assurance == "misses" ? "target-missed" : "target-maybe";
}

std::vector<Choice> standing_choices(const View& view) {
  std::vector<Choice> choices;
  for (std::string_view standing : {"excluded", "ghost", "counts"})
    choices.push_back({std::string(standing), view.t("measures.standing." + std::string(standing))});
  return choices;
}

std::string reporting_text(const View& view, const MetricLine& line) {
  if (line.metric.scope == Scope::local) return view.t("measures.coverage.places", {{"count", line.places}});
  return view.t("measures.coverage.of", {{"count", line.reporting}, {"all", line.places}});
}

std::string key_of_chart(ChartKind kind) { return "measures.kind." + std::string(kit::to_value(kind)); }

std::string remark_on(const View& view, const Chart& chart, std::size_t point) {
  std::string remark = chart.points[point].revision > 0 ? view.t("measures.data.corrected") : "";
  const PointStanding* standing = chart.standing_of(chart.points[point].period);
  if (!standing) return remark;
  std::string_view key =
      standing->standing == Standing::ghost ? "measures.standing.ghost_because" : "measures.standing.excluded_because";
  return remark + (remark.empty() ? "" : "; ") + view.t(key, {{"reason", standing->reason}});
}

std::vector<Choice> rule_choices(ChartKind kind) {
  std::vector<Choice> choices;
  for (const statistics::RuleSet& rules : statistics::rule_sets())
    if (suits(rules, kind)) choices.push_back({std::string(rules.name), std::string(rules.name)});
  return choices;
}

}  // namespace measures
