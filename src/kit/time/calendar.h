// Working days: Monday to Friday except the listed holidays. Deadlines in agreements are counted with these.
#pragma once

#include <vector>

#include "kit/time/date.h"

namespace kit {

struct Calendar {
  std::vector<Date> holidays;  // in any order
};

bool is_working_day(Date date, const Calendar& calendar);

// The day itself if people work on it, else the next one on which they do.
Date roll_forward(Date date, const Calendar& calendar);

// Counts working days after (or, when negative, before) the date; the date itself is not counted. Zero rolls forward.
Date add_working_days(Date date, int count, const Calendar& calendar);

// How many working days lie in [from, to).
int working_days_between(Date from, Date to, const Calendar& calendar);

}  // namespace kit
