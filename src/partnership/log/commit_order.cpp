#include "partnership/log/commit_order.h"

#include <string>

namespace partnership {

void keep_commit_order(kit::Database& database) {
  if (database.engine() != kit::Engine::postgres) return;
  kit::Session db = database.write();
  db.run("lock table journal_base in exclusive mode");
  auto highest = db.value<std::int64_t>("select coalesce(max(commit_order), -1) from journal_entries");
  if (highest < db.value<std::int64_t>("select " + std::string(commit_order_now))) return;
  db.run("update journal_base set base = $1", {highest + 1});
  db.commit();
}

}  // namespace partnership
