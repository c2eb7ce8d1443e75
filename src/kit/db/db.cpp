#include "kit/db/db.h"

#include "kit/db/pool.h"

namespace kit {

std::unique_ptr<Connection> Pool::take() {
  std::unique_lock lock(mutex_);
  free_.wait(lock, [&] { return !idle_.empty() || opened_ < most_; });
  if (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }
  ++opened_;
  lock.unlock();
  try {
    return open_();
  } catch (...) {
    forget();
    throw;
  }
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  {
    std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  free_.notify_one();
}

void Pool::forget() {
  {
    std::lock_guard lock(mutex_);
    --opened_;
  }
  free_.notify_one();
}

// A connection that died while it lay idle is replaced by a new one; only a server that cannot be reached is an error.
Session::Session(Pool& pool, bool writing) : pool_(&pool), writing_(writing) {
  for (;;) {
    connection_ = pool_->take();
    try {
      connection_->begin(writing);
      return;
    } catch (...) {
      bool died = !connection_->usable();
      connection_.reset();
      pool_->forget();
      if (!died) throw;
    }
  }
}

Session::~Session() {
  if (!connection_) return;
  if (open_) connection_->rollback();
  if (connection_->usable()) {
    pool_->give_back(std::move(connection_));
  } else {
    connection_.reset();
    pool_->forget();
  }
}

void Session::each(std::string_view sql, std::initializer_list<Value> args,
                   const std::function<void(const Row&)>& row) {
  connection_->each(sql, {args.begin(), args.size()}, row);
}
void Session::each(std::string_view sql, Args args, const std::function<void(const Row&)>& row) {
  connection_->each(sql, args, row);
}
std::int64_t Session::run(std::string_view sql, std::initializer_list<Value> args) {
  return connection_->run(sql, {args.begin(), args.size()});
}
std::int64_t Session::run(std::string_view sql, Args args) { return connection_->run(sql, args); }

void Session::later(std::string_view sql, std::initializer_list<Value> args, std::function<void(const Row&)> row) {
  connection_->later(sql, {args.begin(), args.size()}, std::move(row));
}
void Session::later(std::string_view sql, Args args, std::function<void(const Row&)> row) {
  connection_->later(sql, args, std::move(row));
}

void Session::commit() {
  connection_->commit();
  open_ = false;
}

Engine Session::engine() const { return connection_->engine(); }

namespace {
bool is_postgres(const std::string& url) { return url.starts_with("postgres://") || url.starts_with("postgresql://"); }
}  // namespace

Database::Database(DatabaseOptions options) {
  auto url = options.url;
  if (is_postgres(url)) {
    readers_ = std::make_unique<Pool>(options.readers, [url] { return open_postgres(url, false); });
    writers_ = std::make_unique<Pool>(options.writers, [url] { return open_postgres(url, true); });
  } else {
    writers_ = std::make_unique<Pool>(1, [url] { return open_sqlite(url, true); });
    readers_ = std::make_unique<Pool>(options.readers, [url] { return open_sqlite(url, false); });
    writers_->give_back(writers_->take());  // creates the file, so that readers find one
  }
}

Database::~Database() = default;
Session Database::read() { return Session(*readers_, false); }
Session Database::write() { return Session(*writers_, true); }
Engine Database::engine() const {
  auto connection = readers_->take();
  Engine engine = connection->engine();
  readers_->give_back(std::move(connection));
  return engine;
}

}  // namespace kit
