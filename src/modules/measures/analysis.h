#pragma once
#include "modules/measures/measures.h"
#include "statistics/analysis.h"

// What the statistics say of a series, for charts, summaries and sentences alike. Inside the module only.
namespace measures {

inline constexpr std::string_view usual_rules = "mdc_7";
inline constexpr std::string_view usual_run_rules = "run_chart";

struct Judgement {
  std::vector<double> values;
  statistics::Analysis analysis;
  statistics::Summary summary;
};
statistics::Direction way_of(Direction direction);
// Phases begin at the first point on or after each start.
Judgement judge(const std::vector<Point>& points, const std::vector<PhaseStart>& phases,
                const statistics::RuleSet& rules, std::optional<Quantity> target, Direction direction);

// Words of series_summaries, and of the classes on a page.
std::string_view word_of(statistics::Kind kind);            // better, worse, special, common
std::string_view word_of(statistics::Variation variation);  // the same, or none
std::string_view word_of(statistics::Assurance assurance);  // meets, misses, varies, none

}  // namespace measures
