#include <set>

#include "modules/search/pages.h"
#include "modules/search/pages.html.h"
#include "partnership/naming.h"
#include "partnership/units.h"

namespace search {
namespace {

constexpr int of_each_kind = 5, of_one_kind = 25;

Looking looking_of(const Request& request) {
  return {.words = trimmed(request.query("q")),
          .kind = std::string(request.query("kind")),
          .unit = std::string(request.query("unit")),
          .after = std::string(request.query("kind").empty() ? "" : request.query("after"))};
}

// What has no title of its own is called after what it is about.
std::string title_of(const View& view, const std::string& kind, const FoundRecord& record, const std::string& about) {
  return record.title.empty() ? view.t("search.untitled." + kind, {{"about", about}}) : record.title;
}

Line line_of(const View& view, Reader& db, const std::string& kind, const FoundRecord& record, const Query& query) {
  std::string about = name_of(db, record.about);
  Line line{.url = record.url,
            .title = marked(title_of(view, kind, record, about), query),
            .text = marked(excerpt(record.text, query), query)};
  if (!record.title.empty()) line.about = about;
  return line;
}

GroupShown group_shown(const View& view, Reader& db, const Looking& looking, const Group& group) {
  GroupShown shown{.kind = group.kind};
  Query query = query_of(looking.words);
  std::set<std::pair<std::string_view, std::string_view>> seen;  // a former version with the same words adds nothing
  for (const FoundRecord& record : group.found)
    if (seen.emplace(record.url, record.text).second)
      shown.lines.push_back(line_of(view, db, group.kind, record, query));
  if (group.next.empty()) return shown;
  Looking rest = looking;
  rest.kind = group.kind;
  rest.after = looking.kind.empty() ? "" : group.next;
  shown.all_url = address(rest);
  return shown;
}

std::vector<Choice> kinds_offered(const View& view) {
  std::vector<Choice> kinds;
  for (std::string_view kind : findable_kinds())
    kinds.push_back({std::string(kind), view.t("search.kind." + std::string(kind))});
  return kinds;
}

// The units above the reader's seats, those just below the top, and the one that was chosen.
std::vector<Choice> units_offered(Reader& db, const std::string& chosen) {
  std::vector<Choice> units;
  static const std::string sql =
      "select id, name from units where parent_id in (select id from units where parent_id is null) or id = $3 or id in"
      " (select ancestor_id from unit_ancestors where unit_id in (select " +
      unit_of_place("seats.place_id") +
      " from seats where person_id = $1 and starts_on <= $2 and (ends_on is null or ends_on >= $2)))"
      " order by name limit 60";
  db.each(sql, {db.actor().person, db.today(), chosen}, [&](const kit::Row& row) {
    units.push_back({std::string(row.text(0)), std::string(row.text(1))});
  });
  return units;
}

Shown shown_of(const View& view, Reader& db, const Looking& looking, const std::vector<Group>& groups) {
  Shown shown{.looking = looking, .groups = {}, .kinds = kinds_offered(view), .units = units_offered(db, looking.unit)};
  for (const Group& group : groups) {
    shown.groups.push_back(group_shown(view, db, looking, group));
    shown.count += group.found.size();
  }
  return shown;
}

void write_groups(kit::JsonWriter& json, Reader& db, const View& view, const std::vector<Group>& groups) {
  json.begin_array();
  for (const Group& group : groups) {
    json.begin_object().member("kind", group.kind).member("next", group.next).key("found").begin_array();
    for (const FoundRecord& record : group.found) {
      std::string about = name_of(db, record.about);
      json.begin_object().member("id", record.id).member("title", title_of(view, group.kind, record, about));
      json.member("about", about).member("text", record.text).member("url", record.url).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

Response search(Request& request, Reader& db) {
  Looking looking = looking_of(request);
  auto groups = find(db, looking, looking.kind.empty() ? of_each_kind : of_one_kind);
  const View& view = request.view();
  return request.show(
      [&] {
        return search_page(view, {.room = Room::home, .title = view.t("search.title")},
                           shown_of(view, db, looking, groups));
      },
      [&](kit::JsonWriter& json) { write_groups(json, db, view, groups); });
}

}  // namespace

void search_routes(Router& router) { router.get("/search", search); }

}  // namespace search
