#include "statistics/step_change.h"

#include <vector>

namespace statistics {
namespace {

double centre_of(Series values, const RuleSet& rules) {
  return rules.centre == Centre::median ? median(values) : mean(values);
}

bool goes_on(const Analysis& analysis, std::size_t point, Side side) {
  if (analysis.signals[point].fires(Rule::shift, side)) return true;
  return analysis.rules->on_centre == Tie::skipped && zone_of(analysis.values[point], analysis.limits_at(point)) == 0;
}

// The earliest point of the shift that runs to `latest`.
std::size_t beginning(const Analysis& analysis, std::size_t latest, Side side) {
  std::size_t begin = latest;
  for (std::size_t point = latest + 1; point-- > analysis.phases.back().begin;) {
    if (analysis.standings[point] != Standing::counts) continue;
    if (!goes_on(analysis, point, side)) break;
    if (analysis.signals[point].fires(Rule::shift, side)) begin = point;
  }
  return begin;
}

std::vector<double> counted(const Analysis& analysis, std::size_t begin, std::size_t end) {
  std::vector<double> values;
  for (std::size_t point = begin; point < end; ++point)
    if (analysis.standings[point] == Standing::counts) values.push_back(analysis.values[point]);
  return values;
}

}  // namespace

std::optional<StepChange> suggest_step(const Analysis& analysis) {
  const auto latest = analysis.latest();
  if (!latest || *latest < analysis.phases.back().begin || !analysis.signals[*latest].fires(Rule::shift)) return {};
  StepChange step;
  step.side = analysis.signals[*latest].fires(Rule::shift, Side::high) ? Side::high : Side::low;
  step.begin = beginning(analysis, *latest, step.side);
  const auto before = counted(analysis, analysis.phases.back().begin, step.begin);
  const auto since = counted(analysis, step.begin, *latest + 1);
  if (before.empty()) return {};
  step.points = since.size();
  step.before = centre_of(before, *analysis.rules);
  step.after = centre_of(since, *analysis.rules);
  step.firm = static_cast<int>(step.points) >= analysis.rules->icon_points;
  return step;
}

}  // namespace statistics
