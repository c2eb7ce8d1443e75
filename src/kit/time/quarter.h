// A quarter of a calendar year. Its text is "2026-Q3".
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "kit/time/date.h"

namespace kit {

struct Quarter {
  int year = 1970;
  int quarter = 1;  // 1 to 4
  friend auto operator<=>(const Quarter&, const Quarter&) = default;
};

Quarter quarter_of(Date date);
Quarter next(Quarter quarter);
Quarter previous(Quarter quarter);
Date first_day(Quarter quarter);
Date last_day(Quarter quarter);

std::string text_of(Quarter quarter);
std::optional<Quarter> parse_quarter(std::string_view text);

}  // namespace kit
