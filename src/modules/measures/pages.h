#pragma once
#include "modules/measures/measures.h"
#include "modules/measures/spreadsheet.h"

// What the pages of this module show. Inside the module only.
namespace measures {

kit::Html pictures(const Chart& chart);
kit::Html drawn(const std::string& svg);     // a picture of kit/chart as part of a page
std::string columns_of(const Table& table);  // "metrics.id, metrics.name, …", for a join
Response file_response(std::string body, std::string_view type, const std::string& name);
Response history_page_of(Request& request, Reader& db, const std::string& subject, const std::string& name,
                         const std::string& url);
Response csv_response(const Spreadsheet& sheet, const std::string& name);
Response xlsx_response(Spreadsheet sheet, const std::string& name);
Response png_response(std::string_view svg, const std::string& name);

struct MetricLine {
  Metric metric;
  std::int64_t places = 0;     // in which it is followed
  std::int64_t reporting = 0;  // of those, how many have a figure; counted for the core set alone, which is short
  int version = 1;             // in force
};
struct MetricList {
  std::vector<MetricLine> lines;
  std::string more;
};
MetricList list_metrics(Reader& db, std::string_view words, std::string_view after, int most);  // core first

struct PlaceLine {
  Series series;
  std::string unit_name;
  std::optional<SeriesSummary> summary;
};
struct PlaceList {
  std::vector<PlaceLine> lines;
  std::string more;
};
PlaceList places_of(Reader& db, const Id<Metric>& metric, std::string_view after, int most);
// Rows of a series, the name of its unit and its summary; what begins after `most` of them goes on after the last.
PlaceList read_places(Reader& db, const std::string& sql, Args args, int most);

struct TableShown {
  ReportTable table;
  std::vector<std::string> columns;
  struct Row {
    std::string label;
    std::vector<std::string> cells;  // empty: no figure
  };
  std::vector<Row> rows;
};
TableShown show_table(Reader& db, const View& view, const ReportTable& table);

std::string key_of_variation(std::string_view variation);  // measures.variation.better
std::string icon_of(std::string_view variation, Direction direction);
std::string_view icon_of_assurance(std::string_view assurance);
std::vector<Choice> rule_choices(ChartKind kind);
std::vector<Choice> standing_choices(const View& view);
std::string reporting_text(const View& view, const MetricLine& line);  // "438 of 454", or "12 places"
std::string key_of_chart(ChartKind kind);                              // measures.kind.p_prime
// "corrected", and why a point was set aside.
std::string remark_on(const View& view, const Chart& chart, std::size_t point);

}  // namespace measures
