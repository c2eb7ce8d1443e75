// What the clocks of a zone do, as VTIMEZONE. Each change of the clocks belongs to a kind: the offsets before and
// after, and its name. A kind that comes every year by the same rule ("second Sunday in March") is written as that
// rule, after it was held against all the years asked for; any other as the list of its days.
#define USE_OS_TZDB 1
#include <date/tz.h>

#include <algorithm>
#include <map>
#include <optional>

#include "kit/ical/component.h"

namespace kit::ical {
namespace {

using Seconds = std::chrono::seconds;
using Wall = date::local_seconds;

constexpr int years_ahead = 20;
constexpr int last_year = 2037;    // as far as the zone library reads the database
constexpr std::size_t enough = 5;  // years in a row from which it is plain that it will go on

struct Kind {
  bool daylight = false;
  Seconds before{}, after{};
  std::string name;
  friend auto operator<=>(const Kind&, const Kind&) = default;
};

using Changes = std::map<Kind, std::vector<Wall>>;

// The wall clock, as it stood before, when each change came.
Changes changes_of(const date::time_zone& rules, date::sys_seconds from, date::sys_seconds until) {
  Changes changes;
  date::sys_info info = rules.get_info(from);
  const bool ever = info.begin > date::sys_days{date::year{1900} / 1 / 1};
  Seconds before = ever ? rules.get_info(info.begin - Seconds(1)).offset : info.offset;
  Wall begin = ever ? Wall(info.begin.time_since_epoch() + before)
                    : Wall(date::local_days{date::year{1970} / 1 / 1}.time_since_epoch());
  for (;;) {
    changes[{info.save != std::chrono::minutes(0), before, info.offset, info.abbrev}].push_back(begin);
    if (info.end >= until || info.end <= info.begin) return changes;
    before = info.offset;
    begin = Wall(info.end.time_since_epoch() + before);
    info = rules.get_info(info.end);
  }
}

struct Yearly {
  unsigned month = 0;
  int which = 0;  // the n-th such weekday of the month, -1: the last
  unsigned weekday = 0;
};

struct Onset {
  date::year_month_day day;
  unsigned weekday;
  Seconds time;
};

Onset onset_of(Wall wall) {
  auto day = date::floor<date::days>(wall);
  return {date::year_month_day(day), date::weekday(day).c_encoding(), wall - day};
}

bool is_last_week(const date::year_month_day& day) {
  return unsigned(day.day()) + 7 > unsigned((day.year() / day.month() / date::last).day());
}

bool fits(const Onset& onset, const Onset& first, int which, int year) {
  if (int(onset.day.year()) != year || onset.day.month() != first.day.month()) return false;
  if (onset.weekday != first.weekday || onset.time != first.time) return false;
  return which == -1 ? is_last_week(onset.day) : int((unsigned(onset.day.day()) - 1) / 7 + 1) == which;
}

bool is_yearly(const std::vector<Wall>& changes, int which) {
  Onset first = onset_of(changes.front());
  int year = int(first.day.year());
  for (Wall change : changes)
    if (!fits(onset_of(change), first, which, year++)) return false;
  return true;
}

std::optional<Yearly> yearly_rule(const std::vector<Wall>& changes, int until_year) {
  Onset first = onset_of(changes.front());
  if (changes.size() < enough || int(onset_of(changes.back()).day.year()) < until_year) return std::nullopt;
  int nth = static_cast<int>((unsigned(first.day.day()) - 1) / 7 + 1);
  for (int which : {nth, -1})
    if (is_yearly(changes, which)) return Yearly{unsigned(first.day.month()), which, first.weekday};
  return std::nullopt;
}

icaltimetype ical_time(Wall wall) {
  Onset onset = onset_of(wall);
  icaltimetype time = icaltime_null_time();
  time.year = int(onset.day.year());
  time.month = static_cast<int>(unsigned(onset.day.month()));
  time.day = static_cast<int>(unsigned(onset.day.day()));
  date::hh_mm_ss<Seconds> clock(onset.time);
  time.hour = static_cast<int>(clock.hours().count());
  time.minute = static_cast<int>(clock.minutes().count());
  time.second = static_cast<int>(clock.seconds().count());
  return time;
}

icalrecurrencetype recurrence(const Yearly& yearly) {
  icalrecurrencetype rule;
  icalrecurrencetype_clear(&rule);
  rule.freq = ICAL_YEARLY_RECURRENCE;
  rule.by_month[0] = static_cast<short>(yearly.month);
  // libical counts weekdays from 1 and puts which of them above: eights, negative from the end.
  short day = static_cast<short>(yearly.weekday + 1);
  rule.by_day[0] = static_cast<short>(yearly.which < 0 ? yearly.which * 8 - day : yearly.which * 8 + day);
  return rule;
}

Component observance(const Kind& kind, const std::vector<Wall>& changes, int until_year) {
  Component part(icalcomponent_new(kind.daylight ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT));
  auto add = [&](icalproperty* property) { icalcomponent_add_property(part.get(), property); };
  add(icalproperty_new_dtstart(ical_time(changes.front())));
  add(icalproperty_new_tzoffsetfrom(static_cast<int>(kind.before.count())));
  add(icalproperty_new_tzoffsetto(static_cast<int>(kind.after.count())));
  add(icalproperty_new_tzname(kind.name.c_str()));
  if (auto yearly = yearly_rule(changes, until_year)) {
    add(icalproperty_new_rrule(recurrence(*yearly)));
  } else {
    for (std::size_t i = 1; i < changes.size(); ++i) {
      icaldatetimeperiodtype day{ical_time(changes[i]), icalperiodtype_null_period()};
      add(icalproperty_new_rdate(day));
    }
  }
  return part;
}

}  // namespace

Component zone_component(const Zone& zone, Date first) {
  date::sys_seconds from = date::sys_days(date::days(first.days.time_since_epoch().count())) - date::days(1);
  int until_year = std::min(year_of(first) + years_ahead, last_year);
  date::sys_seconds until = date::sys_days{date::year{until_year + 1} / 1 / 1};
  Changes changes = changes_of(zone.rules(), from, until);
  Component component(icalcomponent_new(ICAL_VTIMEZONE_COMPONENT));
  icalcomponent_add_property(component.get(), icalproperty_new_tzid(zone.name().c_str()));
  for (auto& [kind, times] : changes)
    icalcomponent_add_component(component.get(), observance(kind, times, until_year).release());
  return component;
}

}  // namespace kit::ical
