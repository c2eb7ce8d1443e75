#include "kit/http/exchange.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "kit/http/form.h"
#include "kit/http/gzip.h"
#include "kit/http/uri.h"
#include "kit/http/wire.h"

namespace kit {
namespace {

// Proxies may send "http://host/path"; the path is what counts.
std::string_view without_host(std::string_view target) {
  if (!target.starts_with("http://") && !target.starts_with("https://")) return target;
  target.remove_prefix(target.find("//") + 2);
  return target.substr(std::min(target.find_first_of("/?#"), target.size()));
}

// Whatever the handler does, there is an answer.
Response answer_of(const Handler& handler, Request& request) try {
  return handler(request);
} catch (const BadRequest& fault) {
  return plain_response(400, fault.what());
} catch (const std::exception& fault) {
  std::fputs(fmt::format("{} {} failed: {}\n", name_of(request.method), request.path, fault.what()).c_str(), stderr);
  return plain_response(500, "The server could not answer this request.");
} catch (...) {
  std::fputs(fmt::format("{} {} failed\n", name_of(request.method), request.path).c_str(), stderr);
  return plain_response(500, "The server could not answer this request.");
}

}  // namespace

void refuse(Exchange& exchange, int status, std::string sentence) {
  exchange.refused = true;
  exchange.keep_alive = false;
  exchange.wire = wire_of(plain_response(status, std::move(sentence)), {.keep_alive = false});
}

void read_target(Request& request, std::string sent) {
  request.target = std::move(sent);
  std::string_view target = without_host(request.target);
  size_t end = std::min({target.find('?'), target.find('#'), target.size()});
  request.path = end == 0 ? "/" : decode_path(target.substr(0, end));
  std::string_view query = target.substr(end);
  if (query.starts_with('?')) request.query = parse_query(query.substr(1, query.find('#') - 1));
}

void work(Exchange& exchange, const Handler& handler) noexcept try {
  Response response = answer_of(handler, exchange.request);
  bool is_head = exchange.request.method == Method::head;
  if (response.stream && !is_head) {
    exchange.stream = std::move(response.stream);
    exchange.keep_alive = false;
    exchange.wire = wire_of_stream(response);
    return;
  }
  if (response.stream) response.stream->close();
  compress(response, exchange.request.headers);
  exchange.wire = wire_of(response, {.keep_alive = exchange.keep_alive, .with_body = !is_head});
} catch (...) {
  exchange.keep_alive = false;
}

}  // namespace kit
