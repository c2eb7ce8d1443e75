#include "kit/time/date.h"

#include <fmt/core.h>

#include <stdexcept>

#include "kit/time/digits.h"

namespace kit {

namespace {

std::chrono::year_month_day parts(Date date) { return std::chrono::year_month_day{date.days}; }

std::optional<Date> real_day(int year, int month, int day) {
  std::chrono::year_month_day asked{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                    std::chrono::day{static_cast<unsigned>(day)}};
  if (!asked.ok() || year < 1 || year > 9999) return std::nullopt;
  return Date{std::chrono::sys_days{asked}};
}

}  // namespace

Date date_of(int year, int month, int day) {
  if (auto date = real_day(year, month, day)) return *date;
  throw std::invalid_argument(fmt::format("There is no day {}-{:02}-{:02}.", year, month, day));
}

int year_of(Date date) { return static_cast<int>(parts(date).year()); }
int month_of(Date date) { return static_cast<int>(static_cast<unsigned>(parts(date).month())); }
int day_of(Date date) { return static_cast<int>(static_cast<unsigned>(parts(date).day())); }
int iso_weekday_of(Date date) { return static_cast<int>(std::chrono::weekday{date.days}.iso_encoding()); }

Date add_days(Date date, int days) { return Date{date.days + std::chrono::days{days}}; }

Date add_months(Date date, int months) {
  auto moved = parts(date) + std::chrono::months{months};
  if (moved.ok()) return Date{std::chrono::sys_days{moved}};
  return Date{std::chrono::sys_days{moved.year() / moved.month() / std::chrono::last}};
}

Date first_of_month(Date date) { return add_days(date, 1 - day_of(date)); }
Date last_of_month(Date date) { return add_days(add_months(first_of_month(date), 1), -1); }
int days_between(Date from, Date to) { return static_cast<int>((to.days - from.days).count()); }

std::string iso(Date date) { return fmt::format("{:04}-{:02}-{:02}", year_of(date), month_of(date), day_of(date)); }

std::optional<Date> parse_date(std::string_view text) {
  Digits digits{text};
  int year = digits.take(4), month = (digits.skip('-'), digits.take(2)), day = (digits.skip('-'), digits.take(2));
  if (!digits.all_read()) return std::nullopt;
  return real_day(year, month, day);
}

std::optional<Date> parse_date_loose(std::string_view text) {
  if (auto date = parse_date(text)) return date;
  Digits digits{text};
  int month = digits.take_some(2), day = (digits.skip('/'), digits.take_some(2));
  int year = (digits.skip('/'), digits.take(4));
  if (!digits.all_read()) return std::nullopt;
  return real_day(year, month, day);
}

}  // namespace kit
