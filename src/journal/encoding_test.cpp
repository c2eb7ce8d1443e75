#include "journal/encoding.h"

#include <doctest/doctest.h>

#include <random>

namespace journal {

TEST_CASE("bytes come back from hex and base64 as they were, whatever they are") {
  std::mt19937 random(1);
  for (std::size_t length = 0; length < 70; ++length) {
    std::string bytes(length, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    CHECK(hex_decode(hex(bytes)) == bytes);
    CHECK(base64_decode(base64(bytes)) == bytes);
  }
}

TEST_CASE("the examples of RFC 4648 hold") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xfe\xfb") == "//77");
  CHECK(hex("\x01\xab\xff") == "01abff");
}

TEST_CASE("base64 with another spelling of the same bytes is refused") {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z===", "====", "=", "Zg==\n", " Zg==", "Zm9v\n",
                           "Zm-_", "Zg==Zg==", "Zm8=Zm8=", "Zm\n9v"}) {
    CAPTURE(text);
    CHECK_FALSE(base64_decode(text));
  }
}

TEST_CASE("hex with capitals, half bytes or other letters is refused") {
  for (const char* text : {"0", "0g", "AB", "0x", " 0"}) CHECK_FALSE(hex_decode(text));
}

TEST_CASE("a number has one spelling") {
  CHECK(decimal("0") == 0);
  CHECK(decimal("18446744073709551615") == 18446744073709551615u);
  CHECK(signed_decimal("-9223372036854775808") == INT64_MIN);
  for (const char* text : {"", "00", "01", "+1", "-1", "1 ", " 1", "1e3", "0x1", "18446744073709551616"})
    CHECK_FALSE(decimal(text));
  for (const char* text : {"-0", "-01", "--1", "9223372036854775808"}) CHECK_FALSE(signed_decimal(text));
}

TEST_CASE("a hash is 32 bytes and nothing else") {
  CHECK(hash_from_base64(base64(std::string(32, 'x'))));
  CHECK_FALSE(hash_from_base64(base64(std::string(31, 'x'))));
  CHECK_FALSE(hash_from_base64(base64(std::string(33, 'x'))));
  CHECK_FALSE(hash_from_bytes(""));
}

TEST_CASE("numbers in bytes start with the most significant one") {
  CHECK(big_endian(0x0102, 2) == "\x01\x02");
  CHECK(from_big_endian(big_endian(0x0123456789abcdef, 8)) == 0x0123456789abcdef);
}

}  // namespace journal
