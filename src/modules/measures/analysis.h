#pragma once
#include "modules/measures/measures.h"
#include "statistics/analysis.h"

// What the statistics say of a series, for charts, summaries and sentences alike. Inside the module only.
namespace measures {

inline constexpr std::string_view usual_rules = "mdc_7";
inline constexpr std::string_view usual_run_rules = "run_chart";

struct Judgement {
  statistics::Analysis analysis;
  statistics::Summary summary;
  bool fits = true;  // false: the values cannot be those of the kind that was asked for, so they stand as they are (i)

  const std::vector<double>& values() const { return analysis.values; }
};
statistics::Direction way_of(Direction direction);

// The rule set a metric names for a kind of chart, or the usual one.
const statistics::RuleSet& rules_of(const Metric& metric, ChartKind kind);
bool suits(const statistics::RuleSet& rules, ChartKind kind);

// Whether the values can be of this kind: no more cases than chances, whole counts, times above zero.
bool fits(ChartKind kind, const Metric& metric, const std::vector<Point>& points);
// Points are events, not periods: days between falls, not falls a week.
inline bool counts_events(ChartKind kind) { return kind == ChartKind::g || kind == ChartKind::t; }

struct Asking {
  ChartKind kind = ChartKind::i;
  const statistics::RuleSet& rules;
  std::optional<Quantity> target;
};
// The same set of rules, with limits that outlying moving ranges do not widen (Nelson 1982).
const statistics::RuleSet& screened(const statistics::RuleSet& rules);
// Ranges and deviations have neither a target nor a better direction; what adds up has its target at the end of a year.
bool has_target(ChartKind kind);
// Phases begin at the first point on or after each start.
Judgement judge(const std::vector<Point>& points, const Remarks& remarks, const Metric& metric, const Asking& asking);

// Words of series_summaries, and of the classes on a page.
std::string_view word_of(statistics::Kind kind);            // better, worse, special, common
std::string_view word_of(statistics::Variation variation);  // the same, or none
std::string_view word_of(statistics::Assurance assurance);  // meets, misses, varies, none

}  // namespace measures
