#include <limits>

#include "kit/chart/multiples.h"
#include "kit/http/uri.h"
#include "modules/measures/drawing.h"
#include "modules/measures/series_pages.html.h"
#include "partnership/naming.h"

// The same measure in every unit of the nearest step below a place that has several, side by side on one scale: small
// multiples, by name, no rank.
namespace measures {
namespace {

constexpr int most_panels = 40, periods_shown = 24;

// The periods of all of them, at most two dozen, up to the latest that anybody reported.
std::vector<Date> periods_of(const std::vector<BelowLine>& lines, const Periods& every) {
  std::optional<Date> first, last;
  for (const BelowLine& line : lines) {
    if (line.points.empty()) continue;
    if (!first || line.points.front().period < *first) first = line.points.front().period;
    if (!last || line.points.back().period > *last) last = line.points.back().period;
  }
  std::vector<Date> periods;
  if (!first) return periods;
  for (Date period = *first; period <= *last && periods.size() < 1000; period = next_period(period, every))
    periods.push_back(period);
  if (periods.size() > periods_shown) periods.erase(periods.begin(), periods.end() - periods_shown);
  return periods;
}

kit::PointStyle style_of(std::string_view variation) {
  if (variation == "better") return kit::PointStyle::better;
  if (variation == "worse") return kit::PointStyle::worse;
  return variation == "special" ? kit::PointStyle::special : kit::PointStyle::common;
}

kit::Multiples::Panel panel_of(const BelowShown& shown, const BelowLine& line) {
  kit::Multiples::Panel panel{.name = line.place.unit_name, .latest_label = {}, .target = {}};
  panel.values.assign(shown.periods.size(), std::numeric_limits<double>::quiet_NaN());
  for (const Point& point : line.points) {
    auto slot = std::ranges::upper_bound(shown.periods, point.period) - shown.periods.begin();
    if (slot > 0) panel.values[static_cast<std::size_t>(slot - 1)] = point.value;
  }
  if (line.place.summary) {
    panel.latest = style_of(line.place.summary->variation);
    panel.latest_label = number_text(line.place.summary->latest, shown.metric);
  }
  if (line.place.series.target && shown.metric.chart != ChartKind::burn_up)
    panel.target = line.place.series.target->as_double();
  return panel;
}

kit::Multiples multiples_of(const View& view, const BelowShown& shown) {
  kit::Multiples chart{.title = below_title(view, shown),
                       .description = view.t("measures.below.described", {{"count", shown.lines.size()}})};
  for (const BelowLine& line : shown.lines) chart.panels.push_back(panel_of(shown, line));
  if (!shown.periods.empty()) {
    chart.first_label = axis_label(shown.periods.front(), shown.metric.periods(), view.language);
    chart.last_label = axis_label(shown.periods.back(), shown.metric.periods(), view.language);
  }
  return chart;
}

struct Step {
  std::int64_t distance = 0, count = 0;
};

// The nearest step down at which several units follow the measure, so that there is something to compare; where there
// is none, the nearest at which one does.
Step step_below(Reader& db, const Series& series) {
  Step nearest;
  db.each(
      "select distance, count(*) from series join unit_ancestors on unit_id = place_id and ancestor_id = $1"
      " where metric_id = $2 and part = $3 and distance > 0 group by distance order by distance",
      {series.place, series.metric, series.part}, [&](const kit::Row& row) {
        if (nearest.count < 2 && (nearest.count == 0 || row.integer(1) > 1)) nearest = {row.integer(0), row.integer(1)};
      });
  return nearest;
}

PlaceList series_below(Reader& db, const BelowShown& shown, std::string_view after) {
  static const std::string sql =
      "select series.id, metric_id, place_id, part, target, units.name, " + columns_of(SeriesSummary::table()) +
      " from unit_ancestors lower join series on series.place_id = lower.unit_id"
      " and metric_id = $2 and part = $3 join units on units.id = lower.unit_id"
      " left join series_summaries on series_id = series.id"
      " where lower.ancestor_id = $1 and lower.distance = $6 and units.name || part || series.id > $4"
      " order by units.name || part || series.id limit $5";
  return read_places(db, sql,
                     {shown.series.place, shown.metric.id, shown.series.part, after, most_panels + 1,
                      step_below(db, shown.series).distance},
                     most_panels);
}

Spreadsheet sheet_of(const BelowShown& shown) {
  Spreadsheet sheet{
      .name = shown.metric.name, .header = {"unit", "period", "value", "numerator", "denominator"}, .rows = {}};
  for (const BelowLine& line : shown.lines)
    for (const Point& point : line.points)
      sheet.rows.push_back({line.place.unit_name, point.period, point.value, point.numerator, point.denominator});
  return sheet;
}

void write_below(kit::JsonWriter& json, const BelowShown& shown) {
  json.begin_object().member("metric", shown.metric.name).key("places").begin_array();
  for (const BelowLine& line : shown.lines) {
    json.begin_object().member("unit_id", line.place.series.place).member("unit", line.place.unit_name);
    json.member("series_id", line.place.series.id.text).key("points").begin_array();
    for (const Point& point : line.points)
      json.begin_object().member("period", kit::iso(point.period)).member("value", point.value).end_object();
    json.end_array().end_object();
  }
  json.end_array().member("next", shown.more.empty() ? std::string() : shown.more_url()).end_object();
}

Response show_below(Request& request, Reader& db) {
  BelowShown shown = load_below(request, db);
  return request.show([&] { return below_page(request.view(), shown); },
                      [&](kit::JsonWriter& json) { write_below(json, shown); });
}
Response below_csv(Request& request, Reader& db) {
  BelowShown shown = load_below(request, db);
  return csv_response(sheet_of(shown), shown.series.id.text + "-below");
}
Response below_xlsx(Request& request, Reader& db) {
  BelowShown shown = load_below(request, db);
  return xlsx_response(sheet_of(shown), shown.series.id.text + "-below");
}
Response below_png(Request& request, Reader& db) {
  BelowShown shown = load_below(request, db);
  if (shown.lines.empty()) return request.go_to(shown.url());
  return png_response(below_picture(request.view(), shown, true), shown.series.id.text + "-below");
}

}  // namespace

std::int64_t count_below(Reader& db, const Series& series) { return step_below(db, series).count; }

BelowShown load_below(Request& request, Reader& db) {
  BelowShown shown{.series = find_series(db, request.id<Series>())};
  shown.metric = find_metric(db, shown.series.metric);
  shown.place_name = name_of(db, shown.series.place);
  std::string after(request.query("after"));
  if (!after.empty()) shown.query = "?after=" + kit::percent_encode(after);
  PlaceList list = series_below(db, shown, after);
  shown.more = kit::percent_encode(list.more);
  for (PlaceLine& place : list.lines) {
    auto points = points_of(db, place.series, shown.metric, periods_shown);
    shown.lines.push_back({std::move(place), std::move(points)});
  }
  shown.periods = periods_of(shown.lines, shown.metric.periods());
  return shown;
}

std::string below_title(const View& view, const BelowShown& shown) {
  return view.t("measures.below.title", {{"metric", shown.metric.name}, {"unit", shown.place_name}});
}

std::string below_picture(const View& view, const BelowShown& shown, bool wide) {
  return kit::draw(multiples_of(view, shown), wide ? kit::ChartSize::wide : kit::ChartSize::phone,
                   wide ? "below-w" : "below-p");
}
std::string below_pictures(const View& view, const BelowShown& shown) {
  return kit::both_sizes(below_picture(view, shown, true), below_picture(view, shown, false));
}

void below_routes(Router& router) {
  router.get("/series/{id}/below", show_below);
  router.get("/series/{id}/below/data.csv", below_csv);
  router.get("/series/{id}/below/data.xlsx", below_xlsx);
  router.get("/series/{id}/below/chart.png", below_png);
}

}  // namespace measures
