// Which rules fire at which point, and on which side. The marking functions highlight every point of a run, not only
// the one that completes it. They look at one phase at a time; no run reaches across a change of phase.
#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "statistics/rule_sets.h"
#include "statistics/run_chart.h"
#include "statistics/series.h"
#include "statistics/zones.h"

namespace statistics {

// In order of precedence: the first that fires is the reason given for a point.
enum class Rule : std::uint8_t { beyond_limits, trend, two_of_three, shift, four_of_five, hugging };

// For a trend, high means rising and low falling. Hugging the centre has no side and counts as `even`.
enum class Side : std::uint8_t { high, low, even };

class PointSignals {
 public:
  bool fires(Rule rule) const { return (bits_[0] | bits_[1] | bits_[2]) & bit(rule); }
  bool fires(Rule rule, Side side) const { return bits_[index(side)] & bit(rule); }
  bool any() const { return bits_[0] | bits_[1] | bits_[2]; }
  bool any(Side side) const { return bits_[index(side)]; }

  void set(Rule rule, Side side) { bits_[index(side)] |= bit(rule); }
  void clear(Rule rule, Side side) { bits_[index(side)] &= static_cast<std::uint8_t>(~bit(rule)); }

  bool operator==(const PointSignals&) const = default;

 private:
  static constexpr std::uint8_t bit(Rule rule) { return static_cast<std::uint8_t>(1u << static_cast<unsigned>(rule)); }
  static constexpr std::size_t index(Side side) { return static_cast<std::size_t>(side); }
  std::uint8_t bits_[3] = {0, 0, 0};
};

struct Reason {
  Rule rule;
  Side side;
};
// The first rule, by precedence, that fires at a point.
std::optional<Reason> reason_of(PointSignals signals);

// What a point means to the people who read it.
enum class Kind : std::uint8_t { common, improvement, concern, neutral_high, neutral_low, neutral };

Kind kind_of(Side side, Direction direction);
Kind kind_of(PointSignals signals, Direction direction, Conflict conflict);

// A reader may ask for one kind of signal alone. What is hidden then reads as common cause, so say so beside the chart.
enum class Shown : std::uint8_t { every_kind, improvement, concern };
Kind shown(Kind kind, Shown which);

// `zones`, `values` and `signals` have the same length.
void mark_beyond_limits(std::span<const Zone> zones, std::span<PointSignals> signals);
void mark_shifts(std::span<const Zone> zones, int points, Tie on_centre, std::span<PointSignals> signals);
void mark_trends(Series values, int points, Tie repeated, std::span<PointSignals> signals);
void mark_two_of_three(std::span<const Zone> zones, TwoOfThree variant, std::span<PointSignals> signals);
void mark_four_of_five(std::span<const Zone> zones, std::span<PointSignals> signals);
void mark_hugging(std::span<const Zone> zones, int points, std::span<PointSignals> signals);

// All the rules of a set. `runs`: what run_test finds in these zones.
void mark_signals(Series values, std::span<const Zone> zones, const RunTest& runs, const RuleSet& rules,
                  std::span<PointSignals> signals);

}  // namespace statistics
