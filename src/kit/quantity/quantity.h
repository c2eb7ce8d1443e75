// An exact decimal number with six places, for money, hours and rates: what is added comes out to the last place.
// Holds ±9,223,372,036,854.775807. Sums that leave this range throw std::overflow_error.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kit {

struct Quantity {
  std::int64_t millionths = 0;
  friend auto operator<=>(const Quantity&, const Quantity&) = default;

  double as_double() const { return static_cast<double>(millionths) / 1e6; }
};

Quantity whole(std::int64_t number);

Quantity operator+(Quantity left, Quantity right);
Quantity operator-(Quantity left, Quantity right);
Quantity operator-(Quantity quantity);
Quantity& operator+=(Quantity& left, Quantity right);
Quantity& operator-=(Quantity& left, Quantity right);

// Why a text is not a quantity.
enum class QuantityFault { none, empty, not_a_number, too_many_decimals, too_large };
inline auto names(QuantityFault) {
  return std::array<std::string_view, 5>{"none", "empty", "not_a_number", "too_many_decimals", "too_large"};
}
std::string_view sentence(QuantityFault fault);  // in English

struct ParsedQuantity {
  std::optional<Quantity> value;
  QuantityFault fault = QuantityFault::none;  // none exactly when there is a value
};

// "12" or "-3.5": digits on both sides of a point, no plus sign, no exponent, no spaces.
ParsedQuantity read_quantity(std::string_view text);
// Also takes spaces around, a plus sign, and commas that group thousands: "1,234.50". A comma elsewhere is refused.
ParsedQuantity read_quantity_loose(std::string_view text);

std::optional<Quantity> parse_quantity(std::string_view text);
std::optional<Quantity> parse_loose(std::string_view text);

// The shortest text that reads back to the same quantity: "12", "-3.5".
std::string text_of(Quantity quantity);

}  // namespace kit
