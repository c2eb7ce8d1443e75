// Events for people's calendars, as RFC 5545 (iCalendar) and RFC 5546 (invitations) write them. An event keeps its uid
// for life and gets a higher sequence with every change that matters to the invited; a changed or cancelled occurrence
// of a series is an event of the same uid that says which occurrence it stands for, on the wall clock and with the
// zone. Times are wall clock times of a named zone, whose rules are written along. Text may be anything: it is escaped,
// folded at 75 octets between characters, and control characters are left out. What is no event (without uid or stamp,
// ending before it begins, an address that is none, an invitation from nobody) throws std::invalid_argument with a
// sentence.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kit/ical/recurrence.h"

namespace kit {

enum class CalendarMethod { publish, request, cancel };  // a feed; an invitation or its change; its end
std::string_view method_name(CalendarMethod method);     // as in "text/calendar; method=REQUEST"

struct Invited {
  std::string name;
  std::string address;  // ana@example.org
  bool required = true;
};

enum class EventStanding { confirmed, tentative, cancelled };

struct CalendarEvent {
  std::string uid;
  int sequence = 0;
  Instant stamped_at;  // when this was written
  Instant changed_at;  // when the event last changed
  EventStanding standing = EventStanding::confirmed;
  std::string summary;
  std::string description = {};
  std::string location = {};
  std::string url = {};
  std::string zone;  // "America/Los_Angeles"
  WallTime begins, ends;
  std::string rule = {};                    // of a series, see recurrence.h
  std::vector<WallTime> except = {};        // its occurrences that do not take place
  std::optional<WallTime> instead_of = {};  // the occurrence this one replaces or cancels
  std::optional<Invited> organizer = {};
  std::vector<Invited> invited = {};
};

// One calendar with these events; `name` is what a feed is called, empty for an invitation.
std::string write_calendar(const std::vector<CalendarEvent>& events, CalendarMethod method,
                           const std::string& name = {});

}  // namespace kit
