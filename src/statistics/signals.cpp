#include "statistics/signals.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "statistics/run_chart.h"

namespace statistics {
namespace {

Side named(int side) { return side > 0 ? Side::high : Side::low; }

std::size_t end_of_run(std::span<const Zone> zones, std::size_t begin, Tie on_centre) {
  std::size_t end = begin + 1;
  while (end < zones.size()) {
    int side = side_of(zones[end]);
    bool goes_on = side == 0 ? on_centre == Tie::skipped : side == side_of(zones[begin]);
    if (!goes_on) break;
    ++end;
  }
  return end;
}

int step_at(Series values, std::size_t i) { return (values[i] > values[i - 1]) - (values[i] < values[i - 1]); }

void mark_trend(std::size_t begin, std::size_t end, int travel, std::span<PointSignals> signals) {
  for (std::size_t i = begin; i <= end; ++i) {
    signals[i].set(Rule::trend, named(travel));
    signals[i].clear(Rule::trend, named(-travel));  // a turning point belongs to the later trend
  }
}

struct Window {
  std::size_t size;
  int needed;
  int least_reach, greatest_reach;
  bool one_side;
  bool whole = false;  // highlight also the points that do not count

  bool counts(Zone zone, int side) const {
    return side_of(zone) == side && reach_of(zone) >= least_reach && reach_of(zone) <= greatest_reach;
  }
  bool holds(std::span<const Zone> zones, int side) const {
    auto counting = std::ranges::count_if(zones, [&](Zone zone) { return counts(zone, side); });
    auto astray = std::ranges::count_if(zones, [&](Zone zone) { return side_of(zone) != side; });
    return counting >= needed && !(one_side && astray > 0);
  }
};

void mark_window(std::span<const Zone> zones, std::size_t begin, const Window& window, Rule rule,
                 std::span<PointSignals> signals) {
  for (int side : {1, -1}) {
    if (!window.holds(zones.subspan(begin, window.size), side)) continue;
    for (std::size_t i = begin; i < begin + window.size; ++i)
      if (window.whole || window.counts(zones[i], side)) signals[i].set(rule, named(side));
  }
}

// Few points lie so far out that they count: a window is looked at where the last of them on a side are close enough.
void mark_windows(std::span<const Zone> zones, const Window& window, Rule rule, std::span<PointSignals> signals) {
  const auto needed = static_cast<std::size_t>(window.needed);
  std::array<std::array<std::size_t, 5>, 2> places{};  // of the counting points of each side, the last of them
  std::array<std::size_t, 2> counted{};
  for (std::size_t at = 0; at < zones.size(); ++at) {
    if (reach_of(zones[at]) < window.least_reach) continue;
    const std::size_t side = zones[at] > 0;
    places[side][counted[side]++ % needed] = at;
    if (counted[side] < needed) continue;
    const std::size_t first = places[side][counted[side] % needed];
    for (std::size_t begin = at + 1 - std::min(at + 1, window.size); begin <= first; ++begin)
      if (begin + window.size <= zones.size()) mark_window(zones, begin, window, rule, signals);
  }
}

// Hands over each longest stretch of at least `length` equal signs, none of them zero; sign(i) for i in [0, count).
// Whatever is so long holds one of every `length` places, so most places need not be looked at.
template <class Sign, class Take>
void each_stretch(std::size_t count, std::size_t length, Sign sign, Take take) {
  std::size_t done = 0;
  for (std::size_t at = length - 1; at < count; at += length) {
    const int here = sign(at);
    if (at < done || here == 0) continue;
    std::size_t begin = at, end = at + 1;
    while (begin > done && sign(begin - 1) == here) --begin;
    while (end < count && sign(end) == here) ++end;
    done = end;
    if (end - begin >= length) take(begin, end, here);
  }
}

}  // namespace

std::optional<Reason> reason_of(PointSignals signals) {
  for (Rule rule :
       {Rule::beyond_limits, Rule::trend, Rule::two_of_three, Rule::shift, Rule::four_of_five, Rule::hugging})
    for (Side side : {Side::high, Side::low, Side::even})
      if (signals.fires(rule, side)) return Reason{rule, side};
  return std::nullopt;
}

Kind kind_of(Side side, Direction direction) {
  if (side == Side::even) return Kind::neutral;
  if (direction == Direction::neutral) return side == Side::high ? Kind::neutral_high : Kind::neutral_low;
  return (side == Side::high) == (direction == Direction::higher_is_better) ? Kind::improvement : Kind::concern;
}

Kind shown(Kind kind, Shown which) {
  if (which == Shown::every_kind) return kind;
  return kind == (which == Shown::improvement ? Kind::improvement : Kind::concern) ? kind : Kind::common;
}

Kind kind_of(PointSignals signals, Direction direction, Conflict conflict) {
  if (!signals.any()) return Kind::common;
  if (conflict == Conflict::improvement_first)
    for (Side side : {Side::high, Side::low})
      if (signals.any(side) && kind_of(side, direction) == Kind::improvement) return Kind::improvement;
  return kind_of(reason_of(signals)->side, direction);
}

void mark_beyond_limits(std::span<const Zone> zones, std::span<PointSignals> signals) {
  for (std::size_t i = 0; i < zones.size(); ++i)
    if (reach_of(zones[i]) >= kBeyondLimits) signals[i].set(Rule::beyond_limits, named(zones[i]));
}

void mark_shifts(std::span<const Zone> zones, int points, Tie on_centre, std::span<PointSignals> signals) {
  if (on_centre == Tie::breaks && points > 0) {
    auto side = [&](std::size_t i) { return side_of(zones[i]); };
    auto mark = [&](std::size_t begin, std::size_t end, int one) {
      for (std::size_t i = begin; i < end; ++i) signals[i].set(Rule::shift, named(one));
    };
    return each_stretch(zones.size(), static_cast<std::size_t>(points), side, mark);
  }
  for (std::size_t begin = 0, end; begin < zones.size(); begin = end) {
    end = begin + 1;
    if (zones[begin] == 0) continue;
    end = end_of_run(zones, begin, on_centre);
    auto on_line = std::count(zones.begin() + begin, zones.begin() + end, Zone{0});
    if (static_cast<std::ptrdiff_t>(end - begin) - on_line < points) continue;
    for (std::size_t i = begin; i < end; ++i)
      if (zones[i] != 0) signals[i].set(Rule::shift, named(zones[begin]));
  }
}

void mark_trends(Series values, int points, Tie repeated, std::span<PointSignals> signals) {
  if (repeated == Tie::breaks && points > 1) {
    auto step = [&](std::size_t i) { return step_at(values, i + 1); };
    auto mark = [&](std::size_t begin, std::size_t end, int travel) { mark_trend(begin, end, travel, signals); };
    return each_stretch(values.empty() ? 0 : values.size() - 1, static_cast<std::size_t>(points) - 1, step, mark);
  }
  for (std::size_t begin = 0, end; begin + 1 < values.size(); begin = end) {
    end = begin + 1;
    const int travel = step_at(values, end);
    if (travel == 0) continue;
    int distinct = 2;
    for (; end + 1 < values.size(); ++end) {
      int step = step_at(values, end + 1);
      if (step == travel)
        ++distinct;
      else if (step != 0 || repeated == Tie::breaks)
        break;
    }
    if (distinct < points) continue;
    mark_trend(begin, end, travel, signals);
  }
}

void mark_two_of_three(std::span<const Zone> zones, TwoOfThree variant, std::span<PointSignals> signals) {
  if (variant == TwoOfThree::off) return;
  const int greatest = variant == TwoOfThree::outer_third_one_side ? 3 : kBeyondLimits;
  const bool whole = variant == TwoOfThree::beyond_two_whole;
  const bool one_side = variant != TwoOfThree::beyond_two && !whole;
  mark_windows(zones, {3, 2, 3, greatest, one_side, whole}, Rule::two_of_three, signals);
}

void mark_four_of_five(std::span<const Zone> zones, std::span<PointSignals> signals) {
  mark_windows(zones, {5, 4, 2, kBeyondLimits, false}, Rule::four_of_five, signals);
}

void mark_hugging(std::span<const Zone> zones, int points, std::span<PointSignals> signals) {
  for (std::size_t begin = 0, end; begin < zones.size(); begin = end + 1) {
    end = begin;
    while (end < zones.size() && reach_of(zones[end]) <= 1) ++end;
    auto calm = zones.subspan(begin, end - begin);
    if (calm.size() < static_cast<std::size_t>(points)) continue;
    if (std::ranges::count(calm, Zone{0}) == std::ssize(calm)) continue;  // a constant series hugs nothing
    for (std::size_t i = begin; i < end; ++i) signals[i].set(Rule::hugging, Side::even);
  }
}

void mark_signals(Series values, std::span<const Zone> zones, const RunTest& runs, const RuleSet& rules,
                  std::span<PointSignals> signals) {
  if (rules.beyond_limits) mark_beyond_limits(zones, signals);
  auto shifts_of = [&](std::size_t points) {  // most series have no run so long, as was seen already
    if (runs.longest_run >= points) mark_shifts(zones, static_cast<int>(points), rules.on_centre, signals);
  };
  if (rules.shift_points > 0) shifts_of(static_cast<std::size_t>(rules.shift_points));
  if (rules.trend_points > 0) mark_trends(values, rules.trend_points, rules.repeated, signals);
  mark_two_of_three(zones, rules.two_of_three, signals);
  if (rules.four_of_five) mark_four_of_five(zones, signals);
  if (rules.hugging_points > 0) mark_hugging(zones, rules.hugging_points, signals);
  if (rules.anhoej) shifts_of(runs.longest_run_limit + 1);
}

}  // namespace statistics
