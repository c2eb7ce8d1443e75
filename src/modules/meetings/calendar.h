#pragma once
#include "kit/ical/ical.h"
#include "modules/meetings/meetings.h"

// Meetings as people's calendars know them (RFC 5545, 5546): a series is one event with its rule, a moved time of it an
// event that says which it stands for, a cancelled one an exception; a meeting alone is an event of its own.
namespace meetings {

kit::CalendarEvent event_of(const MeetingSeries& series, const std::vector<Meeting>& of_it,
                            const std::vector<Id<Meeting>>& cancelled, Instant now);
kit::CalendarEvent event_of(const Meeting& meeting, Instant now);

// Everything that a person's calendar shows: what is planned in their places, and what was in the last weeks.
std::vector<kit::CalendarEvent> calendar_of(Reader& db, const Id<Person>& person);

}  // namespace meetings
