#include <cmath>

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
    sheet.rows.push_back({point.period, rounded(point.value, metric.decimals), point.numerator, point.denominator,
                          std::int64_t{point.revision}, std::string(word_of(chart.kinds[i])),
                          rounded(lines.centre, metric.decimals), limit(lines.lower, metric.decimals),
                          limit(lines.upper, metric.decimals),
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

Response data_csv(const Chart& chart, const Metric& metric, const std::string& name) {
  return file_response(csv_of(sheet_of(chart, metric)), "text/csv; charset=utf-8", name + ".csv");
}

Response data_xlsx(const Chart& chart, const Metric& metric, const std::string& name) {
  return file_response(xlsx_of(sheet_of(chart, metric)),
                       "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
}

}  // namespace measures
