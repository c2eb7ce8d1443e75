#include "kit/time/zone.h"

// As Debian builds the library; other settings would not link.
#define USE_OS_TZDB 1
#include <date/tz.h>
#include <fmt/core.h>

#include <stdexcept>

namespace kit {

namespace {

using std::chrono::microseconds;

const date::time_zone* find_rules(std::string_view iana_name) {
  try {
    return date::locate_zone(std::string(iana_name));
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

std::chrono::sys_time<microseconds> moment(Instant instant) {
  return std::chrono::sys_time<microseconds>{microseconds{instant.micros}};
}

Instant instant_of(date::local_seconds wall_clock, const Zone& zone) {
  auto exact = zone.rules().to_sys(wall_clock, date::choose::earliest);
  return {microseconds{exact.time_since_epoch()}.count()};
}

date::local_days wall_day(Date date) { return date::local_days{date.days.time_since_epoch()}; }

}  // namespace

Zone::Zone(std::string_view iana_name) : rules_(find_rules(iana_name)) {
  if (rules_) return;
  throw std::invalid_argument(
      fmt::format("There is no time zone called “{}”. Write a name such as America/Los_Angeles or UTC.", iana_name));
}

const std::string& Zone::name() const { return rules_->name(); }

bool is_zone(std::string_view iana_name) { return find_rules(iana_name) != nullptr; }

Date date_in(Instant instant, const Zone& zone) {
  auto wall_clock = zone.rules().to_local(moment(instant));
  return Date{std::chrono::sys_days{std::chrono::floor<std::chrono::days>(wall_clock).time_since_epoch()}};
}

Instant start_of(Date date, const Zone& zone) { return instant_of(wall_day(date), zone); }

Instant instant_at(Date date, int hour, int minute, const Zone& zone) {
  return instant_of(wall_day(date) + std::chrono::hours{hour} + std::chrono::minutes{minute}, zone);
}

std::string clock_time(Instant instant, const Zone& zone) {
  auto wall_clock = std::chrono::floor<std::chrono::minutes>(zone.rules().to_local(moment(instant)));
  auto minutes = (wall_clock - std::chrono::floor<std::chrono::days>(wall_clock)).count();
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

}  // namespace kit
