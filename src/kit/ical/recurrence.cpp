#include "kit/ical/recurrence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "kit/ical/component.h"

namespace kit {
namespace ical {
namespace {

constexpr std::size_t longest_rule = 500;

bool has_part(std::string_view rule, std::string_view name) { return rule.find(name) != std::string_view::npos; }

[[noreturn]] void refuse(std::string_view rule) {
  throw std::invalid_argument(fmt::format("This is not a rule for recurring times: {}", rule.substr(0, 100)));
}

bool is_frequency_of_days(icalrecurrencetype_frequency frequency) {
  return frequency == ICAL_DAILY_RECURRENCE || frequency == ICAL_WEEKLY_RECURRENCE ||
         frequency == ICAL_MONTHLY_RECURRENCE || frequency == ICAL_YEARLY_RECURRENCE;
}

Date day_of(const icaltimetype& time) { return date_of(time.year, time.month, time.day); }

bool counts_from_the_end(const icalrecurrencetype& rule) {
  for (short day : rule.by_month_day) {
    if (day == ICAL_RECURRENCE_ARRAY_MAX) return false;
    if (day < 0) return true;
  }
  return false;
}

// A week has no first Monday, and libical looks for a 21st Friday of a month until the end of time.
bool names_a_day_that_never_comes(const icalrecurrencetype& rule) {
  bool in_a_week = rule.freq == ICAL_DAILY_RECURRENCE || rule.freq == ICAL_WEEKLY_RECURRENCE;
  bool in_a_month = rule.freq == ICAL_MONTHLY_RECURRENCE || rule.by_month[0] != ICAL_RECURRENCE_ARRAY_MAX;
  for (short day : rule.by_day) {
    if (day == ICAL_RECURRENCE_ARRAY_MAX) return false;
    if (std::abs(icalrecurrencetype_day_position(day)) > (in_a_week ? 0 : in_a_month ? 5 : 53)) return true;
  }
  return false;
}

// libical has put them in the order of the week already.
void name_each_day_once(icalrecurrencetype& rule) {
  short* end = std::ranges::find(rule.by_day, ICAL_RECURRENCE_ARRAY_MAX);
  std::fill(std::unique(rule.by_day, end), end, short{ICAL_RECURRENCE_ARRAY_MAX});
}

// A day means all of it; a moment means what the clock on the wall shows then.
icaltimetype until_on_the_wall(icaltimetype until, const Zone& zone) {
  if (icaltime_is_null_time(until)) return until;
  day_of(until);  // throws where there is no such day
  if (until.is_date) {
    until = wall({day_of(until), 23, 59});
    until.second = 59;
  } else if (icaltime_is_utc(until)) {
    Instant utc = instant_at(day_of(until), until.hour, until.minute, Zone("UTC"));
    int second = until.second;
    until = wall(kit::wall_time(utc, zone));
    until.second = second;
  }
  return until;
}

}  // namespace

icaltimetype wall(const WallTime& time) {
  icaltimetype result = icaltime_null_time();
  result.year = year_of(time.day);
  result.month = month_of(time.day);
  result.day = kit::day_of(time.day);
  result.hour = time.hour;
  result.minute = time.minute;
  return result;
}

icaltimetype moment(Instant instant) {
  return icaltime_from_timet_with_zone(instant.micros / micros_per_second, 0, icaltimezone_get_utc_timezone());
}

WallTime wall_time_of(const icaltimetype& time) { return {day_of(time), time.hour, time.minute}; }

icalrecurrencetype read_rule(std::string_view text, const Zone& zone) {
  std::string rule(text.substr(0, longest_rule + 1));
  std::ranges::transform(rule, rule.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  if (rule.size() > longest_rule || rule.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
    refuse(rule);
  for (std::string_view part : {"BYHOUR", "BYMINUTE", "BYSECOND", "RSCALE", "SKIP", "BYWEEKNO"})
    if (has_part(rule, part)) refuse(rule);
  icalrecurrencetype read = icalrecurrencetype_from_string(rule.c_str());
  if (read.freq == ICAL_NO_RECURRENCE) refuse(rule);
  if (!is_frequency_of_days(read.freq) || read.interval < 1 || read.count < 0) refuse(rule);
  if (read.freq == ICAL_DAILY_RECURRENCE && counts_from_the_end(read)) refuse(rule);
  if (names_a_day_that_never_comes(read)) refuse(rule);
  name_each_day_once(read);
  try {
    read.until = until_on_the_wall(read.until, zone);
  } catch (const std::invalid_argument&) {
    refuse(rule);
  }
  return read;
}

std::string text_of(icalrecurrencetype rule) {
  char* text = icalrecurrencetype_as_string_r(&rule);
  if (!text) throw std::invalid_argument("This is not a rule for recurring times.");
  std::string result(text);
  icalmemory_free_buffer(text);
  return result;
}

}  // namespace ical

namespace {

struct FreeIterator {
  void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};

constexpr int most_steps = 100'000;

}  // namespace

Instant instant_at(const WallTime& time, const Zone& zone) {
  return instant_at(time.day, time.hour, time.minute, zone);
}

WallTime wall_time(Instant instant, const Zone& zone) {
  std::string clock = clock_time(instant, zone);
  return {date_in(instant, zone), std::stoi(clock.substr(0, 2)), std::stoi(clock.substr(3))};
}

std::string checked_rule(std::string_view rule, const Zone& zone) { return ical::text_of(ical::read_rule(rule, zone)); }

std::vector<WallTime> occurrences(const Series& series, const Zone& zone, const WallTime& from, const WallTime& until,
                                  std::size_t most) {
  std::vector<WallTime> found;
  auto add = [&](const WallTime& time) {
    if (from <= time && time < until && std::ranges::find(series.except, time) == series.except.end())
      found.push_back(time);
  };
  if (series.rule.empty()) {
    add(series.first);
    return found;
  }
  std::unique_ptr<icalrecur_iterator, FreeIterator> iterator(
      icalrecur_iterator_new(ical::read_rule(series.rule, zone), ical::wall(series.first)));
  if (!iterator) throw std::invalid_argument("This rule for recurring times contradicts itself: " + series.rule);
  for (int step = 0; found.size() < most; ++step) {
    if (step == most_steps) throw std::invalid_argument("This rule has too many occurrences: " + series.rule);
    icaltimetype next = icalrecur_iterator_next(iterator.get());
    if (icaltime_is_null_time(next)) break;
    WallTime time = ical::wall_time_of(next);
    if (time >= until) break;
    add(time);
  }
  return found;
}

}  // namespace kit
