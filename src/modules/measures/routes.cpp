#include "kit/http/uri.h"
#include "modules/measures/analysis.h"
#include "modules/measures/comparison.h"
#include "modules/measures/dictionary.h"
#include "modules/measures/pages.html.h"
#include "modules/measures/spreadsheet.h"
#include "partnership/naming.h"
#include "partnership/web/history_view.h"
#include "partnership/web/layout.html.h"

namespace measures {
namespace {

constexpr int lines_on_a_page = 50;

std::string more_url(const std::string& path, std::string_view after, std::string_view words = {}) {
  if (after.empty()) return {};
  std::string url = path + "?after=" + kit::percent_encode(after);
  return words.empty() ? url : url + "&q=" + kit::percent_encode(words);
}

Response show_metrics(Request& request, Reader& db) {
  std::string words(request.query("q"));
  MetricList list = list_metrics(db, words, request.query("after"), lines_on_a_page);
  return request.show(
      [&] {
        return metrics_page(request.view(), list, words, more_url("/measures", list.more, words),
                            may_define(db.actor()));
      },
      [&](kit::JsonWriter& json) {
        json.begin_object().key("metrics").begin_array();
        for (auto& line : list.lines) write_json(json, line.metric);
        json.end_array().member("next", more_url("/measures", list.more, words)).end_object();
      });
}

// Where what is counted changed.
std::vector<ChartMark> marks_of(const View& view, const Metric& metric, Reader& db) {
  std::vector<ChartMark> marks;
  for (Date changed : breaks_of(versions_of(db, metric.id)))
    marks.push_back({changed, view.t("measures.chart.redefined")});
  return marks;
}

SeriesShown load_series(Request& request, Reader& db) {
  SeriesShown shown{.series = find_series(db, request.id<Series>()), .metric = {}, .place_name = {}, .chart = {}};
  shown.metric = find_metric(db, shown.series.metric);
  shown.place_name = name_of(db, shown.series.place);
  shown.chart = chart_of(db, request.view(), shown.series, shown.metric, shown.metric.name,
                         marks_of(request.view(), shown.metric, db), chart_kind_asked(request.view()));
  shown.targets = targets_of(db, shown.series.id);
  shown.may_tend = may_tend(db, shown.series);
  shown.may_compare = shown.series.place.starts_with(Unit::prefix) && shown.series.part.empty();
  return shown;
}

void write_point(kit::JsonWriter& json, const Chart& chart, std::size_t i) {
  const Chart::Lines& lines = chart.lines[i];
  json.begin_object().member("period", kit::iso(chart.points[i].period)).member("value", chart.points[i].value);
  json.member("signal", word_of(chart.kinds[i])).member("centre", lines.centre);
  if (lines.lower) json.member("lower", *lines.lower).member("upper", *lines.upper);
  if (const PointStanding* standing = chart.standing_of(chart.points[i].period))
    json.member("standing", kit::to_value(standing->standing)).member("reason", standing->reason);
  json.end_object();
}

Response show_series(Request& request, Reader& db) {
  SeriesShown shown = load_series(request, db);
  return request.show(
      [&] { return series_page(request.view(), shown, chart_kind_asked(request.view())); },
      [&](kit::JsonWriter& json) {
        json.begin_object().key("series");
        write_json(json, shown.series);
        json.key("metric");
        write_json(json, shown.metric);
        json.member("sentence", shown.chart.sentence_strong + " " + shown.chart.sentence_rest);
        json.key("points").begin_array();
        for (std::size_t i = 0; i < shown.chart.points.size(); ++i) write_point(json, shown.chart, i);
        json.end_array().member("chart", kit::to_value(shown.chart.kind)).member("rules", shown.chart.rules);
        json.key("targets");
        write_json(json, shown.targets);
        json.end_object();
      });
}

Response set_point_standing(Request& request, Tx& tx) {
  allow(may_tend(tx, find_series(tx, request.id<Series>())));
  auto asked = decode<PointStanding>(request, {"period", "standing", "reason"});
  set_standing(tx, request.id<Series>(), asked.period, asked.standing, asked.reason);
  return request.done(asked, "/series/" + request.part("id"), "measures.said.standing");
}

Response set_target_of_year(Request& request, Tx& tx) {
  allow(may_tend(tx, find_series(tx, request.id<Series>())));
  auto asked = decode<SeriesTarget>(request, {"year", "target", "reason"});
  auto fact = set_year_target(tx, request.id<Series>(), asked.year, asked.target, asked.reason);
  return request.done(fact, "/series/" + request.part("id"), "measures.said.target");
}

Response series_csv(Request& request, Reader& db) {
  SeriesShown shown = load_series(request, db);
  return data_csv(shown.chart, shown.metric, shown.series.id.text);
}
Response series_xlsx(Request& request, Reader& db) {
  SeriesShown shown = load_series(request, db);
  return data_xlsx(shown.chart, shown.metric, shown.series.id.text);
}

Response history_page_of(Request& request, Reader& db, const std::string& subject, const std::string& name,
                         const std::string& url) {
  Place place{
      .room = Room::measures, .title = name, .crumbs = {{name, url}}, .here = request.view().t("measures.history")};
  return show_history_of(request, db, subject, url + "/history", place);
}
Response metric_history(Request& request, Reader& db) {
  Metric metric = find_metric(db, request.id<Metric>());
  return history_page_of(request, db, metric.id.text, metric.name, "/measures/" + metric.id.text);
}
Response series_history(Request& request, Reader& db) {
  Series series = find_series(db, request.id<Series>());
  return history_page_of(request, db, series.id.text, find_metric(db, series.metric).name, "/series/" + series.id.text);
}

Response show_tables(Request& request, Reader& db) {
  auto tables = db.all<ReportTable>("order by title, id limit 500");
  return request.show([&] { return tables_page(request.view(), tables); },
                      [&](kit::JsonWriter& json) { write_json(json, tables); });
}

TableShown load_table(Request& request, Reader& db) {
  return show_table(db, request.view(), db.one<ReportTable>("where external_id = $1", {request.part("external_id")}));
}

Response show_report(Request& request, Reader& db) {
  TableShown shown = load_table(request, db);
  return request.show([&] { return table_page(request.view(), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().key("table");
                        write_json(json, shown.table);
                        json.key("columns").begin_array();
                        for (auto& column : shown.columns) json.value(column);
                        json.end_array().key("rows").begin_array();
                        for (auto& row : shown.rows) {
                          json.begin_object().member("label", row.label).key("cells").begin_array();
                          for (auto& cell : row.cells) json.value(cell);
                          json.end_array().end_object();
                        }
                        json.end_array().end_object();
                      });
}

Response report_csv(Request& request, Reader& db) {
  TableShown shown = load_table(request, db);
  Spreadsheet sheet{.name = shown.table.title, .header = {shown.table.title}, .rows = {}};
  sheet.header.insert(sheet.header.end(), shown.columns.begin(), shown.columns.end());
  for (auto& row : shown.rows) {
    auto& cells = sheet.rows.emplace_back(1, Cell(row.label));
    cells.insert(cells.end(), row.cells.begin(), row.cells.end());
  }
  return file_response(csv_of(sheet), "text/csv; charset=utf-8", shown.table.id.text + ".csv");
}

}  // namespace

void measures_routes(Router& router) {
  router.get("/measures", show_metrics);
  router.get("/measures/tables", show_tables);
  router.get("/measures/tables/{external_id}", show_report);
  router.get("/measures/tables/{external_id}/data.csv", report_csv);
  dictionary_routes(router);
  comparison_routes(router);
  router.get("/measures/{id}/history", metric_history);
  router.get("/series/{id}", show_series);
  router.post("/series/{id}/standings", set_point_standing, Who::members, show_series);
  router.post("/series/{id}/targets", set_target_of_year, Who::members, show_series);
  router.get("/series/{id}/history", series_history);
  router.get("/series/{id}/data.csv", series_csv);
  router.get("/series/{id}/data.xlsx", series_xlsx);
}

}  // namespace measures
