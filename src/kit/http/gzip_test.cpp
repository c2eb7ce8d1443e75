#include "kit/http/gzip.h"

#include <doctest/doctest.h>
#include <zlib.h>

namespace kit {
namespace {

std::string unzipped(const std::string& compressed) {
  z_stream state{};
  REQUIRE(inflateInit2(&state, 15 + 16) == Z_OK);
  std::string result(1 << 20, '\0');
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  state.avail_in = static_cast<uInt>(compressed.size());
  state.next_out = reinterpret_cast<Bytef*>(result.data());
  state.avail_out = static_cast<uInt>(result.size());
  CHECK(inflate(&state, Z_FINISH) == Z_STREAM_END);
  result.resize(state.total_out);
  inflateEnd(&state);
  return result;
}

Response page(std::string type, size_t size) {
  Response response;
  response.headers.add("Content-Type", std::move(type));
  response.body = std::string(size, 'x');
  return response;
}

Headers accepting(std::string codings) {
  Headers headers;
  headers.add("Accept-Encoding", std::move(codings));
  return headers;
}

}  // namespace

TEST_CASE("what is compressed comes back, one after another and at either level") {
  for (std::string text : {std::string(), std::string("a"), std::string(100000, 'x') + "y"}) {
    CHECK(unzipped(gzip(text)) == text);
    CHECK(unzipped(gzip(text, 9)) == text);
  }
}

TEST_CASE("only a client that accepts gzip gets it") {
  for (auto list : {"gzip", "br, GZIP;q=0.5", "*", "deflate, *;q=0.1", "gzip; q=1"}) CHECK(accepts_gzip(list));
  for (auto list : {"", "br", "gzip;q=0", "gzip; q=0.000, *", "*;q=0", "xgzip"}) CHECK_FALSE(accepts_gzip(list));
}

TEST_CASE("a body is compressed if that pays") {
  Response text = page("text/html; charset=utf-8", 5000);
  text.headers.add("ETag", "\"a\"");
  compress(text, accepting("gzip"));
  CHECK(text.headers.get("Content-Encoding") == "gzip");
  CHECK(text.headers.get("ETag") == "W/\"a\"");
  CHECK(unzipped(text.body) == std::string(5000, 'x'));

  Response other = page("text/html", 5000);
  compress(other, accepting("br"));
  CHECK(other.body.size() == 5000);
  CHECK(other.headers.get("Vary") == "Accept-Encoding");
}

TEST_CASE("small bodies, pictures, and what a handler forbids stay as they are") {
  Response small = page("text/html", 100), picture = page("image/png", 5000), secret = page("text/html", 5000);
  secret.gzip = false;
  for (Response* response : {&small, &picture, &secret}) {
    compress(*response, accepting("gzip"));
    CHECK_FALSE(response->headers.has("Content-Encoding"));
  }
}

}  // namespace kit
