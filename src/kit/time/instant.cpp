#include "kit/time/instant.h"

#include <fmt/core.h>

#include <chrono>

#include "kit/time/date.h"
#include "kit/time/digits.h"

namespace kit {

namespace {

constexpr std::int64_t micros_per_day = 86'400 * micros_per_second;
constexpr Instant first_moment{-719'162 * micros_per_day};      // 0001-01-01
constexpr Instant last_moment{2'932'897 * micros_per_day - 1};  // the end of 9999

std::int64_t read_fraction(Digits& digits) {
  std::int64_t micros = 0, place = micros_per_second / 10;
  int count = 0;
  do {
    micros += digits.take(1) * place;
    place /= 10;
  } while (++count < 9 && digits.next_is_digit());
  return micros;
}

// Minutes east of UTC, or nothing when the offset is not one.
std::optional<int> read_offset(Digits& digits) {
  if (digits.try_skip('Z')) return 0;
  bool west = digits.try_skip('-');
  if (!west) digits.skip('+');
  int hours = digits.take(2), minutes = (digits.skip(':'), digits.take(2));
  if (hours > 23 || minutes > 59) return std::nullopt;
  return (west ? -1 : 1) * (hours * 60 + minutes);
}

std::optional<std::int64_t> read_time_of_day(Digits& digits) {
  int hour = digits.take(2), minute = (digits.skip(':'), digits.take(2)), second = (digits.skip(':'), digits.take(2));
  std::int64_t micros = digits.try_skip('.') ? read_fraction(digits) : 0;
  auto offset = read_offset(digits);
  if (!digits.all_read() || !offset || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return ((hour * 60 + minute - *offset) * 60 + second) * micros_per_second + micros;
}

}  // namespace

Instant now() {
  auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since_1970).count()};
}

Instant plus_seconds(Instant instant, std::int64_t seconds) { return {instant.micros + seconds * micros_per_second}; }

std::string iso(Instant instant) {
  auto days = std::chrono::floor<std::chrono::days>(std::chrono::microseconds{instant.micros});
  std::int64_t in_day = instant.micros - days.count() * micros_per_day;
  std::int64_t seconds = in_day / micros_per_second, micros = in_day % micros_per_second;
  std::string text = fmt::format("{}T{:02}:{:02}:{:02}", iso(Date{std::chrono::sys_days{days}}), seconds / 3600,
                                 seconds / 60 % 60, seconds % 60);
  return text + (micros ? fmt::format(".{:06}Z", micros) : "Z");
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T') return std::nullopt;
  auto date = parse_date(text.substr(0, 10));
  Digits digits{text.substr(11)};
  auto time = read_time_of_day(digits);
  if (!date || !time) return std::nullopt;
  Instant instant{date->days.time_since_epoch().count() * micros_per_day + *time};
  // An offset may carry the first or the last day over the calendar's edge.
  if (instant < first_moment || instant > last_moment) return std::nullopt;
  return instant;
}

}  // namespace kit
