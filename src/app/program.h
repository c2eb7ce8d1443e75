#pragma once
#include <memory>
#include <string>

#include "kit/db/db.h"
#include "kit/http/static.h"
#include "partnership/journal_keeper.h"
#include "partnership/web/router.h"

// The whole program on one database: migrations applied, words loaded, reactions wired, routes in place. Tests use it
// exactly as the server does.
namespace app {

// Words and assets, once per process.
void prepare_process();

struct Setting {
  std::string database;  // a file, or postgres://…
  std::string zone = "America/Los_Angeles";
  std::function<kit::Instant()> now = kit::now;
  int readers = 3;  // one for each worker, and one for the journal's keeper
};

class Program {
 public:
  explicit Program(Setting setting);

  kit::Response answer(kit::Request& request);
  kit::Database& database() { return *database_; }
  partnership::Router& router() { return *router_; }
  std::int64_t integrate() { return keeper_->integrate(setting_.now()); }

 private:
  Setting setting_;
  std::unique_ptr<kit::Database> database_;
  std::unique_ptr<partnership::Router> router_;
  std::unique_ptr<partnership::JournalKeeper> keeper_;
};

}  // namespace app
