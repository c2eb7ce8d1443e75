#include "partnership/naming.h"

#include <map>

namespace partnership {
namespace {

std::map<std::string, std::string, std::less<>>& queries() {
  static std::map<std::string, std::string, std::less<>> queries{
      {"person", "select name from people where id = $1"},
      {"party", "select name from parties where id = $1"},
      {"union", "select name from unions where id = $1"},
      {"unit", "select name from units where id = $1"},
      {"seat", "select name from people where id = (select person_id from seats where id = $1)"},
  };
  return queries;
}

std::map<std::string, std::string, std::less<>>& ways_on() {
  static std::map<std::string, std::string, std::less<>> ways;
  return ways;
}

std::string_view prefix_of(std::string_view id) { return id.substr(0, id.find('_')); }

std::vector<const Table*>& tables() {
  static std::vector<const Table*> tables;
  return tables;
}

}  // namespace

std::string holder_of(Reader& db, const Id<Seat>& seat) {
  return db
      .maybe_value<std::string>(
          "select people.name from seats join people on people.id = person_id where seats.id = $1", {seat})
      .value_or("");
}

void know_tables(std::vector<const Table*> known) { tables() = std::move(known); }

const Table* known_table(std::string_view name) {
  for (const Table* table : tables())
    if (table->name() == name) return table;
  return nullptr;
}

const kit::Field* known_field(std::string_view name, std::string_view field) {
  if (const Table* table = known_table(name))
    for (const kit::Field& one : table->fields())
      if (one.name == field) return &one;
  return nullptr;
}

void name_by(std::string prefix, std::string sql) { queries()[std::move(prefix)] = std::move(sql); }

void known_by(std::string prefix, std::string sql) { ways_on()[std::move(prefix)] = std::move(sql); }

std::string thing_behind(Reader& db, std::string_view id) {
  std::string thing(id);
  for (auto way = ways_on().find(prefix_of(thing)); way != ways_on().end(); way = ways_on().find(prefix_of(thing)))
    thing = db.maybe_value<std::string>(way->second, {thing}).value_or("");
  return thing;
}

std::string name_of(Reader& db, std::string_view id) {
  std::string thing = thing_behind(db, id);
  auto found = queries().find(prefix_of(thing));
  if (found == queries().end()) return {};
  return db.maybe_value<std::string>(found->second, {thing}).value_or("");
}

}  // namespace partnership
