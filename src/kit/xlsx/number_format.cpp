#include "kit/xlsx/number_format.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "kit/time/date.h"

namespace kit {

namespace {

constexpr std::int64_t seconds_per_day = 86'400;
constexpr double largest_serial = 2'958'466;  // the day after 9999-12-31

bool has(std::string_view letters, std::string_view wanted) {
  return letters.find_first_of(wanted) != std::string_view::npos;
}

// The code's first section in lower case, without quoted text, escaped characters and brackets.
// A bracketed [h], [mm] or [s] is a duration and is kept as '#e'.
std::string bare_letters(std::string_view code) {
  std::string letters;
  for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
    char c = code[at];
    if (c == '\\' || c == '_' || c == '*')
      ++at;
    else if (c == '"')
      at = std::min(code.find('"', at + 1), code.size());
    else if (c == '[') {
      std::size_t end = std::min(code.find(']', at), code.size());
      if (end > at + 1 && code.substr(at + 1, end - at - 1).find_first_not_of("hHmMsS") == std::string_view::npos)
        letters += "#e";
      at = end;
    } else
      letters += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  return letters;
}

std::string clock(std::int64_t seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::optional<Date> day_of_serial(std::int64_t serial, bool from_1904) {
  if (from_1904) return add_days(date_of(1904, 1, 1), static_cast<int>(serial));
  if (serial == 0 || serial == 60) return std::nullopt;  // "0 January 1900" and 29 February 1900
  return add_days(date_of(1899, 12, serial < 60 ? 31 : 30), static_cast<int>(serial));
}

}  // namespace

Shows shown_by_code(std::string_view format_code) {
  std::string letters = bare_letters(format_code);
  if (letters.starts_with("general")) return Shows::number;
  if (has(letters, "#") && letters.find("#e") != std::string::npos) return Shows::elapsed;
  if (has(letters, "yd")) return Shows::date;
  if (has(letters, "hs")) return Shows::clock;
  return has(letters, "m") ? Shows::date : Shows::number;
}

Shows shown_by_builtin(int format_id) {
  if (format_id == 46) return Shows::elapsed;
  if ((format_id >= 18 && format_id <= 21) || format_id == 45 || format_id == 47) return Shows::clock;
  bool date = (format_id >= 14 && format_id <= 22) || (format_id >= 27 && format_id <= 36) ||
              (format_id >= 50 && format_id <= 58);
  return date ? Shows::date : Shows::number;
}

std::string number_text(double number) {
  std::array<char, 64> digits;
  double size = std::abs(number);
  bool everyday = number == 0 || (size >= 1e-9 && size < 1e21);
  auto form = everyday ? std::chars_format::fixed : std::chars_format::general;
  auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number + 0.0, form).ptr;
  return {digits.data(), end};
}

std::optional<std::string> time_text(double serial, Shows shows, bool from_1904) {
  if (!(serial >= 0 && serial < largest_serial)) return std::nullopt;
  std::int64_t seconds = std::llround(serial * seconds_per_day);
  if (shows == Shows::elapsed || (shows == Shows::clock && seconds < seconds_per_day)) return clock(seconds);
  auto day = day_of_serial(seconds / seconds_per_day, from_1904);
  if (!day || year_of(*day) > 9999) return std::nullopt;
  std::int64_t in_day = seconds % seconds_per_day;
  return in_day ? iso(*day) + "T" + clock(in_day) : iso(*day);
}

}  // namespace kit
