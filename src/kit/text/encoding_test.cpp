#include "kit/text/encoding.h"

#include <doctest/doctest.h>

using kit::Encoding;
using kit::to_utf8;
using namespace std::string_view_literals;

TEST_CASE("a text reads the same in every encoding other programs write") {
  CHECK(to_utf8("Señora, 5 €") == "Señora, 5 €");
  CHECK(to_utf8("\xEF\xBB\xBFSeñora") == "Señora");
  CHECK(to_utf8("\xFF\xFES\0e\0\xF1\0"sv) == "Señ");
  CHECK(to_utf8("\xFE\xFF\0S\0e\0\xF1"sv) == "Señ");
  CHECK(to_utf8("u\0n\0i\0t\0"sv) == "unit");
  CHECK(to_utf8("\0u\0n\0i\0t"sv) == "unit");
  CHECK(to_utf8("\xFF\xFE\x3D\xD8\x00\xDE"sv) == "😀");
  CHECK(to_utf8("Se\xF1ora, 5 \x80", Encoding::latin_1) == "Señora, 5 €");
}

TEST_CASE("bytes that are no text of an encoding are refused, and a mark says more than what was expected") {
  CHECK_FALSE(to_utf8("Se\xF1ora").has_value());
  CHECK_FALSE(to_utf8("\xFF\xFES"sv).has_value());
  CHECK_FALSE(to_utf8("\xFF\xFE\x3D\xD8"sv).has_value());
  CHECK_FALSE(to_utf8("\x81", Encoding::latin_1).has_value());
  CHECK(to_utf8("\xEF\xBB\xBFSeñora", Encoding::latin_1) == "Señora");
}
