#include <charconv>

#include "kit/http/uri.h"
#include "modules/measures/analysis.h"
#include "modules/measures/dictionary.h"
#include "modules/measures/series_pages.html.h"
#include "partnership/naming.h"

namespace measures {
namespace {

// Where what is counted changed.
std::vector<ChartMark> marks_of(const View& view, const Metric& metric, Reader& db) {
  std::vector<ChartMark> marks;
  for (Date changed : breaks_of(versions_of(db, metric.id)))
    marks.push_back({changed, view.t("measures.chart.redefined")});
  return marks;
}

// Open, or sent back within the last weeks; what was agreed is on the chart.
void add_changes(SeriesShown& shown, Reader& db) {
  for (ChartChange& change : db.all<ChartChange>("where series_id = $1 order by id desc limit 20", {shown.series.id})) {
    auto question = latest_assent(db, change.id.text);
    if (!question || question->agreed()) continue;
    if (question->ending && kit::days_between(change.asked_on, db.today()) > 60) continue;
    shown.changes.push_back({std::move(change), std::move(*question)});
    if (shown.changes.size() == 5) return;
  }
}

// The nearest unit above that follows the same measure, and how many do so at the nearest step below.
void add_ways(SeriesShown& shown, Reader& db) {
  if (!shown.series.place.starts_with(Unit::prefix)) return;
  auto above = db.maybe_value<std::string>(
      "select series.id from unit_ancestors join series on place_id = ancestor_id and metric_id = $2 and part = $3"
      " where unit_id = $1 and distance > 0 order by distance limit 1",
      {shown.series.place, shown.metric.id, shown.series.part});
  if (above) {
    shown.above = find_series(db, {*above});
    shown.above_name = name_of(db, shown.above->place);
  }
  shown.below = count_below(db, shown.series);
}

std::string query_of_chart(const Request& request) {
  std::string query;
  for (std::string_view name : {"chart", "rules", "screen"})
    if (auto value = trimmed(request.query(name)); !value.empty())
      query += (query.empty() ? "?" : "&") + std::string(name) + "=" + kit::percent_encode(value);
  return query;
}

void write_point(kit::JsonWriter& json, const Chart& chart, std::size_t i) {
  const Chart::Lines& lines = chart.lines[i];
  json.begin_object().member("period", kit::iso(chart.points[i].period));
  if (chart.values[i]) json.member("value", *chart.values[i]);
  json.member("signal", word_of(chart.kinds[i])).member("centre", lines.centre);
  if (lines.lower) json.member("lower", *lines.lower).member("upper", *lines.upper);
  if (const PointStanding* standing = chart.standing_of(chart.points[i].period))
    json.member("standing", kit::to_value(standing->standing)).member("reason", standing->reason);
  json.end_object();
}

void write_series(kit::JsonWriter& json, const SeriesShown& shown) {
  const Chart& chart = shown.chart;
  json.begin_object().key("series");
  write_json(json, shown.series);
  json.key("metric");
  write_json(json, shown.metric);
  json.member("sentence", chart.sentence_strong + " " + chart.sentence_rest);
  json.key("points").begin_array();
  for (std::size_t i = 0; i < chart.points.size(); ++i) write_point(json, chart, i);
  json.end_array().member("chart", kit::to_value(chart.kind)).member("rules", chart.rules);
  json.member("screened", chart.screened).member("baseline", chart.baseline ? chart.baseline->points : 0);
  if (chart.suggested_phase) json.member("suggested_phase", kit::iso(*chart.suggested_phase));
  json.key("targets");
  write_json(json, shown.targets);
  json.end_object();
}

Response show_series(Request& request, Reader& db) {
  SeriesShown shown = load_series(request, db);
  return request.show([&] { return series_page(request.view(), shown, chart_kind_asked(request.view())); },
                      [&](kit::JsonWriter& json) { write_series(json, shown); });
}

Response ask_change(Request& request, Tx& tx) {
  allow(may_tend(tx, find_series(tx, request.id<Series>())));
  auto asked = decode<ChartChange>(request, {"what", "period", "points", "reason"});
  std::string needed = asked.what == ChartChanged::baseline ? "points" : "period";
  if (request.text(needed).empty()) refuse_invalid({{needed, "partnership.field.required"}});
  asked.series = request.id<Series>();
  return request.done(ask_chart_change(tx, asked), "/series/" + request.part("id") + "#changes",
                      "measures.said.change_asked");
}

Response set_target_of_year(Request& request, Tx& tx) {
  allow(may_tend(tx, find_series(tx, request.id<Series>())));
  auto asked = decode<SeriesTarget>(request, {"year", "target", "reason"});
  auto fact = set_year_target(tx, request.id<Series>(), asked.year, asked.target, asked.reason);
  return request.done(fact, "/series/" + request.part("id"), "measures.said.target");
}

// "12 15.5 9", with blanks, line breaks or semicolons between.
std::vector<double> values_in(std::string_view text) {
  std::vector<double> values;
  constexpr std::string_view between = " \t\r\n;";
  while (true) {
    auto begin = text.find_first_not_of(between);
    if (begin == std::string_view::npos) return values;
    text.remove_prefix(begin);
    std::string_view word = text.substr(0, text.find_first_of(between));
    Quantity value;
    if (!kit::parse_text(word, value)) refuse_invalid({{"values", "measures.field.subgroup_value", std::string(word)}});
    values.push_back(value.as_double());
    text.remove_prefix(word.size());
  }
}

Response enter_subgroup(Request& request, Tx& tx) {
  allow(may_tend(tx, find_series(tx, request.id<Series>())));
  auto asked = decode<Measurement>(request, {"period", "reason"});
  record_subgroup(tx, request.id<Series>(), asked.period, values_in(request.text("values")), asked.reason);
  return request.done("/series/" + request.part("id"), "measures.said.subgroup");
}

Response series_history(Request& request, Reader& db) {
  Series series = find_series(db, request.id<Series>());
  return history_page_of(request, db, series.id.text, find_metric(db, series.metric).name, "/series/" + series.id.text);
}

Response series_csv(Request& request, Reader& db) {
  SeriesShown shown = load_series(request, db);
  return data_csv(shown.chart, shown.metric, shown.series.id.text);
}
Response series_xlsx(Request& request, Reader& db) {
  SeriesShown shown = load_series(request, db);
  return data_xlsx(shown.chart, shown.metric, shown.series.id.text);
}
Response series_png(Request& request, Reader& db) {
  SeriesShown shown = load_series(request, db);
  if (shown.chart.empty) return request.go_to(shown.url());  // which says why there is nothing to draw
  return png_response(shown.chart.wide, shown.series.id.text);
}

}  // namespace

SeriesShown load_series(Request& request, Reader& db) {
  SeriesShown shown{.series = find_series(db, request.id<Series>())};
  shown.metric = find_metric(db, shown.series.metric);
  shown.place_name = name_of(db, shown.series.place);
  shown.chart = chart_of(db, request.view(), shown.series, shown.metric, shown.metric.name,
                         marks_of(request.view(), shown.metric, db), chart_kind_asked(request.view()));
  shown.targets = targets_of(db, shown.series.id);
  shown.may_tend = may_tend(db, shown.series);
  shown.may_compare = shown.series.place.starts_with(Unit::prefix) && shown.series.part.empty();
  shown.alarm = alarm_of(db, shown.series.id);
  shown.query = query_of_chart(request);
  add_changes(shown, db);
  add_ways(shown, db);
  return shown;
}

std::vector<Choice> period_choices(const View& view, const SeriesShown& shown) {
  std::vector<Choice> choices;
  for (auto point = shown.chart.points.rbegin(); point != shown.chart.points.rend(); ++point)
    choices.push_back({kit::iso(point->period), period_text(point->period, shown.metric.periods(), view.language) +
                                                    ": " + number_text(point->value, shown.metric)});
  return choices;
}

std::string change_text(const View& view, const SeriesShown& shown, const ChartChange& change) {
  std::string what(kit::to_value(change.what));
  if (change.what == ChartChanged::baseline && change.points == 0) what += "_none";
  return view.t("measures.change.text." + what,
                {{"count", change.points},
                 {"date", view.date(change.period)},
                 {"period", period_text(change.period, shown.metric.periods(), view.language)}});
}

void series_routes(Router& router) {
  router.get("/series/{id}", show_series);
  router.post("/series/{id}/changes", ask_change, Who::members, show_series);
  router.post("/series/{id}/targets", set_target_of_year, Who::members, show_series);
  router.post("/series/{id}/subgroups", enter_subgroup, Who::members, show_series);
  router.get("/series/{id}/history", series_history);
  router.get("/series/{id}/data.csv", series_csv);
  router.get("/series/{id}/data.xlsx", series_xlsx);
  router.get("/series/{id}/chart.png", series_png);
  below_routes(router);
}

}  // namespace measures
