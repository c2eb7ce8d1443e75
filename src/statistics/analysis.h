// One series under one rule set: its phases with their limits, and the signals at every point. This is what charts,
// icons and sentences are made from, and the one path for every kind of chart. Limits are computed for each phase
// alone, from its first `baseline` points if that is given, and then hold to the end of the phase. A series is never
// re-phased here: a phase begins where people decided that one begins (step_change.h suggests, no more).
//
// A point that was excluded stays where it was, sets no limit and belongs to no run; it is still marked when it lies
// beyond the limits. A ghost is only drawn. Runs go on past both, as if they were not there.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "statistics/chart_kind.h"
#include "statistics/limits.h"
#include "statistics/rule_sets.h"
#include "statistics/run_chart.h"
#include "statistics/series.h"
#include "statistics/signals.h"

namespace statistics {

struct Phasing {
  std::span<const std::size_t> starts;  // where the second and later phases begin: rising, each inside the series
  std::size_t baseline = 0;             // first points of each phase, excluded ones included, that set its limits;
                                        // zero for all
};

struct Phase {
  std::size_t begin = 0, end = 0;  // points [begin, end)
  std::size_t baseline = 0;        // how many points set the limits; with zero there is no centre, no limit, no signal
  Limits limits;                   // where limits vary from point to point: those at the last point that counts
  RunTest runs;
  bool trial = false;  // fewer points than the rule set asks for

  std::size_t size() const { return end - begin; }
};

struct Analysis {
  const RuleSet* rules = nullptr;
  ChartKind chart = ChartKind::individuals;
  std::vector<Phase> phases;          // at least one, unless the series is empty
  std::vector<double> values;         // one for each point, as drawn; zero where absent
  std::vector<Standing> standings;    // one for each point
  std::vector<PointSignals> signals;  // one for each point
  std::vector<Limits> point_limits;   // one for each point, or none where each phase has the same limits throughout

  const Limits& limits_at(std::size_t point) const;
  std::optional<std::size_t> latest() const;  // the last point that counts
};

// A run chart or an individuals chart of values, as the rule set has it.
// Throws std::invalid_argument when a value is not finite or the phase starts are not rising and inside the series.
Analysis analyse(Series values, const RuleSet& rules, Phasing phasing = {});

// Any kind of chart. Throws also what require_possible (chart_kind.h) throws.
Analysis analyse(const Observations& rows, ChartKind kind, const RuleSet& rules, Phasing phasing = {});

// The same, into buffers that are used again: for scorecards that compute series by the hundred thousand.
void analyse_into(Analysis& analysis, Series values, const RuleSet& rules, Phasing phasing = {});
void analyse_into(Analysis& analysis, const Observations& rows, ChartKind kind, const RuleSet& rules,
                  Phasing phasing = {});

}  // namespace statistics
