#pragma once
#include <optional>
#include <string>

#include "modules/meetings/meetings.h"

// When meetings are: the wall clock of a place, how often, and the next times of a series.
namespace meetings {

std::optional<kit::WallTime> wall_time(Date day, std::string_view clock);  // "14:00"; nothing if it is none
kit::WallTime begin_of(const Meeting& meeting);
kit::WallTime after(const kit::WallTime& time, int minutes);
std::string clock_of(const kit::WallTime& time);
Instant instant_of(const Meeting& meeting);

// "Tue 24 Nov, 14:00".
std::string spoken(const Meeting& meeting, Language language);

std::string named_with_day(const Meeting& meeting);  // "Team meeting, 2026-11-24 14:00", in any language

// How often, as a form asks it.
enum class Repeats { once, weekly, two_weeks, monthly };
inline auto names(Repeats) { return std::array{"once"sv, "weekly"sv, "two_weeks"sv, "monthly"sv}; }
// Monthly: on the same weekday of the month as the first time, the fifth being the last.
std::string rule_of(Repeats repeats, Date first);

// Times of a series after a day, at most so many.
std::vector<kit::WallTime> times_after(const MeetingSeries& series, Date day, std::size_t most);

}  // namespace meetings
