#pragma once
#include "partnership/web/parts.h"
#include "partnership/web/router.h"
#include "statistics/summary.h"

// Measures: metrics defined once for everybody, their series in units and teams, and what was measured. A value is
// numerator / denominator x factor, kept apart, so that totals of larger units are sums. A correction is a new fact
// with its reason. A chart and its plain sentence come from the same numbers. What a single team counts for itself is a
// metric of its own, whose external id begins with "own:"; lists of metrics leave those out.
namespace measures {

using namespace partnership;

enum class Direction { higher, lower, neutral };  // which way is better
inline auto names(Direction) { return std::array{"higher"sv, "lower"sv, "neutral"sv}; }
enum class Frequency { day, week, month, quarter, year };
inline auto names(Frequency) { return std::array{"day"sv, "week"sv, "month"sv, "quarter"sv, "year"sv}; }

struct Metric {
  static constexpr auto prefix = "metric";
  Id<Metric> id;
  std::string external_id, name, question, numerator, denominator, unit;
  int factor = 1;
  Direction direction = Direction::lower;
  Frequency frequency = Frequency::week;
  int decimals = 0;
  std::string compass, source;
  static const Table& table();
};

struct Series {
  static constexpr auto prefix = "series";
  Id<Series> id;
  Id<Metric> metric;
  std::string place;  // a unit or a team
  std::string part;   // a group within it, or empty
  std::optional<Quantity> target;
  static const Table& table();
};

struct Measurement {
  Id<Series> series;
  Date period;  // its first day
  int revision = 0;
  Quantity numerator, denominator;
  std::string reason;
  static const Table& table();
};

struct Annotation {
  static constexpr auto prefix = "annotation";
  Id<Annotation> id;
  Id<Series> series;
  Date noted_on;
  std::string body;
  static const Table& table();
};

struct PhaseStart {
  static constexpr auto prefix = "phase";
  Id<PhaseStart> id;
  Id<Series> series;
  Date starts_on;
  std::string reason;
  static const Table& table();
};

struct SeriesSummary {  // projection, one per series with data
  Id<Series> series;
  int points = 0;
  Date latest_on;
  double latest = 0, centre = 0;
  std::string variation, assurance;  // better, worse, special, common, none; meets, misses, varies, none
  std::string sparkline;             // the last 24 values, by spaces
  static const Table& table();
};

struct ReportTable {
  static constexpr auto prefix = "report";
  Id<ReportTable> id;
  std::string external_id, title, source;
  std::string columns_are;  // periods, parts, none
  std::string note;
  static const Table& table();
};
struct ReportRow {
  Id<ReportTable> report;
  int row = 0;
  Id<Metric> metric;
  Id<Unit> unit;
  std::string label;
  static const Table& table();
};

// ── reading ──────────────────────────────────────────────────────────────────

Metric find_metric(Reader& db, const Id<Metric>& id);
Series find_series(Reader& db, const Id<Series>& id);
std::optional<Series> series_of(Reader& db, const Id<Metric>& metric, std::string_view place,
                                std::string_view part = "");

struct Point {
  Date period;
  double value = 0;
  Quantity numerator, denominator;
  int revision = 0;  // more than 0: corrected
};
// In order of time, each period as last corrected, at most the last `most`.
std::vector<Point> points_of(Reader& db, const Series& series, const Metric& metric, int most = 520);

struct SeriesLine {  // of a list: one indexed read, whatever the size
  Series series;
  Metric metric;
  std::optional<SeriesSummary> summary;
};
std::vector<SeriesLine> series_at(Reader& db, std::string_view place);

std::vector<Annotation> annotations_of(Reader& db, const Id<Series>& series);
std::vector<PhaseStart> phases_of(Reader& db, const Id<Series>& series);

// ── periods ──────────────────────────────────────────────────────────────────

Date next_period(Date period, Frequency frequency);
// The period a day lies in. Weeks begin on the weekday of `like`, or on Monday.
Date period_of(Date day, Frequency frequency, std::optional<Date> like = {});
std::string period_text(Date period, Frequency frequency, Language language);  // "24 Nov 2026", "November 2026", "2026"

// ── commands ─────────────────────────────────────────────────────────────────

Metric add_metric(Tx& tx, Metric metric);
Series add_series(Tx& tx, const Id<Metric>& metric, std::string place, std::string part,
                  std::optional<Quantity> target);
// New periods are recorded; a period that is there already with other numbers is corrected, which needs a reason.
// Equal numbers change nothing. Keeps the series' summary. Who may is the caller's question.
void record_measurements(Tx& tx, const Series& series, std::vector<Measurement> measurements);
Annotation annotate(Tx& tx, const Id<Series>& series, Date on, const std::string& body);
PhaseStart start_phase(Tx& tx, const Id<Series>& series, Date on, const std::string& reason);
void set_target(Tx& tx, Series series, std::optional<Quantity> target);

void measures_routes(Router& router);

// ── what a page of any module shows of a series ──────────────────────────────

struct ChartMark {  // a test of change drawn on the chart
  Date on;
  std::string label;
};
struct Chart {
  std::string sentence_strong,
      sentence_rest;        // "Waits fell from 25 minutes to 13." "The change has held for 16 weeks…"
  std::string tone;         // better, worse, special, common: the class of the banner
  std::string icon;         // better-down, special-up, common, …
  std::string wide, phone;  // SVG
  std::vector<Point> points;
  std::vector<statistics::Kind> kinds;  // one for each point
  std::string rules;                    // the name of the rule set
  bool empty = true;
};
enum class ChartKind { control, run };
Chart chart_of(Reader& db, const View& view, const Series& series, const Metric& metric, std::string_view title,
               const std::vector<ChartMark>& marks, ChartKind kind = ChartKind::control);
kit::Html chart_box(const View& view, const Chart& chart);  // the sentence, both pictures
kit::Html data_table(const View& view, const Chart& chart, const Metric& metric);
std::string value_text(double value, const Metric& metric);   // "13 minutes", "7.1 per 1,000"
std::string number_text(double value, const Metric& metric);  // the same without the unit, unless it is % or $

kit::Html series_list(const View& view, const std::vector<SeriesLine>& lines);
kit::Html sparkline(const SeriesSummary& summary);

// The kind of chart and the rule set that an address asks for: ?chart=run, ?rules=ihi. An unknown name is the usual
// one.
ChartKind chart_kind_asked(const View& view);
kit::Html chart_options(const View& view, const Chart& chart, ChartKind kind);  // to choose them

// ── entering values ──────────────────────────────────────────────────────────

struct GridRow {  // as typed, or as offered
  std::string period, numerator, denominator, reason;
};
// What the form shows: what was typed, or the next empty periods and a few blank rows.
std::vector<GridRow> grid_rows(const View& view, const Metric& metric, const std::vector<Point>& points);
// The rows of a form that hold something, or a refusal that names every row and field that is wrong.
std::vector<Measurement> read_grid(const kit::Form& form, const Series& series, const Metric& metric,
                                   const std::vector<Point>& points, Date today);
kit::Html grid_table(const View& view, const Metric& metric, const std::vector<GridRow>& rows);

// ── files ────────────────────────────────────────────────────────────────────

Response data_csv(const Chart& chart, const Metric& metric, const std::string& name);
Response data_xlsx(const Chart& chart, const Metric& metric, const std::string& name);

}  // namespace measures
