// libical's values and how they end, for the files of this folder alone.
#pragma once

#include <libical/ical.h>

#include <memory>

#include "kit/ical/recurrence.h"

namespace kit::ical {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

icaltimetype wall(const WallTime& time);  // no zone: a TZID beside it says which
icaltimetype moment(Instant instant);     // UTC, to the second
WallTime wall_time_of(const icaltimetype& time);

// A rule as libical holds it, UNTIL on the wall clock of the zone; throws std::invalid_argument.
icalrecurrencetype read_rule(std::string_view rule, const Zone& zone);
std::string text_of(icalrecurrencetype rule);

// The VTIMEZONE that says what the clocks of the zone do from `first` on, as the system's zone database has it.
Component zone_component(const Zone& zone, Date first);

}  // namespace kit::ical
