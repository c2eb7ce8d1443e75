#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "kit/text/language.h"
#include "kit/time/date.h"

// Which periods follow each other, in calendar months or in weeks as they are paid and booked. Pure.
namespace measures {

using kit::Date;
using kit::Language;
using namespace std::literals;

// From the shortest to the longest. The three kinds of fiscal month give a quarter of thirteen weeks its months.
enum class Frequency { day, week, pay_period, weeks_445, weeks_454, weeks_544, month, quarter, year };
inline auto names(Frequency) {
  return std::array{"day"sv,       "week"sv,  "pay_period"sv, "weeks_445"sv, "weeks_454"sv,
                    "weeks_544"sv, "month"sv, "quarter"sv,    "year"sv};
}
inline bool is_fiscal(Frequency one) { return one >= Frequency::weeks_445 && one <= Frequency::weeks_544; }
inline bool needs_calendar(Frequency one) { return one == Frequency::pay_period || is_fiscal(one); }

// A frequency with the day from which its calendar counts: the first day of any pay period, of fourteen days; or the
// first day of any fiscal year. Fiscal years begin on that weekday, nearest to that day and month; where one has 53
// weeks, its last month has the week more.
struct Periods {
  Frequency frequency = Frequency::week;
  std::optional<Date> calendar;

  Periods(Frequency frequency, std::optional<Date> calendar = {}) : frequency(frequency), calendar(calendar) {}
};

Date next_period(Date period, const Periods& periods);
// The period a day lies in. Weeks begin on the weekday of `like`, or on Monday.
Date period_of(Date day, const Periods& periods, std::optional<Date> like = {});
Date period_before(Date period, const Periods& periods);
// The year a period belongs to: its own, or the fiscal year, which is named after the year most of it lies in.
int year_of_period(Date period, const Periods& periods);
Date first_period_of(int year, const Periods& periods, std::optional<Date> like = {});
std::string period_text(Date period, const Periods& periods, Language language);  // "24 Nov 2026", "P3 2026", "2026"

}  // namespace measures
