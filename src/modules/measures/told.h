#pragma once
#include "modules/measures/analysis.h"

// What the plain sentence of a series is told from: a few facts of its statistics. A summary keeps them as one short
// line, so that a scorecard of any size tells every row without looking at a single measurement. Inside the module
// only.
namespace measures {

// `needed` is how many points a judgement takes under the rule set, `of_phase` how many the last phase has.
struct Told {
  statistics::Summary summary;
  std::size_t needed = 12, of_phase = 0;
  std::optional<Date> phase_since;   // when the last of several phases began
  bool events = false;               // points are events (g and t charts), not periods
  std::optional<Date> signal_since;  // from which point on the latest one's rule fires
  std::optional<Date> missed_since;  // from which point on every one misses the target
  std::optional<double> even_pace;   // of what adds up to its year's target: where an even pace would be by now
  std::optional<int> year = {};      // and which year that is
};
Told told_of(const Judgement& judgement, const std::vector<Point>& points, ChartKind kind, Direction direction);

std::string text_of(const Told& told);
Told told_in(std::string_view text);  // nothing is told from an empty line

}  // namespace measures
