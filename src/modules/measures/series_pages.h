#pragma once
#include "modules/measures/alarms.h"
#include "modules/measures/pages.h"

// What the page of a series, and the one of the same measure below it, show. Inside the module only.
namespace measures {

struct ChangeShown {
  ChartChange change;
  AssentState question;
};
struct SeriesShown {
  Series series;
  Metric metric;
  std::string place_name;
  Chart chart;
  std::vector<SeriesTarget> targets;
  std::vector<ChangeShown> changes;  // that wait, or the last ones sent back
  std::optional<Alarm> alarm;        // the reader's
  std::optional<Series> above;
  std::string above_name;
  std::int64_t below = 0;  // units at the nearest step below that follow the same measure
  std::string query;       // how the chart was asked for: "?chart=run"
  bool may_tend = false, may_compare = false;
  std::string url() const { return "/series/" + series.id.text; }
  std::string comparison_url() const { return "/measures/" + metric.id.text + "/comparison?unit=" + series.place; }
  std::string place_url() const {
    return (series.place.starts_with(Unit::prefix) ? "/units/" : "/teams/") + series.place;
  }
};
SeriesShown load_series(Request& request, Reader& db);
std::vector<Choice> period_choices(const View& view, const SeriesShown& shown);  // newest first
// "November 2026: set aside", "New phase from 3 March 2026", "Limits from the first 12 points of each phase".
std::string change_text(const View& view, const SeriesShown& shown, const ChartChange& change);

struct BelowLine {
  PlaceLine place;
  std::vector<Point> points;  // the last two dozen
};
struct BelowShown {
  Series series;  // of the place above
  Metric metric;
  std::string place_name;
  std::vector<BelowLine> lines;  // by the names of their units
  std::vector<Date> periods;     // the same for all
  std::string query, more;
  std::string url() const { return "/series/" + series.id.text + "/below"; }
  std::string more_url() const { return url() + "?after=" + more; }
};
// How many units follow the same measure at the nearest step below the series' own.
std::int64_t count_below(Reader& db, const Series& series);
BelowShown load_below(Request& request, Reader& db);
std::string below_title(const View& view, const BelowShown& shown);
std::string below_pictures(const View& view, const BelowShown& shown);            // both sizes
std::string below_picture(const View& view, const BelowShown& shown, bool wide);  // one of them

std::string alarm_text(const View& view, const Alarm& alarm);

void series_routes(Router& router);
void below_routes(Router& router);

}  // namespace measures
