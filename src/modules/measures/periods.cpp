#include "kit/time/quarter.h"
#include "kit/time/spoken.h"
#include "modules/measures/measures.h"

// Pure: which periods follow each other, and what they are called.
namespace measures {

Date next_period(Date period, Frequency frequency) {
  switch (frequency) {
    case Frequency::day: return kit::add_days(period, 1);
    case Frequency::week: return kit::add_days(period, 7);
    case Frequency::month: return kit::add_months(period, 1);
    case Frequency::quarter: return kit::add_months(period, 3);
    default: return kit::add_months(period, 12);
  }
}

Date period_of(Date day, Frequency frequency, std::optional<Date> like) {
  switch (frequency) {
    case Frequency::day: return day;
    case Frequency::week: {
      int begins = like ? kit::iso_weekday_of(*like) : 1;
      return kit::add_days(day, -((kit::iso_weekday_of(day) - begins + 7) % 7));
    }
    case Frequency::month: return kit::first_of_month(day);
    case Frequency::quarter: return kit::first_day(kit::quarter_of(day));
    default: return kit::date_of(kit::year_of(day), 1, 1);
  }
}

std::string period_text(Date period, Frequency frequency, Language language) {
  switch (frequency) {
    case Frequency::day:
    case Frequency::week: return kit::short_date(period, language) + " " + std::to_string(kit::year_of(period));
    case Frequency::month: return kit::spoken_month(period, language);
    case Frequency::quarter: return kit::text_of(kit::quarter_of(period));
    default: return std::to_string(kit::year_of(period));
  }
}

}  // namespace measures
