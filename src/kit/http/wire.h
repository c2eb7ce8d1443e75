// A response as the bytes of HTTP/1.1. The server owns Date, Connection, Content-Length and Transfer-Encoding:
// what a handler sets under these names is left out.
#pragma once

#include <string>

#include "kit/http/message.h"

namespace kit {

struct Wire {
  bool keep_alive = true;
  bool with_body = true;  // false for the answer to HEAD: its headers are those of GET
};
std::string wire_of(const Response& response, Wire wire);

// The head of an event stream, whose body ends when the connection does.
std::string wire_of_stream(const Response& response);

// A plain sentence as a response, for what is refused before a handler sees it.
Response plain_response(int status, std::string sentence);

// The time as HTTP writes it: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(int64_t seconds_since_1970);

}  // namespace kit
