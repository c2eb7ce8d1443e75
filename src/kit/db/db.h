#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kit/db/value.h"

// The database, the same for SQLite and PostgreSQL: SQL text with $1 placeholders in the dialect both speak. Readers
// and writers are separate pools; SQLite has exactly one writer, and a reader refuses to write. A Session is one
// transaction on one connection and belongs to one thread.
namespace kit {

enum class Engine { sqlite, postgres };

// What went wrong, by kind, so that a caller can tell a duplicate from a broken disk.
enum class DbErrorKind { unique, foreign_key, check, busy, serialization, connection, other };

class DbError : public std::runtime_error {
 public:
  DbError(DbErrorKind kind, const std::string& message) : std::runtime_error(message), kind(kind) {}
  DbErrorKind kind;
};

using Args = std::span<const Value>;

// A connection of either engine. Statements are prepared once and kept by their text.
class Connection {
 public:
  virtual ~Connection() = default;
  // Runs `sql` and hands each row to `row`. Throws DbError.
  virtual void each(std::string_view sql, Args args, const std::function<void(const Row&)>& row) = 0;
  // Runs `sql`; returns the number of rows it changed.
  virtual std::int64_t run(std::string_view sql, Args args) = 0;
  // Runs `sql` and hands its rows to `row`, if there is one, at the latest before anything else is answered: what waits
  // for nothing goes to PostgreSQL together with the next statement, and what goes wrong is thrown there.
  virtual void later(std::string_view sql, Args args, std::function<void(const Row&)> row) = 0;
  virtual void wait() = 0;  // until everything was answered
  // Runs a script of several statements without placeholders.
  virtual void script(const std::string& sql) = 0;
  virtual void begin(bool writing) = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  virtual Engine engine() const = 0;
  virtual bool usable() const { return true; }  // between transactions; false once the server is gone
};

class Pool;

// One transaction. Rolls back when it ends without commit().
class Session {
 public:
  Session(Pool& pool, bool writing);
  Session(Session&&) noexcept = default;
  ~Session();

  void each(std::string_view sql, std::initializer_list<Value> args, const std::function<void(const Row&)>& row);
  void each(std::string_view sql, Args args, const std::function<void(const Row&)>& row);
  std::int64_t run(std::string_view sql, std::initializer_list<Value> args = {});
  std::int64_t run(std::string_view sql, Args args);

  // For what need not be waited for: on PostgreSQL it costs no way there and back of its own, on SQLite it is done at
  // once. `row` is called, and what went wrong is thrown, by the next of all these, by wait() or by commit().
  void later(std::string_view sql, std::initializer_list<Value> args, std::function<void(const Row&)> row = {});
  void later(std::string_view sql, Args args, std::function<void(const Row&)> row = {});
  void wait() { connection_->wait(); }

  // The single value of the first row, read as T; nothing without a row.
  template <class T>
  std::optional<T> maybe_value(std::string_view sql, std::initializer_list<Value> args = {}) {
    std::optional<T> result;
    each(sql, args, [&](const Row& row) {
      if (!result) read_column(row, 0, result.emplace());
    });
    return result;
  }
  template <class T>
  T value(std::string_view sql, std::initializer_list<Value> args = {}) {
    auto result = maybe_value<T>(sql, args);
    if (!result) throw std::logic_error("no row for: " + std::string(sql));
    return std::move(*result);
  }

  void commit();
  Engine engine() const;
  bool writing() const { return writing_; }
  Connection& connection() { return *connection_; }

 private:
  Pool* pool_;
  std::unique_ptr<Connection> connection_;
  bool writing_;
  bool open_ = true;
};

struct DatabaseOptions {
  std::string url;  // "postgres://…" or a file's path
  int readers = 4;
  int writers = 4;  // PostgreSQL only
};

class Database {
 public:
  explicit Database(DatabaseOptions options);
  ~Database();
  Session read();   // a consistent snapshot; refuses to write
  Session write();  // waits for its turn on SQLite
  Engine engine() const;

 private:
  std::unique_ptr<Pool> readers_, writers_;
};

std::unique_ptr<Connection> open_sqlite(const std::string& path, bool writing);
std::unique_ptr<Connection> open_postgres(const std::string& url, bool writing);

}  // namespace kit
