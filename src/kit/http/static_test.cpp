#include "kit/http/static.h"

#include <doctest/doctest.h>

#include <array>
#include <stdexcept>

namespace kit {
namespace {

const std::string& style() {
  static const std::string text = [] {
    std::string rules;
    for (int i = 0; i < 200; ++i) rules += "a { color: red }\n";
    return rules;
  }();
  return text;
}

StaticFiles files() {
  static const std::array assets = {
      Asset{"concert.css", "text/css; charset=utf-8", style(), "0123456789abcdef0123456789abcdef"},
      Asset{"en/logo.png", "image/png", "\x89PNG", "fedcba9876543210fedcba9876543210"},
      Asset{"plain", "text/plain", "x", "00000000000000000000000000000000"}};
  return StaticFiles(assets);
}

Request request_for(std::string path) {
  Request request;
  request.path = std::move(path);
  return request;
}

}  // namespace

TEST_CASE("a hashed address is cached for ever, a plain one is asked for again") {
  StaticFiles all = files();
  CHECK(all.url_of("concert.css") == "/assets/concert.01234567.css");
  CHECK(all.url_of("en/logo.png") == "/assets/en/logo.fedcba98.png");
  CHECK(all.url_of("plain") == "/assets/plain.00000000");
  CHECK_THROWS_AS(all.url_of("other.css"), std::out_of_range);

  auto hashed = all.serve(request_for("/assets/concert.01234567.css"));
  REQUIRE(hashed);
  CHECK(hashed->headers.get("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(hashed->body == style());
  CHECK(all.serve(request_for("/assets/concert.css"))->headers.get("Cache-Control") == "no-cache");
}

TEST_CASE("an address with the hash of another version gets the present file, uncached") {
  auto response = files().serve(request_for("/assets/concert.99999999.css"));
  REQUIRE(response);
  CHECK(response->headers.get("Cache-Control") == "no-cache");
  CHECK(response->body == style());
}

TEST_CASE("what is not embedded is not served") {
  for (auto path : {"/assets/other.css", "/concert.css", "/assets/", "/assets/concert.css/", "/assets/.99999999.css",
                    "/assets/concert.9999999.css"})
    CHECK_FALSE(files().serve(request_for(path)));
}

TEST_CASE("a file that shrinks is sent compressed to who accepts it") {
  Request request = request_for("/assets/concert.css");
  request.headers.add("Accept-Encoding", "br, gzip");
  auto response = files().serve(request);
  CHECK(response->headers.get("Content-Encoding") == "gzip");
  CHECK(response->headers.get("Vary") == "Accept-Encoding");
  CHECK(response->body.size() < 200);
  CHECK(response->body.starts_with("\x1f\x8b"));

  request.path = "/assets/en/logo.png";
  CHECK_FALSE(files().serve(request)->headers.has("Content-Encoding"));
}

TEST_CASE("a file the browser has already is not sent again") {
  Request request = request_for("/assets/concert.css");
  auto first = files().serve(request);
  request.headers.add("If-None-Match", "\"x\", " + std::string(*first->headers.get("ETag")));
  auto second = files().serve(request);
  CHECK(second->status == 304);
  CHECK(second->body.empty());
  CHECK(second->headers.get("ETag") == first->headers.get("ETag"));
  request.headers.set("If-None-Match", "\"0123\"");
  CHECK(files().serve(request)->status == 200);
}

}  // namespace kit
