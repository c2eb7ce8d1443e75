#include "partnership/web/live_routes.h"

#include <charconv>

namespace partnership {
namespace {

std::int64_t number_or(std::string_view text, std::int64_t otherwise) {
  std::int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= 0 ? number : otherwise;
}

std::vector<std::int64_t> numbers_in(std::string_view list) {
  constexpr std::size_t most = 100;
  std::vector<std::int64_t> numbers;
  while (!list.empty() && numbers.size() < most) {
    auto end = std::min(list.find(','), list.size());
    numbers.push_back(number_or(list.substr(0, end), -1));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return numbers;
}

// A browser that comes back says what it heard last, which is later than what its page's address says.
Response listen(Request& request, Live& live) {
  auto after = number_or(request.query("after"), -1);
  after = std::max(after, number_or(request.http().headers.get("Last-Event-ID").value_or(""), -1));
  Response response;
  response.headers.set("Content-Type", "text/event-stream");
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Accel-Buffering", "no");
  response.stream = live.listen({.token = request.token(),
                                 .language = request.view().language,
                                 .about = std::string(request.query("about")),
                                 .chapter = std::string(request.query("chapter")),
                                 .after = after,
                                 .known = numbers_in(request.query("known"))});
  return response;
}

}  // namespace

void live_routes(Router& router, Live& live) {
  router.get("/journal/live", [&live](Request& request, Reader&) { return listen(request, live); });
}

}  // namespace partnership
