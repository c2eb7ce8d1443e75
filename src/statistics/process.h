// A process as its baseline shows it: where it is centred and how it varies, for any kind of chart, and from that the
// limits at any point. This is the only place where limits are computed; chart_kind.h has the formulas, convention.h
// what authorities do differently. Linear in the number of points; allocates only to grow buffers it uses again.
#pragma once
#include "statistics/chart_kind.h"
#include "statistics/convention.h"
#include "statistics/limits.h"

namespace statistics {

// The points that set the limits, column by column; all columns that the kind takes have the same length.
struct Baseline {
  Series plotted;                // proportions, rates, moving ranges, values: what is drawn, times `per`
  Series values, denominators;   // as observed
  Series spreads;                // x_bar only
  Gaps gaps;                     // of what is drawn
  std::size_t empty_groups = 0;  // subgroups planned but without a value
  double per = 1;
};

struct Process {
  ChartKind kind = ChartKind::individuals;
  Limits limits;           // of kinds without denominators; of others centre and bounds
  double unit = -1;        // of kinds with denominators: sigma at a denominator of one. Below zero: no limits
  bool corrected = false;  // each subgroup's sigma is still to be divided by its c4

  // The limits at a point with this denominator; kinds without denominators have the same limits everywhere.
  Limits at(double denominator) const;
};

// No limits without a point, nor from fewer than two points where sigma comes from moving ranges.
Process process_of(ChartKind kind, const Baseline& baseline, const Convention& convention);

}  // namespace statistics
