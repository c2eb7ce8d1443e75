#include "kit/text/utf8.h"

#include <doctest/doctest.h>

#include <string>

using kit::is_utf8;

TEST_CASE("text of every length of character is valid") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("plain text of more than eight bytes"));
  CHECK(is_utf8("señal, 24 €, 日本語, 🙂 and on it goes"));
  CHECK(is_utf8("\xED\x9F\xBF"));
  CHECK(is_utf8("\xEE\x80\x80"));
  CHECK(is_utf8("\xF4\x8F\xBF\xBF"));
}

TEST_CASE("bytes that are no character are found wherever they stand") {
  for (std::string bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE2\x82", "\xF0\x9F\x99", "\xC3(", "se\xF1or"})
    for (std::size_t before = 0; before < 17; ++before) {
      CHECK(!is_utf8(std::string(before, 'a') + bad));
      CHECK(!is_utf8(std::string(before, 'a') + bad + "and more text"));
    }
}
