#include "kit/time/calendar.h"

#include <algorithm>
#include <cstdlib>

namespace kit {

bool is_working_day(Date date, const Calendar& calendar) {
  return iso_weekday_of(date) <= 5 && std::ranges::find(calendar.holidays, date) == calendar.holidays.end();
}

Date roll_forward(Date date, const Calendar& calendar) {
  while (!is_working_day(date, calendar)) date = add_days(date, 1);
  return date;
}

Date add_working_days(Date date, int count, const Calendar& calendar) {
  if (count == 0) return roll_forward(date, calendar);
  int step = count > 0 ? 1 : -1;
  for (int left = std::abs(count); left > 0;) {
    date = add_days(date, step);
    if (is_working_day(date, calendar)) --left;
  }
  return date;
}

int working_days_between(Date from, Date to, const Calendar& calendar) {
  int count = 0;
  for (Date date = from; date < to; date = add_days(date, 1)) count += is_working_day(date, calendar);
  return count;
}

}  // namespace kit
