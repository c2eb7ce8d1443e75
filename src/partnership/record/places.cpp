#include "partnership/record/places.h"

#include <algorithm>
#include <array>
#include <map>

namespace partnership {
namespace {

struct Beginning {
  std::string_view of_kind, chapter;
};
// The longest that fits stands first.
constexpr auto beginnings = std::to_array<Beginning>({
    {"partnership.assent", "agreements"},
    {"partnership.signature", "agreements"},
    {"partnership.clock", "promises"},
    {"partnership.policy", "rules"},
    {"partnership.note", "notes"},
    {"partnership.copy", "files"},
    {"partnership.", "people"},
    {"teams.", "teams"},
    {"path.", "path"},
    {"improvement.", "improvement"},
    {"measures.", "measures"},
    {"feeds.", "measures"},
    {"decisions.", "decisions"},
    {"governance.", "governance"},
    {"changes.", "decisions"},
    {"solving.", "solving"},
    {"meetings.", "meetings"},
    {"setup.", "files"},
    {"", "other"},
});
constexpr auto all_chapters = std::to_array<std::string_view>(
    {"agreements", "decisions", "governance", "solving", "meetings", "teams", "path", "improvement", "measures",
     "promises", "rules", "notes", "people", "files", "other"});
std::map<std::string, std::string, std::less<>>& queries() {
  static std::map<std::string, std::string, std::less<>> queries{{"unit", "select id from units where id = $1"}};
  return queries;
}

// How the unit of a thing is asked for, if it is of a kind that lies somewhere.
const std::string* query_for(std::string_view subject) {
  auto found = queries().find(subject.substr(0, subject.find('_')));
  return found == queries().end() ? nullptr : &found->second;
}

// Where things are, of those that are somewhere.
std::set<std::string> units_of(kit::Session& db, const std::set<std::string>& subjects) {
  std::set<std::string> units;
  for (const std::string& subject : subjects)
    if (const std::string* query = query_for(subject))
      if (auto unit = db.maybe_value<std::string>(*query, {subject})) units.insert(std::move(*unit));
  return units;
}

}  // namespace

std::string_view chapter_of(std::string_view kind) {
  for (const Beginning& beginning : beginnings)
    if (kind.starts_with(beginning.of_kind)) return beginning.chapter;
  return "other";
}

bool binds(std::string_view kind) {
  constexpr std::array<std::string_view, 4> acts{".signature", ".stance", ".vote", ".submission"};
  return std::ranges::any_of(acts, [&](std::string_view act) { return kind.ends_with(act); });
}

std::span<const std::string_view> chapters() { return all_chapters; }

void lies_in(std::string prefix, std::string sql) { queries()[std::move(prefix)] = std::move(sql); }

std::string units_query(const std::set<std::string>& subjects, std::vector<kit::Value>& values) {
  std::string all;
  for (const std::string& subject : subjects)
    if (const std::string* query = query_for(subject)) {
      values.emplace_back(subject);
      std::string one = *query, place = "$" + std::to_string(values.size());
      for (std::size_t at = 0; (at = one.find("$1", at)) != std::string::npos; at += place.size())
        one.replace(at, 2, place);
      all += (all.empty() ? "" : " union all ") + one;
    }
  return all;
}

void note_places(kit::Session& db, std::int64_t sequence, std::string_view kind, std::string_view seat,
                 const std::set<std::string>& subjects) {
  std::string_view chapter = chapter_of(kind);
  db.run("insert into journal_places (place_id, chapter, sequence) values ('', $1, $2) on conflict do nothing",
         {chapter, sequence});
  if (!seat.empty())
    db.run(
        "insert into journal_places (place_id, chapter, sequence) select person_id, $2, $3 from seats where id = $1"
        " on conflict do nothing",
        {seat, chapter, sequence});
  // Everything lies below the topmost unit, so it is not said of each entry.
  for (const std::string& unit : units_of(db, subjects))
    db.run(
        "insert into journal_places (place_id, chapter, sequence) select ancestor_id, $2, $3 from unit_ancestors"
        " join units on units.id = ancestor_id where unit_id = $1 and parent_id is not null on conflict do nothing",
        {unit, chapter, sequence});
}

}  // namespace partnership
