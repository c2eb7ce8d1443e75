#include <fmt/format.h>

#include <cmath>

#include "kit/text/words.h"

namespace kit {
namespace {

constexpr std::string_view minus = "\u2212";

std::string grouped(std::string digits) {
  std::size_t whole = std::min(digits.find('.'), digits.size());
  for (std::size_t at = whole; at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

bool is_zero(std::string_view digits) { return digits.find_first_not_of("0.") == digits.npos; }

}  // namespace

std::string number(double value, int decimals) {
  if (!std::isfinite(value)) return "\u2013";
  std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  bool negative = value < 0 && !is_zero(digits);  // −0.04 with one decimal is 0.0, not −0.0
  return std::string(negative ? minus : "") + grouped(std::move(digits));
}

std::string number(std::int64_t value) {
  auto magnitude = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  return std::string(value < 0 ? minus : "") + grouped(fmt::format("{}", magnitude));
}

}  // namespace kit
