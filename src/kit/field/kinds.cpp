#include "kit/field/kinds.h"

#include <array>

namespace kit {

bool parse_text(std::string_view text, Instant& value) {
  auto instant = parse_instant(text);
  if (instant) value = *instant;
  return instant.has_value();
}
bool parse_text(std::string_view text, Date& value) {
  auto date = parse_date_loose(text);
  if (!date || year_of(*date) < first_year || year_of(*date) > last_year) return false;
  value = *date;
  return true;
}
bool parse_text(std::string_view text, Quantity& value) {
  auto quantity = parse_loose(text);
  if (quantity) value = *quantity;
  return quantity.has_value();
}
bool parse_text(std::string_view, Bytes&) { return false; }  // no form and no file carries raw octets

std::string print_text(double value) {
  std::array<char, 32> digits;
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}
std::string print_text(Instant value) { return iso(value); }
std::string print_text(Date value) { return iso(value); }
std::string print_text(Quantity value) { return text_of(value); }
std::string print_text(const Bytes&) { return {}; }

}  // namespace kit
