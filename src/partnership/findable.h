#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "partnership/reader.h"
#include "partnership/record/projections.h"

// What search finds. Each kind of record that can be found says so in one line of app/findable.cpp: which of its words,
// where it lies, behind which wall. Whatever writes such a record to the journal keeps its words in search_entries, in
// the same transaction (docs/why/0020). Words alone are kept; a result shows the record itself, as it is now.
namespace partnership {

// SQL over one row of the record's table and the tables joined to it. It may name only what changes together with the
// row, because the row's being written is what keeps the words; a select that gives no row is found by nobody.
struct Findable {
  std::string_view kind;  // what it is listed under: search.kind.<kind>
  std::string_view title;
  std::string_view text = "''";  // further words
  std::string_view url;
  std::string_view place = "''";     // the team or unit it lies in
  std::string_view about = "place";  // the thing named beside it; as a rule where it lies
  std::string_view code = "''";      // what people type instead of a name: T-104
  std::string_view wall = "'joint'";
  std::string_view joined = "";    // "join projects on projects.id = project_id"
  std::string_view only = "true";  // which rows: "reason <> ''"
};

void let_find(const Table& table, const Findable& findable);
template <class T>
void let_find(const Findable& findable) {
  let_find(T::table(), findable);
}
// Tables of places that lie in a unit ("teams"), by their unit_id.
void places_lie_in_units(std::vector<std::string> tables);
// SQL for the unit of a place, which is a unit itself or lies in one.
std::string unit_of_place(std::string_view place);
// In the order in which they were told: that of the groups on the page.
std::vector<std::string_view> findable_kinds();

// The record behind an entry as it is now.
struct FoundRecord {
  std::string id, wall, place, about, title, text, code, url;
};
std::optional<FoundRecord> found_record(kit::Session& db, std::string_view kind, std::string_view id);

// Keeps the entry of a row that was just written, or takes it away with the row. For Tx. In two steps, so that neither
// is a way to PostgreSQL and back of its own: the row is asked for with whatever is waited for next, and only then
// kept.
class FindableRow {
 public:
  FindableRow(kit::Session& db, const Table& table, std::vector<kit::Value> key);
  FindableRow(const FindableRow&) = delete;
  FindableRow& operator=(const FindableRow&) = delete;
  void keep();

 private:
  kit::Session& db_;
  std::vector<kit::Value> key_;
  std::string kind_;  // empty: nobody looks for rows of this table
  std::optional<FoundRecord> record_;
};
// Both at once.
void keep_findable(kit::Session& db, const Table& table, const std::vector<kit::Value>& key);
// So that words which were erased stand in no page of the index either.
void forget_found_words(kit::Session& db);

Projection entries_of_search();
// The entries of a partnership that is older than its search, or than a kind of record that search finds.
void make_missing_entries(kit::Database& database);

}  // namespace partnership
