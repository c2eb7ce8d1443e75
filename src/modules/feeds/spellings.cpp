#include "modules/feeds/spellings.h"

#include <algorithm>
#include <charconv>

#include "kit/time/quarter.h"

namespace feeds {
namespace {

// The whole numbers of a text in order, whatever stands between them; nothing with more than three.
struct Numbers {
  std::array<int, 3> values{};
  std::array<std::size_t, 3> digits{};
  std::size_t count = 0;
};

std::optional<Numbers> numbers_in(std::string_view text, std::string_view between) {
  Numbers numbers;
  bool inside = false;
  for (char c : text) {
    if (c >= '0' && c <= '9') {
      if (!inside && ++numbers.count > 3) return std::nullopt;
      std::size_t at = numbers.count - 1;
      if (++numbers.digits[at] > 8) return std::nullopt;
      numbers.values[at] = numbers.values[at] * 10 + (c - '0');
      inside = true;
      continue;
    }
    if (between.find(c) == std::string_view::npos) return std::nullopt;
    inside = false;
  }
  return numbers;
}

std::optional<Date> day(int year, int month, int day) {
  auto text = [](int number, std::size_t width) {
    std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
  };
  return kit::parse_date(text(year, 4) + "-" + text(month, 2) + "-" + text(day, 2));
}

std::optional<Date> month_in(std::string_view text) {
  auto numbers = numbers_in(text, "-/. ");
  if (!numbers) return std::nullopt;
  auto& [values, digits, count] = *numbers;
  if (count == 1 && digits[0] == 6) return day(values[0] / 100, values[0] % 100, 1);
  if (count != 2) return std::nullopt;
  if (digits[0] == 4) return day(values[0], values[1], 1);
  return digits[1] == 4 ? day(values[1], values[0], 1) : std::nullopt;
}

std::optional<Date> day_in(std::string_view text, bool month_first) {
  auto numbers = numbers_in(text, "-/.");
  if (!numbers || numbers->count != 3 || numbers->digits[2] != 4) return std::nullopt;
  auto [first, second, year] = numbers->values;
  return month_first ? day(year, first, second) : day(year, second, first);
}

std::optional<Date> quarter_in(std::string_view text) {
  auto numbers = numbers_in(text, "-/ QqTt");
  if (!numbers || numbers->count != 2) return std::nullopt;
  auto& [values, digits, count] = *numbers;
  int year = digits[0] == 4 ? values[0] : values[1], quarter = digits[0] == 4 ? values[1] : values[0];
  if (quarter < 1 || quarter > 4) return std::nullopt;
  return day(year, 3 * quarter - 2, 1);
}

// Week 1 of a year is the one with 4 January in it.
std::optional<Date> week_in(std::string_view text) {
  auto numbers = numbers_in(text, "-W w");
  if (!numbers || numbers->count != 2 || numbers->digits[0] != 4) return std::nullopt;
  auto fourth = day(numbers->values[0], 1, 4);
  int week = numbers->values[1];
  if (!fourth || week < 1 || week > 53) return std::nullopt;
  Date monday = kit::add_days(*fourth, 1 - kit::iso_weekday_of(*fourth) + 7 * (week - 1));
  return kit::year_of(kit::add_days(monday, 3)) == numbers->values[0] ? std::optional(monday) : std::nullopt;
}

std::optional<Date> date_in(std::string_view text, PeriodFormat format) {
  if (text.size() > 10 && text[10] == 'T') text = text.substr(0, 10);
  if (auto date = kit::parse_date(text)) return date;
  switch (format) {
    case PeriodFormat::month: return month_in(text);
    case PeriodFormat::us: return day_in(text, true);
    case PeriodFormat::european: return day_in(text, false);
    case PeriodFormat::quarter: return quarter_in(text);
    case PeriodFormat::week: return week_in(text);
    case PeriodFormat::year: return text.size() == 4 ? month_in(std::string(text) + "-01") : std::nullopt;
    default: return std::nullopt;
  }
}

// How long what a format names is.
measures::Frequency length_of(PeriodFormat format) {
  switch (format) {
    case PeriodFormat::week: return measures::Frequency::week;
    case PeriodFormat::month: return measures::Frequency::month;
    case PeriodFormat::quarter: return measures::Frequency::quarter;
    case PeriodFormat::year: return measures::Frequency::year;
    default: return measures::Frequency::day;
  }
}

}  // namespace

std::optional<Date> period_in(std::string_view text, PeriodFormat format, const measures::Periods& periods) {
  bool plain = text.size() >= 10 && kit::parse_date(text.substr(0, 10)).has_value();
  if (!plain && length_of(format) > periods.frequency) return std::nullopt;
  auto date = date_in(text, format);
  if (!date || periods.frequency == measures::Frequency::week) return date;  // a file says on which day its weeks begin
  return measures::period_of(*date, periods);
}

kit::ParsedQuantity amount_in(std::string_view text, DecimalMark mark) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("\u00a0") || text[i] == ' ') {
      i += text[i] == ' ' ? 0 : 1;
    } else if (text.substr(i).starts_with("\u202f")) {
      i += 2;
    } else {
      char c = text[i];
      plain += mark == DecimalMark::point ? c : c == ',' ? '.' : c == '.' ? ',' : c;
    }
  }
  return kit::read_quantity_loose(plain);
}

}  // namespace feeds
