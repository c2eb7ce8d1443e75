// One series under one rule set: its phases with their limits, and the signals at every point. This is what charts,
// icons and sentences are made from. Limits are computed for each phase alone, from its first `baseline` points if
// that is given, and then hold to the end of the phase. A series is never re-phased here: a phase begins where
// people decided that one begins.
#pragma once
#include <span>
#include <vector>

#include "statistics/limits.h"
#include "statistics/rule_sets.h"
#include "statistics/run_chart.h"
#include "statistics/series.h"
#include "statistics/signals.h"

namespace statistics {

struct Phasing {
  std::span<const std::size_t> starts;  // where the second and later phases begin: rising, each inside the series
  std::size_t baseline = 0;             // points of each phase that set its limits; zero for all
};

struct Phase {
  std::size_t begin = 0, end = 0;  // points [begin, end)
  std::size_t baseline = 0;        // how many points set the limits
  Limits limits;
  RunTest runs;
  bool trial = false;  // fewer points than the rule set asks for

  std::size_t size() const { return end - begin; }
};

struct Analysis {
  const RuleSet* rules = nullptr;
  std::vector<Phase> phases;          // at least one, unless the series is empty
  std::vector<PointSignals> signals;  // one for each point
};

// Throws std::invalid_argument when a value is not finite or the phase starts are not rising and inside the series.
Analysis analyse(Series values, const RuleSet& rules, Phasing phasing = {});

// The same, into buffers that are used again: for scorecards that compute series by the hundred thousand.
void analyse_into(Analysis& analysis, Series values, const RuleSet& rules, Phasing phasing = {});

}  // namespace statistics
