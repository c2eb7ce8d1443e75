#include "partnership/web/changed.h"

#include <algorithm>

#include "partnership/web/changed.html.h"

namespace partnership {
namespace {

constexpr std::string_view version_field = "version";

ChangedShown shown_of(const Request& request, const ChangedMeanwhile& changed) {
  ChangedShown shown{.who = changed.who, .url = changed.url, .action = request.http().path, .version = changed.version};
  for (const StandingText& text : changed.standing)
    shown.texts.push_back({text.field, std::string(request.text(text.field)), text.text});
  for (auto& field : request.form().fields()) {
    bool is_text = std::ranges::find(changed.standing, field.first, &StandingText::field) != changed.standing.end();
    if (!is_text && field.first != version_field) shown.others.push_back(field);
  }
  return shown;
}

std::string problem_of(const Request& request, const ChangedMeanwhile& changed) {
  kit::JsonWriter json;
  json.begin_object()
      .member("status", changed.status)
      .member("title", request.view().t(changed.who.empty() ? "partnership.changed.somebody" : "partnership.changed.by",
                                        {{"who", changed.who}}))
      .member("key", changed.key)
      .member("version", changed.version)
      .key("standing")
      .begin_object();
  for (const StandingText& text : changed.standing) json.member(text.field, text.text);
  json.end_object().end_object();
  return json.take();
}

}  // namespace

Response show_changed(Request& request, const ChangedMeanwhile& changed) {
  if (!request.wants_json()) {
    ChangedShown shown = shown_of(request, changed);
    return request.html(changed_page(request.view(), shown), changed.status);
  }
  Response response = Request::json_response(problem_of(request, changed), changed.status);
  response.headers.set("Content-Type", "application/problem+json");
  return response;
}

std::string version_seen(const View& view, int version) { return view.input(version_field, std::to_string(version)); }

int seen_in(const Request& request) {
  int seen = 0;
  return kit::parse_text(request.text(version_field), seen) ? seen : 0;
}

}  // namespace partnership
