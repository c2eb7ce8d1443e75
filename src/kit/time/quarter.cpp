#include "kit/time/quarter.h"

#include <fmt/core.h>

#include "kit/time/digits.h"

namespace kit {

Quarter quarter_of(Date date) { return {year_of(date), (month_of(date) + 2) / 3}; }

Quarter next(Quarter quarter) {
  if (quarter.quarter == 4) return {quarter.year + 1, 1};
  return {quarter.year, quarter.quarter + 1};
}

Quarter previous(Quarter quarter) {
  if (quarter.quarter == 1) return {quarter.year - 1, 4};
  return {quarter.year, quarter.quarter - 1};
}

Date first_day(Quarter quarter) { return date_of(quarter.year, quarter.quarter * 3 - 2, 1); }
Date last_day(Quarter quarter) { return last_of_month(date_of(quarter.year, quarter.quarter * 3, 1)); }

std::string text_of(Quarter quarter) { return fmt::format("{:04}-Q{}", quarter.year, quarter.quarter); }

std::optional<Quarter> parse_quarter(std::string_view text) {
  Digits digits{text};
  int year = digits.take(4);
  digits.skip('-');
  digits.skip('Q');
  int quarter = digits.take(1);
  if (!digits.all_read() || year < 1 || quarter < 1 || quarter > 4) return std::nullopt;
  return Quarter{year, quarter};
}

}  // namespace kit
