#include "kit/qr/qr.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace kit {

TEST_CASE("a QR code begins with its finder pattern and has the width of its version") {
  auto code = qr_code("https://concert.example/check");
  REQUIRE(code);
  CHECK(code->width == 25);                       // version 2 holds 32 octets
  CHECK(code->path.starts_with("M0 0h7v1h-7z"));  // the upper edge of the finder pattern
  CHECK(code->path.find("M18 0h7v1h-7z") != std::string::npos);
}

TEST_CASE("digits take less room than letters") {
  CHECK(qr_code(std::string(1000, '7'))->width < qr_code(std::string(1000, 'x'))->width);
}

TEST_CASE("a text too long for any QR code gives none, and an empty one or a NUL is a mistake") {
  CHECK(qr_code(std::string(7089, '7')));
  CHECK_FALSE(qr_code(std::string(7090, '7')));
  CHECK_THROWS_AS(qr_code(""), std::invalid_argument);
  CHECK_THROWS_AS(qr_code(std::string_view("a\0b", 3)), std::invalid_argument);
}

}  // namespace kit
