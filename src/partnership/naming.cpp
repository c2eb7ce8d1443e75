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

std::vector<const Table*>& tables() {
  static std::vector<const Table*> tables;
  return tables;
}

}  // namespace

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

std::string name_of(Reader& db, std::string_view id) {
  auto found = queries().find(id.substr(0, id.find('_')));
  if (found == queries().end()) return {};
  return db.maybe_value<std::string>(found->second, {id}).value_or("");
}

}  // namespace partnership
