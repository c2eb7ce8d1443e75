#include "statistics/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "statistics/process.h"
#include "statistics/zones.h"

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

// The counted points of one phase, side by side, so that limits and rules need not know of the others. Where every
// point counts they are the columns themselves.
struct Counted {
  std::vector<std::size_t> points;  // none where all count
  std::size_t begin = 0, count = 0;
  Series plotted, values, denominators, spreads;
  Gaps gaps;
  std::vector<Zone> zones;
  std::vector<PointSignals> signals;

  std::size_t point(std::size_t i) const { return points.empty() ? begin + i : points[i]; }

  void gather(const Analysis& analysis, const Observations& rows, const Phase& phase, bool over_gaps) {
    points.clear();
    begin = phase.begin, count = phase.size();
    const auto standings = std::span(analysis.standings).subspan(begin, count);
    if (std::ranges::any_of(standings, [](Standing one) { return one != Standing::counts; })) pick(standings);
    plotted = column(plotted_, analysis.values);
    values = column(values_, rows.values);
    denominators = column(denominators_, rows.denominators);
    spreads = column(spreads_, rows.spreads);
    gaps = over_gaps || points.empty() ? Gaps() : gaps_in(analysis);
  }

  // How many of them are set by the phase's first points, up to this one.
  std::size_t before(std::size_t end) const {
    if (points.empty()) return std::min(count, end - begin);
    return static_cast<std::size_t>(std::ranges::lower_bound(points, end) - points.begin());
  }

  Baseline baseline(std::size_t size, double per) const {
    return {.plotted = first(plotted, size),
            .values = first(values, size),
            .denominators = first(denominators, size),
            .spreads = first(spreads, size),
            .gaps = gaps.empty() ? gaps : gaps.first(size),
            .per = per};
  }

 private:
  void pick(std::span<const Standing> standings) {
    for (std::size_t i = 0; i < standings.size(); ++i)
      if (standings[i] == Standing::counts) points.push_back(begin + i);
    count = points.size();
  }
  Series column(std::vector<double>& into, Series from) const {
    if (from.empty() || count == 0) return {};
    if (points.empty()) return from.subspan(begin, count);
    into.clear();
    for (std::size_t point : points) into.push_back(from[point]);
    return into;
  }
  Gaps gaps_in(const Analysis& analysis) {
    gaps_.assign(count, 0);
    for (std::size_t i = 1; i < count; ++i)
      for (std::size_t between = points[i - 1] + 1; between < points[i]; ++between)
        if (analysis.standings[between] == Standing::absent) gaps_[i] = 1;
    return gaps_;
  }
  static Series first(Series column, std::size_t size) { return column.empty() ? column : column.first(size); }

  std::vector<double> plotted_, values_, denominators_, spreads_;
  std::vector<std::uint8_t> gaps_;
};

class Judge {
 public:
  Judge(Analysis& analysis, const Observations& rows, Phasing phasing)
      : analysis_(analysis), rows_(rows), phasing_(phasing) {}

  void judge(Phase& phase) {
    draw(phase);
    counted_.gather(analysis_, rows_, phase, over_gaps());
    const std::size_t end = baseline_end(phase);
    phase.baseline = counted_.count == 0 ? 0 : counted_.before(end);
    phase.trial = static_cast<int>(phase.baseline) < analysis_.rules->icon_points;
    if (phase.baseline == 0) return;
    set_limits(phase, end);
    mark(phase);
  }

 private:
  bool over_gaps() const { return analysis_.rules->convention.ranges.over_gaps; }

  std::size_t baseline_end(const Phase& phase) const {
    return phasing_.baseline == 0 ? phase.end : std::min(phase.end, phase.begin + phasing_.baseline);
  }

  void draw(const Phase& phase) {
    if (rows_.standings.empty() && rows_.denominators.empty() && analysis_.chart != ChartKind::moving_range)
      std::ranges::copy(rows_.values.subspan(phase.begin, phase.size()), analysis_.values.begin() + phase.begin);
    else
      draw_each(phase);
  }

  // Standing and value of every point. A moving range needs the counted value before it.
  void draw_each(const Phase& phase) {
    const bool ranges = analysis_.chart == ChartKind::moving_range;
    std::optional<double> before;
    for (std::size_t i = phase.begin; i < phase.end; ++i) {
      Standing& standing = analysis_.standings[i];
      if (!rows_.standings.empty()) standing = rows_.standings[i];
      if (standing != Standing::absent && !has_value(rows_, analysis_.chart, i)) standing = Standing::absent;
      if (standing == Standing::absent) {
        if (!over_gaps()) before.reset();
        continue;
      }
      const double value = plotted(rows_, analysis_.chart, i);
      analysis_.values[i] = !ranges ? value : before ? std::abs(value - *before) : 0;
      const bool counts = standing == Standing::counts;
      if (ranges && !before) standing = Standing::absent;
      if (counts) before = value;
    }
  }

