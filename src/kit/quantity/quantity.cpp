#include "kit/quantity/quantity.h"

#include <algorithm>
#include <stdexcept>

namespace kit {

namespace {

constexpr std::int64_t one = 1'000'000;
constexpr std::size_t places = 6;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

ParsedQuantity refused(QuantityFault fault) { return {std::nullopt, fault}; }

// Built below zero, where one more value fits than above it.
std::optional<std::int64_t> minus_millionths(std::string_view digits) {
  std::int64_t value = 0;
  for (char c : digits)
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, c - '0', &value))
      return std::nullopt;
  return value;
}

// The same number without commas, or nothing when the commas do not group thousands.
std::optional<std::string> ungrouped(std::string_view text) {
  std::size_t point = std::min(text.find('.'), text.size());
  if (text.substr(0, point).find(',') == std::string_view::npos) return std::string(text);
  if (point % 4 == 0) return std::nullopt;  // the first group would be empty, or a thousand and more
  std::string joined;
  for (std::size_t i = 0; i < point; ++i) {
    bool comma_due = (point - i) % 4 == 0;
    if (comma_due != (text[i] == ',')) return std::nullopt;
    if (!comma_due) joined += text[i];
  }
  return joined += text.substr(point);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  std::size_t from = text.find_first_not_of(spaces);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(spaces) - from + 1);
}

[[noreturn]] void too_large() { throw std::overflow_error("The sum is larger than a quantity can be."); }

}  // namespace

Quantity whole(std::int64_t number) {
  Quantity result;
  if (__builtin_mul_overflow(number, one, &result.millionths)) too_large();
  return result;
}

Quantity operator+(Quantity left, Quantity right) {
  Quantity sum;
  if (__builtin_add_overflow(left.millionths, right.millionths, &sum.millionths)) too_large();
  return sum;
}

Quantity operator-(Quantity left, Quantity right) {
  Quantity difference;
  if (__builtin_sub_overflow(left.millionths, right.millionths, &difference.millionths)) too_large();
  return difference;
}

Quantity operator-(Quantity quantity) { return Quantity{} - quantity; }
Quantity& operator+=(Quantity& left, Quantity right) { return left = left + right; }
Quantity& operator-=(Quantity& left, Quantity right) { return left = left - right; }

std::string_view sentence(QuantityFault fault) {
  switch (fault) {
    case QuantityFault::none: return "This is a number.";
    case QuantityFault::empty: return "A number is missing.";
    case QuantityFault::not_a_number: return "This is not a number. Write it like 1234.5.";
    case QuantityFault::too_many_decimals: return "A number may have at most six decimals.";
    case QuantityFault::too_large: return "This number is too large.";
  }
  return "";
}

ParsedQuantity read_quantity(std::string_view text) {
  if (text.empty()) return refused(QuantityFault::empty);
  bool negative = text.front() == '-';
  if (negative) text.remove_prefix(1);
  std::size_t point = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, point));
  std::string_view decimals = point < text.size() ? text.substr(point + 1) : "0";
  if (!all_digits(digits) || !all_digits(decimals)) return refused(QuantityFault::not_a_number);
  if (decimals.size() > places) return refused(QuantityFault::too_many_decimals);

  digits.append(decimals).append(places - decimals.size(), '0');
  auto minus = minus_millionths(digits);
  if (!minus || (!negative && *minus == INT64_MIN)) return refused(QuantityFault::too_large);
  return {Quantity{negative ? *minus : -*minus}};
}

ParsedQuantity read_quantity_loose(std::string_view text) {
  text = trimmed(text);
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.starts_with('-')) return refused(QuantityFault::not_a_number);
  auto plain = ungrouped(text);
  if (!plain) return refused(QuantityFault::not_a_number);
  return read_quantity(negative ? "-" + *plain : *plain);
}

std::optional<Quantity> parse_quantity(std::string_view text) { return read_quantity(text).value; }
std::optional<Quantity> parse_loose(std::string_view text) { return read_quantity_loose(text).value; }

std::string text_of(Quantity quantity) {
  bool negative = quantity.millionths < 0;
  auto size = static_cast<std::uint64_t>(quantity.millionths);
  if (negative) size = 0 - size;
  std::string decimals = std::to_string(one + size % one).substr(1);
  decimals.erase(decimals.find_last_not_of('0') + 1);
  std::string text = (negative ? "-" : "") + std::to_string(size / one);
  return decimals.empty() ? text : text + "." + decimals;
}

}  // namespace kit
