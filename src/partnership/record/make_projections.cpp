#include <fmt/format.h>
#include <fmt/ranges.h>

#include "partnership/record/projections.h"

namespace partnership {
namespace {

using Values = std::vector<kit::Value>;

// Rows that add up become one for each key.
class Totals {
 public:
  explicit Totals(std::size_t keys) : totals_(Before{keys}) {}
  void add(Values row) {
    auto by = std::get<std::int64_t>(row.back().variant());
    totals_[std::move(row)] += by;
  }
  std::vector<Values> rows() const {
    std::vector<Values> rows;
    for (auto& [key, total] : totals_)
      if (total != 0) rows.push_back(key), rows.back().back() = total;
    return rows;
  }

 private:
  struct Before {
    std::size_t keys;
    bool operator()(const Values& a, const Values& b) const {
      for (std::size_t i = 0; i < keys; ++i)
        if (a[i].variant() != b[i].variant()) return a[i].variant() < b[i].variant();
      return false;
    }
  };
  std::map<Values, std::int64_t, Before> totals_;
};

std::vector<Values> rows_of(kit::Session& db, const Projection& projection) {
  std::vector<Values> rows;
  Totals totals(static_cast<std::size_t>(projection.keys));
  projection.rows(db, [&](Values values) {
    if (projection.adds)
      totals.add(std::move(values));
    else
      rows.push_back(std::move(values));
  });
  return projection.adds ? totals.rows() : rows;
}

}  // namespace

void make_projections(kit::Session& db) {
  for (const Projection& projection : projections()) {
    std::string places;
    std::vector<std::string_view> columns = projection.columns;
    columns.insert(columns.end(), projection.words.begin(), projection.words.end());
    for (std::size_t i = 1; i <= columns.size(); ++i) places += (i > 1 ? ", $" : "$") + std::to_string(i);
    std::string insert =
        fmt::format("insert into {} ({}) values ({})", projection.table, fmt::join(columns, ", "), places);
    std::vector<Values> rows = rows_of(db, projection);
    db.run(fmt::format("delete from {}", projection.table));
    for (Values& values : rows) db.run(insert, kit::Args(values));
  }
}

}  // namespace partnership
