#pragma once
#include "modules/measures/measures.h"

// What the pages of this module show. Inside the module only.
namespace measures {

kit::Html pictures(const Chart& chart);
Response file_response(std::string body, std::string_view type, const std::string& name);

struct MetricLine {
  Metric metric;
  std::int64_t places = 0;  // units in which it is measured
};
struct MetricList {
  std::vector<MetricLine> lines;
  std::string more;
};
MetricList list_metrics(Reader& db, std::string_view words, std::string_view after, int most);

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

struct SeriesShown {
  Series series;
  Metric metric;
  std::string place_name;
  Chart chart;
  std::string url() const { return "/series/" + series.id.text; }
};

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
std::vector<Choice> rule_choices(ChartKind kind);

}  // namespace measures
