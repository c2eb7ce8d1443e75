// A time zone by its IANA name ("America/Los_Angeles"), and the way between moments and local days.
// An unknown name throws std::invalid_argument with a sentence for the person who typed it. The rules come from the
// system's tzdata. Zones are small, copyable and may be used from any thread.
#pragma once

#include <string>
#include <string_view>

#include "kit/time/date.h"
#include "kit/time/instant.h"

namespace date {
class time_zone;
}

namespace kit {

class Zone {
 public:
  explicit Zone(std::string_view iana_name);

  const std::string& name() const;
  const date::time_zone& rules() const { return *rules_; }

 private:
  const date::time_zone* rules_;  // lives as long as the process
};

bool is_zone(std::string_view iana_name);

Date date_in(Instant instant, const Zone& zone);

// The first moment of the day, which is not midnight where the clocks skip it.
Instant start_of(Date date, const Zone& zone);

// A time on the wall clock. One that happens twice means the first; one the clocks skip means the moment of the jump.
Instant instant_at(Date date, int hour, int minute, const Zone& zone);

// "14:05" on the wall clock.
std::string clock_time(Instant instant, const Zone& zone);

}  // namespace kit
