#include "partnership/record/in_parts.h"

#include <fmt/format.h>

#include <atomic>

namespace partnership {

void each_in_parts(kit::Session& db, const std::string& sql, const std::function<void(const kit::Row&)>& row) {
  if (db.engine() == kit::Engine::sqlite) return db.each(sql, {}, row);
  static std::atomic<int> count{0};
  std::string name = fmt::format("part_{}", ++count);  // its own, because what is prepared keeps its columns
  db.connection().script(fmt::format("declare {} no scroll cursor for {}", name, sql));
  for (int rows = 1; rows > 0;) {
    rows = 0;
    db.each(fmt::format("fetch 5000 from {}", name), {}, [&](const kit::Row& one) { ++rows, row(one); });
  }
  db.connection().script("close " + name);
}

}  // namespace partnership
