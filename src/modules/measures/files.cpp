#include <cmath>

#include "kit/chart/png.h"
#include "modules/measures/analysis.h"
#include "modules/measures/pages.h"
#include "modules/measures/spreadsheet.h"

// A series' data to take away: every period as it stands now, with what it was made of.
namespace measures {
namespace {

// Enough places for further work, none that are only noise of the division.
double rounded(double value, int decimals) {
  double scale = std::pow(10.0, decimals + 4);
  return std::round(value * scale) / scale;
}

Cell limit(const std::optional<double>& limit, int decimals) {
  if (limit) return rounded(*limit, decimals);
  return std::string();
}

Spreadsheet sheet_of(const Chart& chart, const Metric& metric) {
  Spreadsheet sheet{.name = metric.name,
                    .header = {"period", "value", "numerator", "denominator", "corrections", "signal", "centre",
                               "lower", "upper", "standing", "reason"},
                    .rows = {}};
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const Point& point = chart.points[i];
    const Chart::Lines& lines = chart.lines[i];
    const PointStanding* standing = chart.standing_of(point.period);
    bool totals = chart.kind == ChartKind::burn_up;  // about which limits say nothing
    sheet.rows.push_back({point.period, limit(chart.values[i], metric.decimals), point.numerator, point.denominator,
                          std::int64_t{point.revision}, std::string(word_of(chart.kinds[i])),
                          totals ? Cell(std::string()) : rounded(lines.centre, metric.decimals),
                          limit(totals ? std::nullopt : lines.lower, metric.decimals),
                          limit(totals ? std::nullopt : lines.upper, metric.decimals),
                          std::string(kit::to_value(standing ? standing->standing : Standing::counts)),
                          standing ? standing->reason : std::string()});
  }
  return sheet;
}

}  // namespace

Response file_response(std::string body, std::string_view type, const std::string& name) {
  Response response;
  response.headers.set("Content-Type", std::string(type));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.headers.set("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

Response csv_response(const Spreadsheet& sheet, const std::string& name) {
  return file_response(csv_of(sheet), "text/csv; charset=utf-8", name + ".csv");
}

Response xlsx_response(Spreadsheet sheet, const std::string& name) {
  return file_response(xlsx_of(std::move(sheet)), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                       name + ".xlsx");
}

Response png_response(std::string_view svg, const std::string& name) {
  return file_response(kit::png_of(svg), "image/png", name + ".png");
}

Response data_csv(const Chart& chart, const Metric& metric, const std::string& name) {
  return csv_response(sheet_of(chart, metric), name);
}
Response data_xlsx(const Chart& chart, const Metric& metric, const std::string& name) {
  return xlsx_response(sheet_of(chart, metric), name);
}

}  // namespace measures
