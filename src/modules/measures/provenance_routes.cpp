#include "modules/measures/provenance_pages.html.h"
#include "partnership/naming.h"

namespace measures {
namespace {

Response show_point(Request& request, Reader& db) {
  auto period = kit::parse_date(request.part("period"));
  if (!period) not_found();
  PointShown shown{.series = find_series(db, request.id<Series>()), .metric = {}, .place_name = {}, .period = *period};
  shown.metric = find_metric(db, shown.series.metric);
  shown.place_name = name_of(db, shown.series.place);
  PointSource& found = shown.found = source_of(db, shown.series, shown.metric, *period);
  if (!found.point) not_found();
  return request.show(
      [&] { return point_page(request.view(), shown); },
      [&](kit::JsonWriter& json) {
        json.begin_object().member("period", kit::iso(*period)).member("value", found.point->value);
        json.member("reporting", found.point->reporting).key("sources").begin_array();
        for (const Source& source : found.sources) {
          json.begin_object().member("revision", source.revision).member("entry", source.sequence);
          json.member("who", source.who).member("reason", source.reason);
          if (source.load)
            json.member("load", source.load->id.text).member("file", source.load->files).member("row", *source.line);
          json.end_object();
        }
        json.end_array().key("parts").begin_array();
        for (const PartOfSum& part : found.parts)
          json.begin_object().member("series", part.series).member("unit", part.unit_name).end_object();
        json.end_array().end_object();
      });
}

}  // namespace

void provenance_routes(Router& router) { router.get("/series/{id}/points/{period}", show_point); }

}  // namespace measures
