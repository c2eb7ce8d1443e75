#include "tests/scenarios/every_address.h"

#include <algorithm>

#include "app/tables.h"

namespace tests {
namespace {

using Values = std::vector<std::string>;

// What a hole can hold; an id also depends on the room it stands in: /interests/{id} is of the table interests.
class Holes {
 public:
  Holes(World& world, const std::vector<std::int64_t>& sequences, Values tokens)
      : db_(world.database().read()), tokens_(std::move(tokens)) {
    for (std::int64_t one : sequences) sequences_.push_back(std::to_string(one));
    for (const kit::Table* table : app::journaled_tables())
      for (const kit::Field& field : table->fields())
        if (field.name == "id") tables_.insert(std::string(table->name()));
  }

  Values of(const std::string& pattern, const std::string& hole) {
    if (hole == "sequence") return sequences_;
    if (hole == "token") return tokens_;
    if (hole == "seat") return ids_of("seats");
    if (hole == "person") return ids_of("people");
    if (hole == "path*") return {"0/000", "0/000.p/1", "entries/000"};
    if (hole == "kind") return {"people", "teams", "decisions"};
    if (hole == "number" || hole == "version") return {"1", "2"};
    if (hole == "name") return column("select distinct name from policies");
    if (hole == "section") return column("select distinct section from charter_sections");
    if (hole == "period") return column("select distinct period from measurements order by period limit 3");
    if (hole == "external_id") return column("select external_id from report_tables");
    if (hole == "criterion") return {"sponsorship.1.introduced"};
    return hole == "id" ? ids_in(pattern.substr(1, pattern.find('/', 1) - 1)) : Values{};
  }

 private:
  Values column(const std::string& sql) {
    Values values;
    db_.each(sql, {}, [&](const kit::Row& row) { values.emplace_back(row.text(0)); });
    return values;
  }
  Values ids_of(const std::string& table) { return column("select id from " + table); }
  Values ids_in(const std::string& room) {
    if (room == "measures") return ids_of("metrics");
    if (room == "options") return ids_of("issue_options");
    if (room == "standards") return ids_of("issue_standards");
    if (room == "import") return ids_of("imports");
    if (room == "conversations") return talked_about();
    if (room == "history") return everything();
    return tables_.contains(room) ? ids_of(room) : Values{};
  }
  Values talked_about() {
    Values all = everything();
    std::ranges::copy(column("select charter_id || '.' || section from charter_sections union all"
                             " select charter_id || '.' || section from body_charter_sections"),
                      std::back_inserter(all));
    return all;
  }
  Values everything() {
    Values all;
    for (const std::string& table : tables_)
      if (table != "seats" && table != "measurements") std::ranges::copy(ids_of(table), std::back_inserter(all));
    return all;
  }

  kit::Session db_;
  Values sequences_, tokens_;
  std::set<std::string> tables_;
};

Values filled(Holes& holes, const std::string& pattern) {
  Values urls{""};
  for (std::size_t at = 0; at < pattern.size();) {
    std::size_t begin = std::min(pattern.find('{', at), pattern.size()),
                end = std::min(pattern.find('}', begin), pattern.size());
    Values values{""}, longer;
    if (begin < pattern.size()) values = holes.of(pattern, pattern.substr(begin + 1, end - begin - 1));
    for (const std::string& url : urls)
      for (const std::string& value : values) longer.push_back(url + pattern.substr(at, begin - at) + value);
    urls = std::move(longer);
    at = begin < pattern.size() ? end + 1 : begin;
  }
  return urls;
}

}  // namespace

EveryAddress every_address(World& world, const std::vector<std::int64_t>& sequences,
                           const std::vector<std::string>& tokens) {
  Holes holes(world, sequences, tokens);
  EveryAddress every;
  for (auto& line : world.program().router().lines()) {
    if (line.pattern == "/journal/live") continue;  // a stream, heard by a test of its own
    Values urls = filled(holes, line.pattern);
    if (urls.empty()) every.unknown.push_back(line.pattern);
    auto& kept = line.method == kit::Method::get ? every.to_read : every.to_send;
    std::ranges::move(urls, std::back_inserter(kept));
  }
  return every;
}

}  // namespace tests
