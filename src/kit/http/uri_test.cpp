#include "kit/http/uri.h"

#include <doctest/doctest.h>

#include "kit/http/bad_request.h"

namespace kit {

TEST_CASE("percent codes go there and back") {
  CHECK(percent_encode("a b/ü~") == "a%20b%2F%C3%BC~");
  CHECK(percent_decode("a%20b%2F%c3%BC~+") == "a b/ü~+");
  CHECK(percent_decode("a+b", Plus::is_space) == "a b");
  CHECK(percent_decode("%2") == std::nullopt);
  CHECK(percent_decode("%2g") == std::nullopt);
}

TEST_CASE("a path is decoded") {
  CHECK(decode_path("/teams/n%C3%B6/a..b/...") == "/teams/nö/a..b/...");
  CHECK(decode_path("/") == "/");
}

TEST_CASE("a path with tricks in it is refused") {
  for (std::string_view path : {"", "teams", "/../x", "/a/..", "/a/%2e%2E/b", "/./a", "/a%00", "/a%5Cb", "/a\\b", "/%",
                                "/%FF", "/%C3", "/%0a", "/a/%2e%2e%2fb", "/%C0%AE%C0%AE/"})
    CHECK_THROWS_AS(decode_path(path), BadRequest);
}

TEST_CASE("clean UTF-8 is told from the rest") {
  for (std::string_view good : {"", "a", "é", "€", "\xF0\x9F\x8E\xBB", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF"})
    CHECK(is_clean_utf8(good));
  using namespace std::string_view_literals;
  for (std::string_view bad :
       {"\0"sv, "\x80"sv, "\xC3"sv, "\xC1\xBF"sv, "\xE0\x9F\xBF"sv, "\xED\xA0\x80"sv, "\xF0\x8F\xBF\xBF"sv,
        "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xE2\x82"sv, "\xE2\x28\xA1"sv})
    CHECK_FALSE(is_clean_utf8(bad));
}

}  // namespace kit
