#include "statistics/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace statistics {
namespace {

void require_phases(Phasing phasing, std::size_t count) {
  std::size_t previous = 0;
  for (std::size_t start : phasing.starts) {
    if (start <= previous || start >= count)
      throw std::invalid_argument(fmt::format(
          "A phase cannot start at point {} of {}: starts must rise and lie inside the series.", start + 1, count));
    previous = start;
  }
}

void lay_out_phases(std::vector<Phase>& phases, Phasing phasing, std::size_t count) {
  phases.clear();
  if (count == 0) return;
  std::size_t begin = 0;
  for (std::size_t start : phasing.starts) {
    phases.push_back({.begin = begin, .end = start});
    begin = start;
  }
  phases.push_back({.begin = begin, .end = count});
}

Limits limits_of(Series baseline, const RuleSet& rules) {
  if (rules.centre == Centre::median) return {.centre = median(baseline)};
  return individuals_limits(baseline, rules.ranges);
}

void judge(Phase& phase, Series values, const RuleSet& rules, std::size_t asked, std::span<Zone> zones,
           std::span<PointSignals> signals) {
  phase.baseline = asked == 0 ? phase.size() : std::min(asked, phase.size());
  phase.limits = limits_of(values.first(phase.baseline), rules);
  phase.trial = static_cast<int>(phase.baseline) < rules.icon_points;
  for (std::size_t i = 0; i < values.size(); ++i) zones[i] = zone_of(values[i], phase.limits);
  phase.runs = run_test(zones);
  mark_signals(values, zones, rules, signals);
}

}  // namespace

void analyse_into(Analysis& analysis, Series values, const RuleSet& rules, Phasing phasing) {
  require_finite(values);
  require_phases(phasing, values.size());
  analysis.rules = &rules;
  lay_out_phases(analysis.phases, phasing, values.size());
  analysis.signals.assign(values.size(), {});
  thread_local std::vector<Zone> zones;
  zones.resize(values.size());
  for (Phase& phase : analysis.phases)
    judge(phase, values.subspan(phase.begin, phase.size()), rules, phasing.baseline,
          std::span(zones).subspan(phase.begin, phase.size()),
          std::span(analysis.signals).subspan(phase.begin, phase.size()));
}

Analysis analyse(Series values, const RuleSet& rules, Phasing phasing) {
  Analysis analysis;
  analyse_into(analysis, values, rules, phasing);
  return analysis;
}

}  // namespace statistics
