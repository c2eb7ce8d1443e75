#pragma once
#include "modules/measures/periods.h"
#include "partnership/web/parts.h"
#include "partnership/web/router.h"
#include "statistics/summary.h"

// Measures: metrics defined once for everybody, their series in units and teams, and what was measured. A value is
// numerator / denominator x factor, kept apart, so that totals of larger units are sums. A correction is a new fact
// with its reason. A chart and its plain sentence come from the same numbers. What a single team counts for itself is a
// metric of its own, whose external id begins with "own:"; lists of metrics leave those out, and the team defines it as
// it likes. Every other definition changes in versions, and one comes into force when an administrator of every party
// has signed it (dictionary.h). Figures are compared only where their definitions are the same (comparison.h).
namespace measures {

using namespace partnership;

enum class Direction { higher, lower, neutral };  // which way is better
inline auto names(Direction) { return std::array{"higher"sv, "lower"sv, "neutral"sv}; }

// What a metric's charts are computed from, as statistics/chart_kind.h says; i is individual values (XmR). With xbar a
// period's values are a subgroup: their sum is the numerator, their number the denominator, their deviation is kept
// beside them. With burn_up they add up to the target of their year. mr and s are further views of i and xbar.
enum class ChartKind { i, p, p_prime, u, u_prime, c, g, t, run, xbar, burn_up, mr, s };
inline auto names(ChartKind) {
  return std::array{"i"sv, "p"sv,   "p_prime"sv, "u"sv,       "u_prime"sv, "c"sv, "g"sv,
                    "t"sv, "run"sv, "xbar"sv,    "burn_up"sv, "mr"sv,      "s"sv};
}
inline bool is_view_only(ChartKind kind) { return kind == ChartKind::mr || kind == ChartKind::s; }
// Where figures come from: people and feeds report them, or they are the savings that every party signed.
enum class Origin { reported, savings };
inline auto names(Origin) { return std::array{"reported"sv, "savings"sv}; }
enum class Scope { core, local };  // core: reported by every unit of its levels
inline auto names(Scope) { return std::array{"core"sv, "local"sv}; }

struct Metric {  // its definition as it is in force
  static constexpr auto prefix = "metric";
  Id<Metric> id;
  std::string external_id, name, question, numerator, denominator, unit;
  int factor = 1;
  Direction direction = Direction::lower;
  Frequency frequency = Frequency::week;
  int decimals = 0;
  std::string compass, source;
  std::string definition = {};          // who and what counts, in plain words
  std::string levels = {};              // kinds of unit at which it exists, by spaces; empty: wherever it is followed
  std::optional<Id<Party>> party = {};  // which looks after it; none: all of them together
  std::string owner = {};               // the seat or the committee that does
  ChartKind chart = ChartKind::i;
  std::string rules = {};  // the rule set of its charts; empty: the usual one
  std::string goal = {};
  Scope scope = Scope::local;
  std::optional<Date> calendar = {};  // from which pay periods and fiscal years count
  Origin figures = Origin::reported;
  std::optional<Quantity> least = {}, most = {};  // what can be believed of a value; a feed doubts the rest
  static const Table& table();

