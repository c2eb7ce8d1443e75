// What a workbook's number formats mean for a stored number: whether it is a number, a day, a time or a duration, and
// the text a person would type for it. Days are counted from 1899-12-30 (with the 29 February 1900 that never was) or,
// in some workbooks, from 1904-01-01.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kit {

enum class Shows { number, date, clock, elapsed };

Shows shown_by_code(std::string_view format_code);
Shows shown_by_builtin(int format_id);

// The shortest decimal text that reads back to the same number.
std::string number_text(double number);

// "2026-07-01", "2026-07-01T14:05:00", "14:05:00" or "37:30:00". Nothing when the number is no such day or time.
std::optional<std::string> time_text(double serial, Shows shows, bool from_1904);

}  // namespace kit
