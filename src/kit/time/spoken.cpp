#include "kit/time/spoken.h"

#include <fmt/core.h>

#include <array>

namespace kit {

namespace {

using Words = std::array<std::string_view, 12>;

constexpr Words english_months = {"January", "February", "March",     "April",   "May",      "June",
                                  "July",    "August",   "September", "October", "November", "December"};
constexpr Words spanish_months = {"enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
                                  "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
constexpr Words english_short = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr Words spanish_short = {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"};
constexpr std::array<std::string_view, 7> english_days = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                          "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 7> spanish_days = {"lunes",   "martes", "miércoles", "jueves",
                                                          "viernes", "sábado", "domingo"};

}  // namespace

std::string_view month_name(int month, Language language) {
  return (language == Language::es ? spanish_months : english_months).at(static_cast<std::size_t>(month - 1));
}

std::string_view weekday_name(Date date, Language language) {
  return (language == Language::es ? spanish_days : english_days)
      .at(static_cast<std::size_t>(iso_weekday_of(date) - 1));
}

std::string spoken_month(Date date, Language language) {
  std::string_view between = language == Language::es ? " de " : " ";
  return fmt::format("{}{}{}", month_name(month_of(date), language), between, year_of(date));
}

std::string spoken_date(Date date, Language language) {
  std::string_view between = language == Language::es ? " de " : " ";
  return fmt::format("{}{}{}", day_of(date), between, spoken_month(date, language));
}

std::string short_date(Date date, Language language) {
  const Words& months = language == Language::es ? spanish_short : english_short;
  return fmt::format("{} {}", day_of(date), months[static_cast<std::size_t>(month_of(date) - 1)]);
}

}  // namespace kit
