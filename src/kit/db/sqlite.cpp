#include <sqlite3.h>

#include <mutex>
#include <unordered_map>

#include "kit/db/db.h"

namespace kit {
namespace {

DbErrorKind kind_of(int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY: return DbErrorKind::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return DbErrorKind::foreign_key;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL: return DbErrorKind::check;
    default: break;
  }
  return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED ? DbErrorKind::busy : DbErrorKind::other;
}

[[noreturn]] void fail(sqlite3* db, std::string_view what) {
  throw DbError(kind_of(sqlite3_extended_errcode(db)), std::string(what) + ": " + sqlite3_errmsg(db));
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  bool boolean(int column) const override { return sqlite3_column_int(statement_, column) != 0; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  double real(int column) const override { return sqlite3_column_double(statement_, column); }
  // Asked for as a blob, text is where it lies in the page; as text it would be copied for the sake of a zero at its
  // end.
  std::string_view text(int column) const override {
    auto* text = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    if (!text) return {};
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::string bytes(int column) const override {
    auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return data ? std::string(data, sqlite3_column_bytes(statement_, column)) : std::string();
  }

 private:
  sqlite3_stmt* statement_;
};

// A prepared statement and where each $n stands: SQLite numbers them by first appearance, so they are bound by name.
struct Statement {
  sqlite3_stmt* handle = nullptr;
  std::vector<int> position;  // of $1, $2, …; 0 when the text does not use it
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const std::string& path, bool writing) {
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | (writing ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
      std::string message = "cannot open the database file " + path + ": " + sqlite3_errmsg(db_);
      sqlite3_close(db_);
      throw DbError(DbErrorKind::connection, message);
    }
    sqlite3_busy_timeout(db_, 10000);
    // A statement keeps its plan: otherwise one with `like $1` is prepared anew each time it runs.
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    script(writing ? writer_settings : reader_settings);
  }
  ~SqliteConnection() override {
    for (auto& [sql, statement] : statements_) sqlite3_finalize(statement.handle);
    sqlite3_close(db_);
  }

  void each(std::string_view sql, Args args, const std::function<void(const Row&)>& row) override {
    Statement& statement = prepared(sql);
    Running running{statement.handle};
    bind(statement, args);
    SqliteRow view(statement.handle);
    int code;
    while ((code = sqlite3_step(statement.handle)) == SQLITE_ROW) row(view);
    if (code != SQLITE_DONE) fail(db_, sql);
  }

  std::int64_t run(std::string_view sql, Args args) override {
    each(sql, args, [](const Row&) {});
    return sqlite3_changes64(db_);
  }

  // In the same process nothing is gained by waiting.
  void later(std::string_view sql, Args args, std::function<void(const Row&)> row) override {
    each(
        sql, args, row ? row : [](const Row&) {});
  }
  void wait() override {}

  void script(const std::string& sql) override {
    if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(db_, sql.substr(0, 200));
  }

  void begin(bool writing) override { run(writing ? "begin immediate" : "begin", {}); }
  void commit() override { run("commit", {}); }
  void rollback() noexcept override { sqlite3_exec(db_, "rollback", nullptr, nullptr, nullptr); }
  Engine engine() const override { return Engine::sqlite; }

 private:
  // synchronous=full: a commit that was answered is on the disk, whatever is killed or unplugged afterwards.
  static constexpr const char* writer_settings =
      "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma cache_size=-32768;"
      "pragma temp_store=memory;";
  static constexpr const char* reader_settings =
      "pragma query_only=on; pragma cache_size=-65536; pragma temp_store=memory;";

  struct Running {  // resets however the statement ends, so that the next use finds it ready
    sqlite3_stmt* handle;
    ~Running() {
      sqlite3_reset(handle);
      sqlite3_clear_bindings(handle);
    }
  };

  Statement& prepared(std::string_view sql) {
    if (auto found = statements_.find(sql); found != statements_.end()) {
      // A statement still running (a query inside a query's rows) is not shared.
      if (!sqlite3_stmt_busy(found->second.handle)) return found->second;
      throw std::logic_error("the same query was started inside its own rows: " + std::string(sql));
    }
    Statement statement;
    if (sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement.handle,
                           nullptr) != SQLITE_OK)
      fail(db_, sql);
    return statements_.emplace(std::string(sql), std::move(statement)).first->second;
  }

  void bind(Statement& statement, Args args) {
    while (statement.position.size() < args.size()) {
      std::string name = "$" + std::to_string(statement.position.size() + 1);
      statement.position.push_back(sqlite3_bind_parameter_index(statement.handle, name.c_str()));
    }
    for (std::size_t i = 0; i < args.size(); ++i)
      if (int position = statement.position[i]) bind(statement.handle, position, args[i]);
  }

  static void bind(sqlite3_stmt* handle, int position, const Value& value) {
    struct Binder {
      sqlite3_stmt* handle;
      int position;
      void operator()(Null) { sqlite3_bind_null(handle, position); }
      void operator()(bool value) { sqlite3_bind_int(handle, position, value); }
      void operator()(std::int64_t value) { sqlite3_bind_int64(handle, position, value); }
      void operator()(double value) { sqlite3_bind_double(handle, position, value); }
      void operator()(const std::string& value) {
        sqlite3_bind_text64(handle, position, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
      }
      void operator()(const Bytes& value) {
        sqlite3_bind_blob64(handle, position, value.data.data(), value.data.size(), SQLITE_STATIC);
      }
    };
    std::visit(Binder{handle, position}, value.variant());
  }

  sqlite3* db_ = nullptr;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
};

// Each connection belongs to one thread at a time, and nobody asks how much memory SQLite uses: without these two its
// threads would wait for each other at every allocation.
void settle_threads() {
  static std::once_flag once;
  std::call_once(once, [] {
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  });
}

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& path, bool writing) {
  settle_threads();
  return std::make_unique<SqliteConnection>(path, writing);
}

}  // namespace kit
