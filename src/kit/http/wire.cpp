#include "kit/http/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "kit/http/token.h"

namespace kit {
namespace {

constexpr std::array owned_by_server = {"Date", "Connection", "Content-Length", "Transfer-Encoding"};

std::string_view reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "Status";
  }
}

// Formatted once a second on each thread.
const std::string& date_now() {
  thread_local std::time_t second = -1;
  thread_local std::string text;
  std::time_t now = std::time(nullptr);
  if (now != second) text = http_date(second = now);
  return text;
}

bool is_owned_by_server(std::string_view name) {
  return std::ranges::any_of(owned_by_server, [&](auto owned) { return equal_ignoring_case(name, owned); });
}

void add_line(std::string& wire, std::string_view name, std::string_view value) {
  wire.append(name).append(": ").append(value).append("\r\n");
}

std::string head_of(const Response& response) {
  std::string wire;
  wire.reserve(512 + response.body.size());
  wire.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  wire.append(reason_of(response.status)).append("\r\n");
  add_line(wire, "Date", date_now());
  for (auto& header : response.headers)
    if (!is_owned_by_server(header.first)) add_line(wire, header.first, header.second);
  return wire;
}

void add_default(std::string& wire, const Headers& headers, std::string_view name, std::string_view value) {
  if (!headers.has(name)) add_line(wire, name, value);
}

}  // namespace

std::string wire_of(const Response& response, Wire wire) {
  bool bodiless = response.status == 204 || response.status == 304;
  std::string text = head_of(response);
  if (!bodiless) add_line(text, "Content-Length", std::to_string(response.body.size()));
  add_line(text, "Connection", wire.keep_alive ? "keep-alive" : "close");
  text += "\r\n";
  if (wire.with_body && !bodiless) text += response.body;
  return text;
}

std::string wire_of_stream(const Response& response) {
  std::string text = head_of(response);
  add_default(text, response.headers, "Content-Type", "text/event-stream");
  add_default(text, response.headers, "Cache-Control", "no-store");
  add_default(text, response.headers, "X-Accel-Buffering", "no");  // nginx would hold events back
  add_line(text, "Connection", "close");
  return text += "\r\n";
}

Response plain_response(int status, std::string sentence) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", "text/plain; charset=utf-8");
  response.body = std::move(sentence) + "\n";
  return response;
}

std::string http_date(int64_t seconds) {
  static constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::time_t time = seconds;
  std::tm utc{};
  gmtime_r(&time, &utc);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[utc.tm_wday], utc.tm_mday, months[utc.tm_mon],
                     utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

}  // namespace kit
