#include "modules/meetings/times.h"

#include <fmt/format.h>

#include "kit/text/words.h"

namespace meetings {

std::optional<kit::WallTime> wall_time(Date day, std::string_view clock) {
  auto digit = [&](std::size_t at) { return clock[at] >= '0' && clock[at] <= '9' ? clock[at] - '0' : 1000; };
  if (clock.size() < 5 || clock[2] != ':' || (clock.size() > 5 && clock[5] != ':')) return std::nullopt;
  int hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
  if (hour > 23 || minute > 59) return std::nullopt;
  return kit::WallTime{day, hour, minute};
}

kit::WallTime begin_of(const Meeting& meeting) {
  auto time = wall_time(meeting.meets_on, meeting.meets_at);
  if (!time) throw std::logic_error("a meeting begins at no time: " + meeting.meets_at);
  return *time;
}

kit::WallTime after(const kit::WallTime& time, int minutes) {
  int total = time.hour * 60 + time.minute + minutes;
  return {kit::add_days(time.day, total / 1440), total % 1440 / 60, total % 60};
}

std::string clock_of(const kit::WallTime& time) { return fmt::format("{:02}:{:02}", time.hour, time.minute); }

Instant instant_of(const Meeting& meeting) { return kit::instant_at(begin_of(meeting), kit::Zone(meeting.zone)); }

std::string spoken(const Meeting& meeting, Language language) {
  return kit::say(language, "meetings.when",
                  {{"weekday", kit::weekday_name(meeting.meets_on, language)},
                   {"date", kit::short_date(meeting.meets_on, language)},
                   {"time", meeting.meets_at}});
}

std::string named_with_day(const Meeting& meeting) {
  return meeting.title + ", " + kit::iso(meeting.meets_on) + " " + meeting.meets_at;
}

std::string rule_of(Repeats repeats, Date first) {
  static constexpr std::array days{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  int week = (kit::day_of(first) + 6) / 7;
  switch (repeats) {
    case Repeats::once: return {};
    case Repeats::weekly: return "FREQ=WEEKLY";
    case Repeats::two_weeks: return "FREQ=WEEKLY;INTERVAL=2";
    case Repeats::monthly: break;
  }
  return fmt::format("FREQ=MONTHLY;BYDAY={}{}", week > 4 ? -1 : week,
                     days[static_cast<std::size_t>(kit::iso_weekday_of(first) - 1)]);
}

std::vector<kit::WallTime> times_after(const MeetingSeries& series, Date day, std::size_t most) {
  constexpr int far = 800;  // a yearly meeting is still found
  kit::Zone zone(series.zone);
  kit::Series recurring{.first = *wall_time(series.begins_on, series.begins_at), .rule = series.rule, .except = {}};
  return kit::occurrences(recurring, zone, {kit::add_days(day, 1), 0, 0}, {kit::add_days(day, far), 0, 0}, most);
}

}  // namespace meetings
