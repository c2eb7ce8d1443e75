#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kit/db/db.h"
#include "kit/field/field.h"

// Records out of the database by their field table. `tail` is the rest of a select: "where team_id = $1 order by name".
namespace kit {

template <class T>
T read_record(const Row& row) {
  T record;
  T::table().read(&record, row);
  return record;
}

// Rows of any select whose columns stand in the order of T's table.
template <class T>
std::vector<T> select_all(Session& db, std::string_view sql, Args args) {
  std::vector<T> records;
  db.each(sql, args, [&](const Row& row) { records.push_back(read_record<T>(row)); });
  return records;
}

template <class T>
std::vector<T> all(Session& db, std::string_view tail, std::initializer_list<Value> args) {
  std::string sql = T::table().select();
  sql += tail;
  return select_all<T>(db, sql, {args.begin(), args.size()});
}

template <class T>
std::optional<T> maybe(Session& db, std::string_view tail, std::initializer_list<Value> args) {
  auto records = all<T>(db, tail, args);
  if (records.empty()) return std::nullopt;
  return std::move(records.front());
}

}  // namespace kit