  std::size_t empty_groups(const Phase& phase, std::size_t end) const {
    if (rows_.denominators.empty()) return 0;
    return static_cast<std::size_t>(std::ranges::count(rows_.denominators.subspan(phase.begin, end - phase.begin), 0));
  }

  void set_limits(Phase& phase, std::size_t end) {
    const bool median = analysis_.rules->centre == Centre::median;
    Baseline baseline = counted_.baseline(phase.baseline, rows_.per);
    baseline.empty_groups = empty_groups(phase, end);
    const Process process =
        process_of(median ? ChartKind::run : analysis_.chart, baseline, analysis_.rules->convention);
    phase.limits = process.limits;
    if (analysis_.point_limits.empty()) return;
    for (std::size_t i = phase.begin; i < phase.end; ++i)
      analysis_.point_limits[i] =
          analysis_.standings[i] == Standing::absent ? process.limits : process.at(rows_.denominators[i]);
    phase.limits = analysis_.point_limits[counted_.point(counted_.count - 1)];
  }

  const Limits& limits(const Phase& phase, std::size_t point) const {
    return analysis_.point_limits.empty() ? phase.limits : analysis_.point_limits[point];
  }

  void zone(const Phase& phase) {
    counted_.zones.resize(counted_.count);
    if (analysis_.point_limits.empty()) return zones_of(counted_.plotted, phase.limits, counted_.zones);
    for (std::size_t i = 0; i < counted_.count; ++i)
      counted_.zones[i] = zone_of(counted_.plotted[i], limits(phase, counted_.point(i)));
  }

  void mark(Phase& phase) {
    zone(phase);
    phase.runs = run_test(counted_.zones);
    if (counted_.points.empty()) {
      const auto signals = std::span(analysis_.signals).subspan(phase.begin, phase.size());
      return mark_signals(counted_.plotted, counted_.zones, phase.runs, *analysis_.rules, signals);
    }
    counted_.signals.assign(counted_.count, {});
    mark_signals(counted_.plotted, counted_.zones, phase.runs, *analysis_.rules, counted_.signals);
    for (std::size_t i = 0; i < counted_.count; ++i) analysis_.signals[counted_.points[i]] = counted_.signals[i];
    if (analysis_.rules->beyond_limits) mark_excluded(phase);
  }

  void mark_excluded(const Phase& phase) {
    for (std::size_t i = phase.begin; i < phase.end; ++i)
      if (analysis_.standings[i] == Standing::excluded) {
        const Zone zone = zone_of(analysis_.values[i], limits(phase, i));
        mark_beyond_limits({&zone, 1}, {&analysis_.signals[i], 1});
      }
  }

  Analysis& analysis_;
  const Observations& rows_;
  Phasing phasing_;
  static thread_local Counted counted_;
};

thread_local Counted Judge::counted_;

}  // namespace

const Limits& Analysis::limits_at(std::size_t point) const {
  if (!point_limits.empty()) return point_limits[point];
  auto after = std::ranges::upper_bound(phases, point, {}, &Phase::begin);
  return std::prev(after)->limits;
}

std::optional<std::size_t> Analysis::latest() const {
  for (std::size_t point = standings.size(); point-- > 0;)
    if (standings[point] == Standing::counts) return point;
  return std::nullopt;
}

void analyse_into(Analysis& analysis, const Observations& rows, ChartKind kind, const RuleSet& rules, Phasing phasing) {
  const std::size_t count = rows.values.size();
  require_possible(rows, kind);
  require_phases(phasing, count);
  analysis.rules = &rules;
  analysis.chart = kind;
  lay_out_phases(analysis.phases, phasing, count);
  analysis.values.assign(count, 0);
  analysis.standings.assign(count, Standing::counts);
  analysis.signals.assign(count, {});
  const bool varying = has_point_limits(kind) && rules.centre == Centre::mean_with_limits;
  analysis.point_limits.assign(varying ? count : 0, {});
  Judge judge(analysis, rows, phasing);
  for (Phase& phase : analysis.phases) judge.judge(phase);
}

void analyse_into(Analysis& analysis, Series values, const RuleSet& rules, Phasing phasing) {
  const bool run = rules.centre == Centre::median;
  analyse_into(analysis, {.values = values}, run ? ChartKind::run : ChartKind::individuals, rules, phasing);
}

Analysis analyse(const Observations& rows, ChartKind kind, const RuleSet& rules, Phasing phasing) {
  Analysis analysis;
  analyse_into(analysis, rows, kind, rules, phasing);
  return analysis;
}

Analysis analyse(Series values, const RuleSet& rules, Phasing phasing) {
  Analysis analysis;
  analyse_into(analysis, values, rules, phasing);
  return analysis;
}

}  // namespace statistics
