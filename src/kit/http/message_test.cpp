#include "kit/http/message.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "kit/http/event_stream.h"
#include "kit/http/wire.h"

namespace kit {

TEST_CASE("header names compare case-insensitively") {
  Headers headers;
  headers.add("Vary", "Cookie");
  headers.add("vary", "Accept");
  CHECK(headers.get("VARY") == "Cookie");
  headers.set("VARY", "None");
  CHECK(headers.get("vary") == "None");
  CHECK(std::distance(headers.begin(), headers.end()) == 1);
}

TEST_CASE("a header cannot be broken into two") {
  Headers headers;
  CHECK_THROWS_AS(headers.add("Location", "/a\r\nSet-Cookie: b"), std::invalid_argument);
  CHECK_THROWS_AS(headers.set("A\nB", "c"), std::invalid_argument);
}

TEST_CASE("cookies are found by their whole name") {
  Request request;
  request.headers.add("cookie", "my_session=no; session=yes;  theme = dark");
  request.headers.add("Cookie", "late=a=b");
  CHECK(request.cookie("session") == "yes");
  CHECK(request.cookie("late") == "a=b");
  CHECK(request.cookie("ession") == std::nullopt);
}

TEST_CASE("the server's own headers are not left to a handler") {
  Response response;
  response.headers.add("content-length", "999");
  response.headers.add("X-Mine", "1");
  response.body = "abc";
  std::string wire = wire_of(response, {.keep_alive = false});
  CHECK(wire.starts_with("HTTP/1.1 200 OK\r\nDate: "));
  CHECK(wire.find("999") == wire.npos);
  CHECK(wire.ends_with("X-Mine: 1\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"));
}

TEST_CASE("no content has no length and no body") {
  Response response;
  response.status = 204;
  response.body = "abc";
  std::string wire = wire_of(response, {});
  CHECK(wire.find("Content-Length") == wire.npos);
  CHECK(wire.ends_with("\r\n\r\n"));
}

TEST_CASE("dates are written as HTTP wants them") { CHECK(http_date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT"); }

TEST_CASE("an event of several lines stays one event") {
  EventStream stream;
  stream.send("note", "one\ntwo\r\nthree\r");
  CHECK(stream.take() == "event: note\ndata: one\ndata: two\ndata: three\ndata: \n\n");
  stream.send("", "x");
  CHECK(stream.take() == "data: x\n\n");
  CHECK_THROWS_AS(stream.send("a\nb", ""), std::invalid_argument);
}

TEST_CASE("a listener that falls too far behind is closed") {
  EventStream stream;
  stream.send("", std::string(EventStream::most_unsent_bytes - 100, 'x'));
  CHECK(stream.open());
  stream.send("", std::string(200, 'x'));
  CHECK_FALSE(stream.open());
  CHECK(stream.take().empty());
}

}  // namespace kit
