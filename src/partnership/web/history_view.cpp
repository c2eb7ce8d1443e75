#include "partnership/web/history_view.h"

#include "partnership/web/layout.html.h"

namespace partnership {

std::int64_t history_before(const Request& request) {
  std::int64_t before = 0;
  return kit::parse_text(request.query("before"), before) ? before : 0;
}

void write_lines(kit::JsonWriter& json, const std::vector<HistoryLine>& lines) {
  json.begin_array();
  for (auto& line : lines)
    json.begin_object()
        .member("sequence", line.sequence)
        .member("at", line.iso)
        .member("sentence", line.sentence)
        .member("about", line.about)
        .member("kind", line.kind)
        .member("person", line.person)
        .member("party", line.party)
        .end_object();
  json.end_array();
}

std::string older_than(const std::vector<HistoryLine>& lines, const std::string& url) {
  return lines.size() < lines_of_history ? "" : url + "?before=" + std::to_string(lines.back().sequence);
}

Response show_lines(Request& request, const std::vector<HistoryLine>& lines, const std::string& url,
                    const Place& place) {
  return request.show([&] { return history_page(request.view(), place, lines, older_than(lines, url)); },
                      [&](kit::JsonWriter& json) { write_lines(json, lines); });
}

Response show_history_of(Request& request, Reader& db, std::string_view subject, const std::string& url,
                         const Place& place) {
  return show_lines(
      request, history_of(db, request.view().language, subject, history_before(request), lines_of_history), url, place);
}

}  // namespace partnership
