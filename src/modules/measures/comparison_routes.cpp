#include "kit/http/uri.h"
#include "modules/measures/comparison_pages.html.h"

namespace measures {
namespace {

template <class E>
std::optional<E> asked_for(const Request& request, std::string_view name) {
  return kit::named<E>(request.query(name));
}

ComparisonAsked what_is_asked(const Request& request) {
  return {.unit = std::string(request.query("unit")),
          .kind = asked_for<UnitKind>(request, "kind"),
          .setting = asked_for<Setting>(request, "setting"),
          .size = asked_for<Size>(request, "size").value_or(Size::any),
          .span = asked_for<Span>(request, "span").value_or(Span::period),
          .period = kit::parse_date(request.query("period"))};
}

std::string query_of(const Request& request) {
  std::string query;
  for (std::string_view name : {"unit", "kind", "setting", "size", "span", "period"})
    if (auto value = request.query(name); !value.empty())
      query += (query.empty() ? "?" : "&") + std::string(name) + "=" + kit::percent_encode(value);
  return query;
}

ComparisonShown load(Request& request, Reader& db) {
  Metric metric = find_metric(db, request.id<Metric>());
  Comparison found = compare(db, metric, what_is_asked(request));
  return {.metric = std::move(metric), .found = std::move(found), .query = query_of(request)};
}

void write_place(kit::JsonWriter& json, const ComparedPlace& place, bool judged) {
  json.begin_object()
      .member("unit_id", place.place)
      .member("name", place.name)
      .member("within", place.within)
      .member("series_id", place.series);
  json.member("value", place.value).member("numerator", place.numerator.as_double());
  json.member("denominator", place.denominator.as_double());
  if (judged) {
    json.member("beyond", place.beyond).member("likely_low", place.likely.low).member("likely_high", place.likely.high);
    json.member("nearly_sure_low", place.nearly_sure.low).member("nearly_sure_high", place.nearly_sure.high);
  }
  json.end_object();
}

void write_comparison(kit::JsonWriter& json, const View& view, const ComparisonShown& shown) {
  const Comparison& found = shown.found;
  json.begin_object().key("metric");
  write_json(json, shown.metric);
  json.member("refused",
              found.refused.empty() ? std::string() : view.t(found.refused, {{"detail", found.refused_detail}}));
  json.member("from", found.from ? kit::iso(*found.from) : std::string());
  json.member("period", found.period ? kit::iso(*found.period) : std::string());
  if (judges(shown))
    json.member("benchmark", found.funnel->benchmark)
        .member("phi", found.funnel->phi)
        .member("overdispersed", found.overdispersed);
  json.key("places").begin_array();
  for (const ComparedPlace& place : found.places) write_place(json, place, judges(shown));
  json.end_array().key("left_out").begin_array();
  for (const LeftOut& left : found.left_out)
    json.begin_object().member("name", left.name).member("reason", reason_of(view, left)).end_object();
  json.end_array().end_object();
}

Response show(Request& request, Reader& db) {
  ComparisonShown shown = load(request, db);
  return request.show([&] { return comparison_page(request.view(), shown); },
                      [&](kit::JsonWriter& json) { write_comparison(json, request.view(), shown); });
}

Spreadsheet sheet_of(const View& view, const ComparisonShown& shown) {
  Spreadsheet sheet{.name = shown.metric.name,
                    .header = {"unit", "within", "value", "numerator", "denominator", "likely_low", "likely_high",
                               "nearly_sure_low", "nearly_sure_high", "beyond", "left_out_because"},
                    .rows = {}};
  auto limit = [&](double value) -> Cell { return judges(shown) ? Cell(value) : Cell(std::string()); };
  for (const ComparedPlace& place : shown.found.places)
    sheet.rows.push_back({place.name, place.within, place.value, place.numerator, place.denominator,
                          limit(place.likely.low), limit(place.likely.high), limit(place.nearly_sure.low),
                          limit(place.nearly_sure.high),
                          judges(shown) ? Cell(std::int64_t{place.beyond}) : Cell(std::string()), std::string()});
  for (const LeftOut& left : shown.found.left_out) {
    auto& row = sheet.rows.emplace_back(sheet.header.size(), Cell(std::string()));
    row.front() = left.name;
    row.back() = reason_of(view, left);
  }
  return sheet;
}

Response csv(Request& request, Reader& db) {
  ComparisonShown shown = load(request, db);
  return csv_response(sheet_of(request.view(), shown), shown.metric.id.text + "-comparison");
}
Response xlsx(Request& request, Reader& db) {
  ComparisonShown shown = load(request, db);
  return xlsx_response(sheet_of(request.view(), shown), shown.metric.id.text + "-comparison");
}
Response png(Request& request, Reader& db) {
  ComparisonShown shown = load(request, db);
  if (!judges(shown)) return request.go_to(shown.url() + shown.query);
  return png_response(funnel_svg(request.view(), shown), shown.metric.id.text + "-comparison");
}

}  // namespace

void comparison_routes(Router& router) {
  router.get("/measures/{id}/comparison", show);
  router.get("/measures/{id}/comparison/data.csv", csv);
  router.get("/measures/{id}/comparison/data.xlsx", xlsx);
  router.get("/measures/{id}/comparison/chart.png", png);
}

}  // namespace measures
