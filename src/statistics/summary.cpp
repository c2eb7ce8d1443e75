#include "statistics/summary.h"

#include <algorithm>

namespace statistics {
namespace {

std::size_t points_on_target(Series values, double target, Direction direction) {
  return static_cast<std::size_t>(
      std::ranges::count_if(values, [&](double value) { return meets(value, target, direction); }));
}

// How many points, counted back from the latest and within the last phase, fire the same rule on the same side.
std::size_t running(const Analysis& analysis, Reason reason) {
  std::size_t begin = analysis.signals.size();
  while (begin > analysis.phases.back().begin && analysis.signals[begin - 1].fires(reason.rule, reason.side)) --begin;
  return analysis.signals.size() - begin;
}

// Points exactly on the centre line neither end a shift nor belong to it where the rule set skips them.
std::size_t running_shift(Series values, const Analysis& analysis) {
  const Phase& last = analysis.phases.back();
  const PointSignals latest = analysis.signals.back();
  if (!latest.fires(Rule::shift)) return 0;
  const Side side = latest.fires(Rule::shift, Side::high) ? Side::high : Side::low;
  std::size_t earliest = values.size();
  for (std::size_t i = values.size(); i-- > last.begin;) {
    bool skipped = analysis.rules->on_centre == Tie::skipped && zone_of(values[i], last.limits) == 0;
    if (analysis.signals[i].fires(Rule::shift, side))
      earliest = i;
    else if (!skipped)
      break;
  }
  return values.size() - earliest;
}

double centre_of(Series values, const RuleSet& rules) {
  return rules.centre == Centre::median ? median(values) : mean(values);
}

void tell_the_change(Summary& summary, Series values, const Analysis& analysis) {
  const Phase& last = analysis.phases.back();
  const bool rephased = analysis.phases.size() > 1;
  std::size_t shift = running_shift(values, analysis);
  summary.held = shift > 0 ? shift : rephased ? last.size() : 0;
  summary.before = summary.first_centre;
  summary.after = summary.last_centre;
  if (summary.held == 0 || summary.held == values.size()) return;
  summary.after = centre_of(values.last(summary.held), *analysis.rules);
  if (!rephased) summary.before = centre_of(values.first(values.size() - summary.held), *analysis.rules);
}

void tell_the_target(Summary& summary, Series values, double target, Direction direction) {
  summary.target = target;
  summary.on_target = points_on_target(values, target, direction);
  summary.held_on_target = points_on_target(values.last(summary.held), target, direction);
  summary.latest_on_target = meets(values.back(), target, direction);
}

void tell_the_latest(Summary& summary, const Analysis& analysis, Direction direction) {
  const PointSignals latest = analysis.signals.back();
  summary.latest_kind = kind_of(latest, direction, analysis.rules->conflict);
  summary.latest_reason = reason_of(latest);
  if (summary.latest_reason) summary.signal_points = running(analysis, *summary.latest_reason);
}

}  // namespace

Summary summarise(Series values, const Analysis& analysis, std::optional<double> target, Direction direction) {
  Summary summary;
  if (values.empty()) return summary;
  const Phase& last = analysis.phases.back();
  summary.points = values.size();
  summary.latest = values.back();
  summary.first_centre = analysis.phases.front().limits.centre;
  summary.last_centre = last.limits.centre;
  summary.trial = last.trial;
  summary.too_few_crossings = analysis.rules->anhoej && last.runs.too_few_crossings();
  summary.variation = variation_of(analysis, direction);
  summary.assurance = assurance_of(analysis, target, direction);
  tell_the_change(summary, values, analysis);
  tell_the_latest(summary, analysis, direction);
  if (target) tell_the_target(summary, values, *target, direction);
  return summary;
}

}  // namespace statistics
