// A calendar day, without a zone and without a time. Its text is YYYY-MM-DD, years 0001 to 9999.
// `parse_date` takes that form alone; `parse_date_loose` also takes the American M/D/YYYY, for files people send.
// Text that names no real day (2026-02-30) gives nothing.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace kit {

struct Date {
  std::chrono::sys_days days{};
  friend auto operator<=>(const Date&, const Date&) = default;
};

// Throws std::invalid_argument when there is no such day.
Date date_of(int year, int month, int day);

int year_of(Date date);
int month_of(Date date);        // 1 to 12
int day_of(Date date);          // 1 to 31
int iso_weekday_of(Date date);  // 1 is Monday, 7 is Sunday

Date add_days(Date date, int days);
// The same day of another month, or that month's last day where it is shorter: 31 January plus one is 28 February.
Date add_months(Date date, int months);
Date first_of_month(Date date);
Date last_of_month(Date date);
int days_between(Date from, Date to);  // negative when `to` is earlier

std::string iso(Date date);
std::optional<Date> parse_date(std::string_view text);
std::optional<Date> parse_date_loose(std::string_view text);

}  // namespace kit
