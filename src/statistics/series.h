// A series is the values that were measured, oldest first: a missing period is simply not in it (missing is not zero).
// Every value must be finite; `require_finite` is the check that analysis makes before it looks at one. A value that
// people set aside with a reason stays in the series and is drawn; its standing says that it does not count.
#pragma once
#include <cstdint>
#include <span>

namespace statistics {

using Series = std::span<const double>;

// For each value whether one is missing between it and the value before; empty where none is.
using Gaps = std::span<const std::uint8_t>;

// How a point takes part in its chart.
enum class Standing : std::uint8_t {
  counts,
  excluded,  // sets no limit and belongs to no run; drawn, and marked when it lies beyond the limits
  ghost,     // drawn and nothing else
  absent,    // there is no value to draw: a rate without a denominator, the first moving range of a phase
};

// Which way is better. A trend is judged by its direction of travel, everything else by its side of the centre line.
enum class Direction { higher_is_better, lower_is_better, neutral };

// Zero for an empty series. The mean of equal values is exactly that value, whatever their number.
double mean(Series values);

// The middle value, or half-way between the two middle ones. Zero for an empty series.
double median(Series values);

// Throws std::invalid_argument, with the position in the sentence, when a value is not finite.
void require_finite(Series values);

}  // namespace statistics
