#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "modules/search/search.h"
#include "partnership/walls.h"

namespace search {
namespace {

// In the unit or below it: whatever lies in one of its places, and people with a seat in one.
const std::string& within() {
  static const std::string sql = fmt::format(
      " and exists (select 1 from unit_ancestors where ancestor_id = $5 and unit_id in (select {} from"
      " (select place_id as place union all select seats.place_id from seats where person_id = search_entries.id"
      " and starts_on <= $2 and (ends_on is null or ends_on >= $2)) as places))",
      unit_of_place("place"));
  return sql;
}

// Where a page goes on: the match it had come to, and the number it had come to in it.
struct Mark {
  std::size_t match = 0;
  std::int64_t below = std::numeric_limits<std::int64_t>::max();
};
Mark mark_of(std::string_view after) {
  Mark mark;
  auto point = after.find('.');
  int match = 0;
  std::int64_t below = 0;
  if (point == std::string_view::npos || !kit::parse_text(after.substr(0, point), match) ||
      !kit::parse_text(after.substr(point + 1), below) || match < 0)
    return mark;
  return {static_cast<std::size_t>(match), below};
}

struct Ranked {
  Group group;
  std::size_t best = std::numeric_limits<std::size_t>::max();  // the best match in it
};

class Finding {
 public:
  Finding(Reader& db, const Looking& looking)
      : db_(db),
        looking_(looking),
        query_(query_of(looking.words)),
        asking_(db.db().engine() == kit::Engine::sqlite ? asking_fts5() : asking_tsvector()) {
    sql_ = fmt::format("{} and {}{}{} limit $6", asking_.select, wall_is_open(),
                       looking.unit.empty() ? " and $5 = ''" : within(), asking_.order);
  }

  // One more than is shown tells that there are more.
  Ranked group(const std::string& kind, std::size_t most) {
    Ranked ranked{.group = {.kind = kind}};
    Group& group = ranked.group;
    auto matches = matches_of(query_, kind);
    Mark from = mark_of(looking_.after), last;
    for (std::size_t i = from.match; i < matches.size() && group.next.empty(); ++i)
      for (auto& [number, id] :
           rows(matches[i], i == from.match ? from.below : Mark{}.below, most - group.found.size())) {
        if (group.found.size() == most) {
          group.next = fmt::format("{}.{}", last.match, last.below);
          break;
        }
        if (auto record = found_record(db_.db(), kind, id)) group.found.push_back(std::move(*record));
        last = {i, number};
        ranked.best = std::min(ranked.best, i);
      }
    return ranked;
  }

 private:
  using Rows = std::vector<std::pair<std::int64_t, std::string>>;
  Rows rows(const Match& match, std::int64_t below, std::size_t most) {
    Rows rows;
    db_.each(sql_,
             {db_.actor().person, db_.today(), asking_.spelled(match), below, looking_.unit,
              static_cast<std::int64_t>(most + 1)},
             [&](const kit::Row& row) { rows.emplace_back(row.integer(0), row.text(1)); });
    return rows;
  }

  Reader& db_;
  const Looking& looking_;
  Query query_;
  const Asking& asking_;
  std::string sql_;
};

}  // namespace

std::vector<Group> find(Reader& db, const Looking& looking, int most) {
  std::vector<Group> groups;
  if (query_of(looking.words).empty()) return groups;
  Finding finding(db, looking);
  std::vector<Ranked> found;
  for (std::string_view kind : findable_kinds()) {
    if (!looking.kind.empty() && looking.kind != kind) continue;
    Ranked one = finding.group(std::string(kind), static_cast<std::size_t>(most));
    if (!one.group.found.empty()) found.push_back(std::move(one));
  }
  std::ranges::stable_sort(found, {}, &Ranked::best);
  for (Ranked& one : found) groups.push_back(std::move(one.group));
  return groups;
}

std::optional<Narrowing> narrowing(kit::Engine engine, std::string_view kind, std::string_view typed,
                                   std::string_view parameter) {
  Query query = query_of(typed);
  if (query.empty()) return std::nullopt;
  const Asking& asking = engine == kit::Engine::sqlite ? asking_fts5() : asking_tsvector();
  return Narrowing{.ids = fmt::format(fmt::runtime(asking.ids), parameter),
                   .match = asking.spelled(loosest(query, kind))};
}

}  // namespace search
