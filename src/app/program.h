#pragma once
#include <memory>
#include <string>

#include "kit/db/db.h"
#include "kit/http/static.h"
#include "partnership/log/journal_keeper.h"
#include "partnership/record/live.h"
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
  int readers = 4;  // one for each worker, one for the journal's keeper, one for those who listen
};

class Program {
 public:
  explicit Program(Setting setting);

  kit::Response answer(kit::Request& request);
  // Acts as nobody, in one transaction that is kept: what falls due by itself, and the command line.
  void act(const std::function<void(partnership::Tx&)>& act);
  kit::Database& database() { return *database_; }
  partnership::Router& router() { return *router_; }
  partnership::Live& live() { return *live_; }
  std::int64_t integrate() { return keeper_->integrate(setting_.now()); }

 private:
  Setting setting_;
  std::unique_ptr<kit::Database> database_;
  std::unique_ptr<partnership::Live> live_;
  std::unique_ptr<partnership::Router> router_;
  std::unique_ptr<partnership::JournalKeeper> keeper_;
};

}  // namespace app
