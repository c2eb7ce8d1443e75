#include "kit/quantity/quantity.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using namespace kit;

namespace {

Quantity number(std::string_view text) { return parse_quantity(text).value(); }
QuantityFault fault(std::string_view text) { return read_quantity(text).fault; }

}  // namespace

TEST_CASE("a quantity is read exactly and written shortly") {
  CHECK(number("12").millionths == 12'000'000);
  CHECK(number("-3.5").millionths == -3'500'000);
  CHECK(number("0.000001").millionths == 1);
  CHECK(number("-0").millionths == 0);
  for (auto text :
       {"0", "12", "-3.5", "0.1", "-0.000001", "1234.567891", "9223372036854.775807", "-9223372036854.775808"})
    CHECK(text_of(number(text)) == text);
  CHECK(text_of(number("007.500")) == "7.5");
}

TEST_CASE("a text that is no quantity says why") {
  CHECK(fault("") == QuantityFault::empty);
  for (auto text : {"abc", "1e3", "NaN", "inf", "+1", " 1", "1 ", ".5", "5.", "1.2.3", "--1", "-", ".", "1,234", "0x10",
                    "1_000", "٣"})
    CHECK_MESSAGE(fault(text) == QuantityFault::not_a_number, std::string(text));
  CHECK(fault("0.1234567") == QuantityFault::too_many_decimals);
  CHECK(fault("0.0000000") == QuantityFault::too_many_decimals);
  CHECK(fault("9223372036854.775808") == QuantityFault::too_large);
  CHECK(fault("-9223372036854.775809") == QuantityFault::too_large);
  CHECK(fault("99999999999999999999999999") == QuantityFault::too_large);
  CHECK(fault("1") == QuantityFault::none);
  CHECK(sentence(fault("0.1234567")) == "A number may have at most six decimals.");
}

TEST_CASE("a loose reading takes grouped thousands, spaces and a plus sign") {
  CHECK(parse_loose("1,234.50") == number("1234.5"));
  CHECK(parse_loose(" +12 ") == number("12"));
  CHECK(parse_loose("-1,234,567") == number("-1234567"));
  CHECK(parse_loose("123,456") == number("123456"));
  CHECK(parse_loose("1234.5") == number("1234.5"));
  for (auto text :
       {"1,5", "12,34", "1,2345", ",123", "1,,234", "1234,567", "1,234.5,6", "1 234", "+-1", "--1", "1,23a"})
    CHECK_MESSAGE(!parse_loose(text), std::string(text));
  CHECK(read_quantity_loose("  ").fault == QuantityFault::empty);
}

TEST_CASE("sums are exact to the last place") {
  Quantity sum;
  for (int i = 0; i < 10; ++i) sum += number("0.1");
  CHECK(sum == whole(1));
  CHECK(number("1") - number("0.000001") == number("0.999999"));
  CHECK(-number("2.5") == number("-2.5"));
  CHECK(number("-1") < number("0.5"));
  CHECK(number("2.25").as_double() == 2.25);
}

TEST_CASE("a sum that does not fit is a fault, never a wrong number") {
  Quantity largest{INT64_MAX}, smallest{INT64_MIN};
  CHECK_THROWS_AS(largest + Quantity{1}, std::overflow_error);
  CHECK_THROWS_AS(smallest - Quantity{1}, std::overflow_error);
  CHECK_THROWS_AS(-smallest, std::overflow_error);
  CHECK_THROWS_AS(whole(9'300'000'000'000), std::overflow_error);
}