  Periods periods() const { return {frequency, calendar}; }
  bool of_one_team() const { return external_id.starts_with("own:"); }
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

struct MeasurementSpread {  // of a subgroup, beside the measurement of that revision
  Id<Series> series;
  Date period;
  int revision = 0;
  Quantity deviation;  // with divisor n - 1
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

// A point that people set aside: excluded ones are drawn and marked when they lie beyond the limits, ghosts only drawn.
enum class Standing { counts, excluded, ghost };
inline auto names(Standing) { return std::array{"counts"sv, "excluded"sv, "ghost"sv}; }

struct PointStanding {
  Id<Series> series;
  Date period;
  int revision = 0;
  Standing standing = Standing::excluded;
  std::string reason;
  static const Table& table();
};

struct Baseline {  // how many first points of each phase set its limits; the latest revision holds
  Id<Series> series;
  int revision = 0;
  int points = 0;  // 0: all of them
  std::string reason;
  static const Table& table();
};

// What somebody asked every party to agree about a chart: it takes effect with the last signature, and not before.
enum class ChartChanged { excluded, ghost, counts, phase, baseline };
inline auto names(ChartChanged) { return std::array{"excluded"sv, "ghost"sv, "counts"sv, "phase"sv, "baseline"sv}; }
struct ChartChange {
  static constexpr auto prefix = "chart_change";
  Id<ChartChange> id;
  Id<Series> series;
  ChartChanged what = ChartChanged::excluded;
  Date period;  // of the point, or the first of the new phase; for a baseline the day it was asked
  int points = 0;
  std::string reason;
  Date asked_on;
  static const Table& table();
};

struct SeriesTarget {  // for a year; the series' own target is the one that holds now
  Id<Series> series;
  int year = 0;
  int revision = 0;
  Quantity target;
  std::string reason;
  static const Table& table();
};

struct SeriesSummary {  // projection, one per series with data
  Id<Series> series;
  int points = 0;
  Date latest_on;
  double latest = 0, centre = 0;
  std::string variation, assurance;  // better, worse, special, common, none; meets, misses, varies, not_yet, none
  std::string sparkline;             // the last 24 values, by spaces
  std::string told;                  // what its sentence is made from (told.h)
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
  int revision = 0;                      // more than 0: corrected
  std::optional<double> deviation = {};  // of a subgroup, times the factor
  int reporting = 0;                     // not the place's own figure, but the sum of so many below it
};
// In order of time, each period as last corrected, at most the last `most`.
std::vector<Point> points_of(Reader& db, const Series& series, const Metric& metric, int most = 520);
// The same of many series, given in the order of their ids; read together.
std::vector<std::vector<Point>> points_of_all(Reader& db, const std::vector<Series>& series, const Metric& metric,
                                              int most = 520);
// The same with the deviations of subgroups, where the metric has such.
std::vector<Point> points_with_spread(Reader& db, const Series& series, const Metric& metric);

struct SeriesLine {  // of a list: one indexed read, whatever the size
  Series series;
  Metric metric;
  std::optional<SeriesSummary> summary;
};
std::vector<SeriesLine> series_at(Reader& db, std::string_view place);

// What people said of a series that its statistics depend on, in one query: each point's latest standing.
struct Remarks {
  std::vector<PhaseStart> phases;
  std::vector<PointStanding> standings;  // by period; those that count again are left out
  std::optional<Baseline> baseline;      // the latest, if it limits anything
};
Remarks remarks_of(Reader& db, const Id<Series>& series);

// A series' line of a scorecard under other rules, or as of another day: what was known of the periods that had ended.
struct SummaryAsked {
  std::optional<Date> as_of;
  std::string rules;  // the name of a rule set; empty: the metric's own

  bool usual() const { return !as_of && rules.empty(); }
};
std::optional<SeriesSummary> summary_asked(Reader& db, const Series& series, const Metric& metric,
                                           const SummaryAsked& asked);
// "Waits fell from 25 minutes to 13. …", from what the summary keeps.
struct SummarySentence {
  std::string strong, rest;
};
SummarySentence sentence_of(const View& view, const SeriesLine& line);

std::vector<SeriesTarget> targets_of(Reader& db, const Id<Series>& series);  // the latest of each year, newest first
std::vector<Annotation> annotations_of(Reader& db, const Id<Series>& series);
std::vector<PhaseStart> phases_of(Reader& db, const Id<Series>& series);

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
// The target of a year; that of the present year, or of the last before it, becomes the series' own.
SeriesTarget set_year_target(Tx& tx, const Id<Series>& id, int year, Quantity target, const std::string& reason);
// What every party agreed (ask_chart_change): from here the chart and its summary say so.
PointStanding set_standing(Tx& tx, const Id<Series>& id, Date period, Standing standing, const std::string& reason);
Baseline set_baseline(Tx& tx, const Id<Series>& id, int points, const std::string& reason);
// Puts a change of a chart to every party: the co-leads of its team, or of a unit's series the parties' administrators.
ChartChange ask_chart_change(Tx& tx, ChartChange change);
void chart_change_agreed(Tx& tx, const Assent& assent);  // reaction to measures.chart_change
std::string url_of_chart_change(Reader& db, const Assent& assent);
// The values of one period: their sum and number are measured, their deviation kept beside them.
void record_subgroup(Tx& tx, const Id<Series>& id, Date period, const std::vector<double>& values,
                     const std::string& reason);
// Its team's co-leads; of a unit's series analysts, executives and administrators of the unit or above.
bool may_tend(Reader& db, const Series& series);
// Anew for every series of a metric, when its definition changed.
void refresh_summaries(Tx& tx, const Metric& metric);
void refresh_summary(Tx& tx, const Series& series);

// ── loads ────────────────────────────────────────────────────────────────────

// Figures that come in together, from a feed or a file of the import: all of them or none, as one fact whose entry
// covers every row (partnership/covered_rows.h). Figures that are there already change nothing; others for a period
// that was reported are corrections and need a reason. What was reported and does not come again stays.
struct Load {  // a fact
  static constexpr auto prefix = "load";
  Id<Load> id;
  std::optional<std::string> feed;   // none: a file of the import
  std::optional<Id<Metric>> metric;  // when it brought only one
  std::string files, digest;
  int rows = 0, added = 0, corrected = 0, same = 0;
  Date first_period, last_period;
  std::string reason;
  Instant loaded_at;
  static const Table& table();

