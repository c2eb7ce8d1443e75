#include "modules/measures/periods.h"

#include <algorithm>

#include "kit/time/quarter.h"
#include "kit/time/spoken.h"

namespace measures {
namespace {

constexpr int days_paid_together = 14, months_of_a_year = 12;

// Where nobody said from when a calendar counts: a Monday, and a fiscal year from the first Monday about New Year.
Date calendar_of(const Periods& periods) { return periods.calendar.value_or(kit::date_of(2024, 1, 1)); }

std::array<int, 3> weeks_of_a_quarter(Frequency frequency) {
  if (frequency == Frequency::weeks_454) return {4, 5, 4};
  if (frequency == Frequency::weeks_544) return {5, 4, 4};
  return {4, 4, 5};
}

// That of the year after which the calendar's own would be named.
Date fiscal_new_year(int year, Date like) {
  const int month = kit::month_of(like), day = std::min(kit::day_of(like), month == 2 ? 28 : 31);
  const Date nearest = kit::date_of(year, month, day);
  const int ahead = (kit::iso_weekday_of(like) - kit::iso_weekday_of(nearest) + 7) % 7;
  return kit::add_days(nearest, ahead > 3 ? ahead - 7 : ahead);
}

struct FiscalMonth {
  Date begin, next, year_begin;
  int number = 1;
};

FiscalMonth fiscal_month_of(Date day, const Periods& periods) {
  const Date like = calendar_of(periods);
  int year = kit::year_of(day) + 1;
  while (fiscal_new_year(year, like) > day) --year;
  const Date begin = fiscal_new_year(year, like), end = fiscal_new_year(year + 1, like);
  const auto weeks = weeks_of_a_quarter(periods.frequency);
  FiscalMonth month{begin, begin, begin, 0};
  do {
    month.begin = month.next;
    month.next = kit::add_days(month.begin, 7 * weeks[static_cast<std::size_t>(month.number % 3)]);
    if (++month.number == months_of_a_year) month.next = end;
  } while (month.next <= day);
  return month;
}

Date pay_period_of(Date day, Date like) {
  const int since = kit::days_between(like, day) % days_paid_together;
  return kit::add_days(day, -(since < 0 ? since + days_paid_together : since));
}

int fiscal_year_of(const FiscalMonth& month) { return kit::year_of(kit::add_days(month.year_begin, 182)); }

}  // namespace

Date next_period(Date period, const Periods& periods) {
  switch (periods.frequency) {
    case Frequency::day: return kit::add_days(period, 1);
    case Frequency::week: return kit::add_days(period, 7);
    case Frequency::pay_period: return kit::add_days(period, days_paid_together);
    case Frequency::weeks_445:
    case Frequency::weeks_454:
    case Frequency::weeks_544: return fiscal_month_of(period, periods).next;
    case Frequency::month: return kit::add_months(period, 1);
    case Frequency::quarter: return kit::add_months(period, 3);
    default: return kit::add_months(period, 12);
  }
}

Date period_of(Date day, const Periods& periods, std::optional<Date> like) {
  switch (periods.frequency) {
    case Frequency::day: return day;
    case Frequency::week: {
      int begins = like ? kit::iso_weekday_of(*like) : 1;
      return kit::add_days(day, -((kit::iso_weekday_of(day) - begins + 7) % 7));
    }
    case Frequency::pay_period: return pay_period_of(day, calendar_of(periods));
    case Frequency::weeks_445:
    case Frequency::weeks_454:
    case Frequency::weeks_544: return fiscal_month_of(day, periods).begin;
    case Frequency::month: return kit::first_of_month(day);
    case Frequency::quarter: return kit::first_day(kit::quarter_of(day));
    default: return kit::date_of(kit::year_of(day), 1, 1);
  }
}

Date period_before(Date period, const Periods& periods) {
  return period_of(kit::add_days(period, -1), periods, period);
}

int year_of_period(Date period, const Periods& periods) {
  return is_fiscal(periods.frequency) ? fiscal_year_of(fiscal_month_of(period, periods)) : kit::year_of(period);
}

Date first_period_of(int year, const Periods& periods, std::optional<Date> like) {
  if (is_fiscal(periods.frequency)) {
    const Date begin = fiscal_new_year(year, calendar_of(periods));
    return fiscal_year_of(fiscal_month_of(begin, periods)) == year ? begin
                                                                   : fiscal_new_year(year - 1, calendar_of(periods));
  }
  const Date first = period_of(kit::date_of(year, 1, 1), periods, like);
  return kit::year_of(first) < year ? next_period(first, periods) : first;
}

std::string period_text(Date period, const Periods& periods, Language language) {
  switch (periods.frequency) {
    case Frequency::day:
    case Frequency::week: return kit::short_date(period, language) + " " + std::to_string(kit::year_of(period));
    case Frequency::pay_period: {
      const Date last = kit::add_days(period, days_paid_together - 1);
      return kit::short_date(period, language) + " – " + kit::short_date(last, language) + " " +
             std::to_string(kit::year_of(last));
    }
    case Frequency::weeks_445:
    case Frequency::weeks_454:
    case Frequency::weeks_544: {
      const FiscalMonth month = fiscal_month_of(period, periods);
      return "P" + std::to_string(month.number) + " " + std::to_string(fiscal_year_of(month));
    }
    case Frequency::month: return kit::spoken_month(period, language);
    case Frequency::quarter: return kit::text_of(kit::quarter_of(period));
    default: return std::to_string(kit::year_of(period));
  }
}

}  // namespace measures
