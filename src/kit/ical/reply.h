// What calendars send back to an invitation (RFC 5546, METHOD:REPLY): who comes to which event. Everybody can write
// such a text, so nothing in it is trusted here, everything is bounded, and no input throws.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/ical/recurrence.h"

namespace kit {

enum class Coming { yes, perhaps, no };

struct CalendarReply {
  std::string uid;
  std::string address;  // of who answers: ana@example.org
  Coming coming = Coming::yes;
  std::optional<WallTime> instead_of = {};  // the occurrence of a series that it is about; without: all of them
  bool in_utc = false;                      // instead_of is: else on the wall clock of the event's zone
};
std::vector<CalendarReply> read_replies(std::string_view calendar);

// The same invitation, so that replies go to this address. A text that is no calendar comes back as it is.
std::string with_replies_to(const std::string& invitation, const std::string& address);

}  // namespace kit
