// A series is the values that were measured, oldest first, and nothing else: a missing period is simply not in it
// (missing is not zero), and neither is a value that was excluded with a reason. Every value must be finite;
// `require_finite` is the check that analysis makes before it looks at one.
#pragma once
#include <span>

namespace statistics {

using Series = std::span<const double>;

// Which way is better. A trend is judged by its direction of travel, everything else by its side of the centre line.
enum class Direction { higher_is_better, lower_is_better, neutral };

// Zero for an empty series. The mean of equal values is exactly that value, whatever their number.
double mean(Series values);

// The middle value, or half-way between the two middle ones. Zero for an empty series.
double median(Series values);

// Throws std::invalid_argument, with the position in the sentence, when a value is not finite.
void require_finite(Series values);

}  // namespace statistics
