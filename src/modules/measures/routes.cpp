#include "kit/http/uri.h"
#include "modules/measures/comparison.h"
#include "modules/measures/dictionary.h"
#include "modules/measures/pages.html.h"
#include "modules/measures/provenance.h"
#include "modules/measures/series_pages.h"
#include "modules/measures/unit_moves.h"
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

Response metric_history(Request& request, Reader& db) {
  Metric metric = find_metric(db, request.id<Metric>());
  return history_page_of(request, db, metric.id.text, metric.name, "/measures/" + metric.id.text);
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
  return csv_response(sheet, shown.table.id.text);
}

}  // namespace

Response history_page_of(Request& request, Reader& db, const std::string& subject, const std::string& name,
                         const std::string& url) {
  Place place{
      .room = Room::measures, .title = name, .crumbs = {{name, url}}, .here = request.view().t("measures.history")};
  return show_history_of(request, db, subject, url + "/history", place);
}

void measures_routes(Router& router) {
  router.get("/measures", show_metrics);
  router.get("/measures/tables", show_tables);
  router.get("/measures/tables/{external_id}", show_report);
  router.get("/measures/tables/{external_id}/data.csv", report_csv);
  dictionary_routes(router);
  unit_moves_routes(router);
  comparison_routes(router);
  router.get("/measures/{id}/history", metric_history);
  series_routes(router);
  provenance_routes(router);
  alarm_routes(router);
}

}  // namespace measures
