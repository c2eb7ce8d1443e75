#include "statistics/summary.h"

#include <algorithm>
#include <vector>

namespace statistics {
namespace {

// The points that count, side by side; excluded and absent ones tell nothing.
struct Told {
  const Analysis& analysis;
  Series values;
  std::span<const PointSignals> signals;
  std::size_t last_begin = 0;  // where the last phase begins among them
  std::size_t of_last() const { return values.size() - last_begin; }
};

Told told_by(const Analysis& analysis) {
  auto counts = [](Standing standing) { return standing == Standing::counts; };
  if (std::ranges::all_of(analysis.standings, counts))
    return {analysis, analysis.values, analysis.signals, analysis.phases.back().begin};
  thread_local std::vector<double> values;
  thread_local std::vector<PointSignals> signals;
  values.clear();
  signals.clear();
  std::size_t last_begin = 0;
  for (std::size_t i = 0; i < analysis.values.size(); ++i) {
    if (i == analysis.phases.back().begin) last_begin = values.size();
    if (analysis.standings[i] != Standing::counts) continue;
    values.push_back(analysis.values[i]);
    signals.push_back(analysis.signals[i]);
  }
  return {analysis, values, signals, last_begin};
}

std::size_t points_on_target(Series values, double target, Direction direction) {
  std::size_t met = 0;
  if (direction == Direction::higher_is_better)
    for (double value : values) met += value >= target;
  if (direction == Direction::lower_is_better)
    for (double value : values) met += value <= target;
  return met;
}

// How many points, counted back from the latest and within the last phase, fire the same rule on the same side.
std::size_t running(const Told& told, Reason reason) {
  std::size_t begin = told.signals.size();
  while (begin > told.last_begin && told.signals[begin - 1].fires(reason.rule, reason.side)) --begin;
  return told.signals.size() - begin;
}

// Points exactly on the centre line neither end a shift nor belong to it where the rule set skips them.
std::size_t running_shift(const Told& told) {
  const PointSignals latest = told.signals.back();
  if (!latest.fires(Rule::shift)) return 0;
  const Side side = latest.fires(Rule::shift, Side::high) ? Side::high : Side::low;
  const Limits& limits = told.analysis.phases.back().limits;
  std::size_t earliest = told.values.size();
  for (std::size_t i = told.values.size(); i-- > told.last_begin;) {
    bool skipped = told.analysis.rules->on_centre == Tie::skipped && zone_of(told.values[i], limits) == 0;
    if (told.signals[i].fires(Rule::shift, side))
      earliest = i;
    else if (!skipped)
      break;
  }
  return told.values.size() - earliest;
}

double centre_of(Series values, const RuleSet& rules) {
  return rules.centre == Centre::median ? median(values) : mean(values);
}

void tell_the_change(Summary& summary, const Told& told) {
  const Series values = told.values;
  const bool rephased = told.analysis.phases.size() > 1;
  std::size_t shift = running_shift(told);
  summary.held = shift > 0 ? shift : rephased ? told.of_last() : 0;
  summary.before = summary.first_centre;
  summary.after = summary.last_centre;
  if (summary.held == 0 || summary.held == values.size()) return;
  summary.after = centre_of(values.last(summary.held), *told.analysis.rules);
  if (!rephased) summary.before = centre_of(values.first(values.size() - summary.held), *told.analysis.rules);
}

void tell_the_target(Summary& summary, Series values, double target, Direction direction) {
  summary.target = target;
  summary.on_target = points_on_target(values, target, direction);
  summary.held_on_target = points_on_target(values.last(summary.held), target, direction);
  summary.latest_on_target = meets(values.back(), target, direction);
}

void tell_the_latest(Summary& summary, const Told& told, Direction direction) {
  const PointSignals latest = told.signals.back();
  summary.latest_kind = kind_of(latest, direction, told.analysis.rules->conflict);
  summary.latest_reason = reason_of(latest);
  if (summary.latest_reason) summary.signal_points = running(told, *summary.latest_reason);
}

}  // namespace

Summary summarise(const Analysis& analysis, std::optional<double> target, Direction direction) {
  Summary summary;
  if (!analysis.latest()) return summary;
  const Told told = told_by(analysis);
  const Phase& last = analysis.phases.back();
  summary.points = told.values.size();
  summary.latest = told.values.back();
  summary.first_centre = analysis.phases.front().limits.centre;
  summary.last_centre = last.limits.centre;
  summary.trial = last.trial;
  summary.too_few_crossings = analysis.rules->anhoej && last.runs.too_few_crossings();
  summary.variation = variation_of(analysis, direction);
  summary.assurance = assurance_of(analysis, target, direction);
  tell_the_change(summary, told);
  tell_the_latest(summary, told, direction);
  if (target) tell_the_target(summary, told.values, *target, direction);
  return summary;
}

}  // namespace statistics
