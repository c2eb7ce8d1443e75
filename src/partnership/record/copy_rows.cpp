#include "partnership/record/copy_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "partnership/record/in_parts.h"

namespace partnership {
namespace {

struct Column {
  std::string name;
  char kind;
};

std::vector<Column> columns_of(std::string_view text) {
  std::vector<Column> columns;
  while (!text.empty()) {
    auto end = std::min(text.find(' '), text.size());
    columns.push_back({std::string(text.substr(0, end - 2)), text[end - 1]});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return columns;
}

kit::Value value_of(const kit::Row& row, int column, char kind) {
  if (row.is_null(column)) return {};
  switch (kind) {
    case 'i': return row.integer(column);
    case 'r': return row.real(column);
    case 'b': return kit::Bytes{row.bytes(column)};
    case 'o': return row.boolean(column);
    default: return row.text(column);
  }
}

}  // namespace

std::int64_t copy_rows(kit::Session& from, kit::Connection& into, const Rows& rows,
                       const std::function<void()>& each_thousand) {
  std::vector<Column> columns = columns_of(rows.columns);
  std::vector<std::string> names, places;
  for (const Column& column : columns) names.push_back(column.name), places.push_back(fmt::format("${}", names.size()));
  std::string insert =
      fmt::format("insert into {} ({}) values ({})", rows.table, fmt::join(names, ", "), fmt::join(places, ", "));
  std::string query =
      rows.query.empty() ? fmt::format("select {} from {}", fmt::join(names, ", "), rows.table) : rows.query;
  std::int64_t count = 0;
  std::vector<kit::Value> values(columns.size());
  each_in_parts(from, query, [&](const kit::Row& row) {
    for (std::size_t i = 0; i < columns.size(); ++i) values[i] = value_of(row, static_cast<int>(i), columns[i].kind);
    into.run(insert, values);
    if (++count % 1000 == 0 && each_thousand) each_thousand();
  });
  return count;
}

bool has_table(kit::Session& db, std::string_view table) {
  if (db.engine() == kit::Engine::sqlite)
    return db.maybe_value<std::int64_t>("select 1 from sqlite_master where type = 'table' and name = $1", {table})
        .has_value();
  return db.maybe_value<std::int64_t>("select 1 where to_regclass($1) is not null", {table}).has_value();
}

}  // namespace partnership