  bool changes_anything() const { return added + corrected > 0; }
};

struct Figure {
  enum class Change { added, corrected, same };
  int series = 0;  // its place among the figures' series
  Date period;
  Quantity numerator, denominator;
  int line = 0;
  std::string reason = {};
  Change change = Change::added;
  int revision = 0;
};

struct Figures {
  std::vector<Series> series;  // one that has no id is new
  std::vector<Figure> rows;
};

// Sets what each figure changes, against what is there.
void compare(Reader& db, Figures& figures);
// Requires figures that were compared in this transaction, sound denominators, and a reason with each correction
// (its own, or the load's). Nothing changed: nothing is written, and the load has no id.
Load record_load(Tx& tx, Load load, Figures figures, const std::function<void(std::size_t)>& progress = {});

Load find_load(Reader& db, const Id<Load>& id);
std::vector<Load> loads_of(Reader& db, std::string_view feed, int most);  // newest first

// What a feed is to bring next of a metric, and by when. Feeds know; they say so from app/reactions.cpp.
struct Awaited {
  Date period, due_on;
};
using AwaitedOf = std::function<std::optional<Awaited>(Reader& db, const Id<Metric>& metric)>;
void let_feeds_say_what_is_due(AwaitedOf awaited);

// By name, who acted in an entry of the journal; empty: the host.
std::string who_entered(Reader& db, std::int64_t sequence);

void measures_routes(Router& router);

// Where it is counted how many units of a kind have a figure of a metric for a period (or how many there ever were): a
// tally of the unit and of all above.
std::string reports_period(std::optional<Date> period = {});
std::string reports_name(const Series& series, UnitKind kind);

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
  std::vector<std::optional<double>> values;  // as drawn, one for each point; none: nothing is drawn there
  std::vector<statistics::Kind> kinds;        // one for each point
  struct Lines {
    double centre = 0;
    std::optional<double> lower, upper;
  };
  std::vector<Lines> lines;              // one for each point
  std::vector<PointStanding> standings;  // of points set aside, by period
  ChartKind kind = ChartKind::i;         // as drawn: i where the values do not fit the metric's own kind
  bool fits = true;                      // whether they do
  std::vector<ChartKind> fitting;        // what else they could be drawn as
  std::string rules;                     // the name of the rule set
  bool screened = false;                 // outlying moving ranges set no limits
  std::optional<Baseline> baseline;
  std::optional<Date> suggested_phase;  // where a shift began that still runs: worth talking about, no more
  bool empty = true;

  const PointStanding* standing_of(Date period) const;  // null for points that count
};
// The metric's own kind of chart unless another is asked for that fits its values.
Chart chart_of(Reader& db, const View& view, const Series& series, const Metric& metric, std::string_view title,
               const std::vector<ChartMark>& marks, std::optional<ChartKind> asked = {});
kit::Html chart_box(const View& view, const Chart& chart);  // the sentence, both pictures
// With the series' id each period leads to where its figure comes from.
kit::Html data_table(const View& view, const Chart& chart, const Metric& metric, std::string_view series = {});
std::string value_text(double value, const Metric& metric);   // "13 minutes", "7.1 per 1,000"
std::string number_text(double value, const Metric& metric);  // the same without the unit, unless it is % or $
std::string count_text(kit::Quantity count);                  // exactly, in groups of three: 1,234.5

kit::Html sparkline(const SeriesSummary& summary);
kit::Html variation_signal(const View& view, std::string_view variation, Direction direction);  // word and shape
kit::Html assurance_signal(const View& view, std::string_view assurance);
std::vector<Choice> choices_of_rules(const View& view);  // every rule set, by its name

// The kind of chart and the rule set that an address asks for: ?chart=run, ?rules=ihi. An unknown name is none.
std::optional<ChartKind> chart_kind_asked(const View& view);
kit::Html chart_options(const View& view, const Chart& chart, std::optional<ChartKind> asked);  // to choose them

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
