#include "modules/measures/series_pages.html.h"

namespace measures {
namespace {

Response show_alarms(Request& request, Reader& db) {
  auto lines = alarms_of(db);
  return request.show([&] { return alarms_page(request.view(), lines); },
                      [&](kit::JsonWriter& json) {
                        json.begin_array();
                        for (auto& [alarm, line, place] : lines)
                          json.begin_object()
                              .member("series_id", line.series.id.text)
                              .member("metric", line.metric.name)
                              .member("place", place)
                              .member("on_signal", alarm.on_signal)
                              .member("on_target", alarm.on_target)
                              .member("on_late", alarm.on_late)
                              .end_object();
                        json.end_array();
                      });
}

Response keep_alarm(Request& request, Tx& tx) {
  auto chosen = [&](std::string_view name) { return request.text(name) == "yes" || request.text(name) == "true"; };
  set_alarm(tx, request.id<Series>(),
            {.id = {},
             .series = request.id<Series>(),
             .on_signal = chosen("on_signal"),
             .on_target = chosen("on_target"),
             .on_late = chosen("on_late")});
  return request.done("/series/" + request.part("id") + "#alarm", "measures.said.alarm");
}

}  // namespace

std::string alarm_text(const View& view, const Alarm& alarm) {
  std::string text;
  for (auto [on, name] :
       {std::pair{alarm.on_signal, "on_signal"}, {alarm.on_target, "on_target"}, {alarm.on_late, "on_late"}})
    if (on) text += (text.empty() ? "" : " · ") + view.t("measures.alarm." + std::string(name));
  return text;
}

void alarm_routes(Router& router) {
  router.get("/me/alarms", show_alarms);
  router.post("/series/{id}/alarm", keep_alarm);
}

}  // namespace measures
