// Days as people read them, in each language: "24 November 2026", "24 de noviembre de 2026".
// The day comes before the month's name in both, so that no reader can take one for the other.
#pragma once

#include <string>
#include <string_view>

#include "kit/text/language.h"
#include "kit/time/date.h"

namespace kit {

std::string spoken_date(Date date, Language language);        // "24 November 2026"
std::string short_date(Date date, Language language);         // "24 Nov"
std::string spoken_month(Date date, Language language);       // "November 2026", "noviembre de 2026"
std::string_view month_name(int month, Language language);    // 1 to 12
std::string_view weekday_name(Date date, Language language);  // "Tuesday", "martes"

}  // namespace kit
