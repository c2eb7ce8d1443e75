// Recurring times: "every second Tuesday" as RFC 5545 writes it (RRULE), counted on the wall clock of one place, so
// that nine o'clock stays nine o'clock when the clocks change. FREQ is DAILY, WEEKLY, MONTHLY or YEARLY, and the time
// of day is that of the first occurrence: BYHOUR, BYMINUTE, BYSECOND, RSCALE and SKIP are refused, and so are BYWEEKNO
// and DAILY with days from the end of the month, which Debian's libical expands wrongly. UNTIL may be a day (all of
// it), a wall clock time, or a moment with Z. What cannot be read throws std::invalid_argument with a sentence. By
// libical.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kit/time/zone.h"

namespace kit {

struct WallTime {
  Date day;
  int hour = 0;
  int minute = 0;
  friend auto operator<=>(const WallTime&, const WallTime&) = default;
};

Instant instant_at(const WallTime& time, const Zone& zone);
WallTime wall_time(Instant instant, const Zone& zone);  // to the minute

// The rule in its one spelling, with UNTIL on the wall clock of `zone`.
std::string checked_rule(std::string_view rule, const Zone& zone);

struct Series {
  WallTime first;
  std::string rule;              // empty: once
  std::vector<WallTime> except;  // occurrences that do not take place; COUNT counts them
};

// Those in [from, until), in order, at most `most`. A rule that needs more than 100,000 steps to get there is refused.
std::vector<WallTime> occurrences(const Series& series, const Zone& zone, const WallTime& from, const WallTime& until,
                                  std::size_t most = 1000);

}  // namespace kit
