#include "kit/field/insert.h"

namespace kit {
namespace {

constexpr std::size_t rows_at_once = 200;

// "insert into t (a, b) values ($1, $2), ($3, $4), …"
std::string insert_of(const Table& table, std::size_t rows) {
  std::string sql = table.insert();
  std::size_t width = table.fields().size();
  for (std::size_t row = 1; row < rows; ++row) {
    sql += ", (";
    for (std::size_t i = 1; i <= width; ++i) sql += (i > 1 ? ", $" : "$") + std::to_string(row * width + i);
    sql += ")";
  }
  return sql;
}

void insert_some(Session& db, const std::string& sql, const Table& table, const char* first, std::size_t count,
                 std::size_t size) {
  std::vector<Value> values;
  values.reserve(count * table.fields().size());
  for (std::size_t i = 0; i < count; ++i)
    for (const Field& field : table.fields()) values.push_back(field.get(first + i * size));
  db.run(sql, Args(values));
}

}  // namespace

void insert_all(Session& db, const Table& table, const void* rows, std::size_t count, std::size_t size) {
  const char* first = static_cast<const char*>(rows);
  std::size_t at_once = db.engine() == Engine::postgres ? rows_at_once : 1, done = 0;
  if (count >= at_once) {
    const std::string sql = insert_of(table, at_once);
    for (; done + at_once <= count; done += at_once) insert_some(db, sql, table, first + done * size, at_once, size);
  }
  for (; done < count; ++done) insert_some(db, table.insert(), table, first + done * size, 1, size);
}

}  // namespace kit
