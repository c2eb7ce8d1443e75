#include <libpq-fe.h>

#include <charconv>
#include <cstring>
#include <unordered_map>

#include "kit/db/db.h"

namespace kit {
namespace {

DbErrorKind kind_of(const char* sqlstate) {
  std::string_view state = sqlstate ? sqlstate : "08000";
  if (state == "23505") return DbErrorKind::unique;
  if (state == "23503") return DbErrorKind::foreign_key;
  if (state == "23514" || state == "23502") return DbErrorKind::check;
  if (state == "40001" || state == "40P01") return DbErrorKind::serialization;
  if (state == "55P03") return DbErrorKind::busy;
  return state.starts_with("08") || state.starts_with("57P") ? DbErrorKind::connection : DbErrorKind::other;
}

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

class PostgresRow final : public Row {
 public:
  PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}
  bool is_null(int column) const override { return PQgetisnull(result_, row_, column); }
  bool boolean(int column) const override { return *PQgetvalue(result_, row_, column) == 't' || integer(column) != 0; }
  std::int64_t integer(int column) const override {
    std::int64_t value = 0;
    auto view = text(column);
    std::from_chars(view.data(), view.data() + view.size(), value);
    return value;
  }
  double real(int column) const override {
    double value = 0;
    auto view = text(column);
    std::from_chars(view.data(), view.data() + view.size(), value);
    return value;
  }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }
  std::string bytes(int column) const override {
    std::size_t size = 0;
    auto* data = PQunescapeBytea(reinterpret_cast<unsigned char*>(PQgetvalue(result_, row_, column)), &size);
    std::string copy(reinterpret_cast<char*>(data), size);
    PQfreemem(data);
    return copy;
  }

 private:
  const PGresult* result_;
  int row_;
};

// Arguments in PostgreSQL's text format; bytes go as binary.
struct Arguments {
  std::vector<std::string> texts;
  std::vector<const char*> values;
  std::vector<int> lengths, formats;

  explicit Arguments(Args args) {
    texts.reserve(args.size());
    for (const Value& value : args) add(value);
  }
  void add(const Value& value) {
    bool binary = std::holds_alternative<Bytes>(value.variant());
    texts.push_back(std::visit(Text{}, value.variant()));
    values.push_back(value.is_null() ? nullptr : texts.back().data());
    lengths.push_back(static_cast<int>(texts.back().size()));
    formats.push_back(binary ? 1 : 0);
  }
  struct Text {
    std::string operator()(Null) { return {}; }
    std::string operator()(bool value) { return value ? "t" : "f"; }
    std::string operator()(std::int64_t value) { return std::to_string(value); }
    std::string operator()(double value) {
      char buffer[32];
      auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
      return {buffer, end};
    }
    std::string operator()(const std::string& value) {
      if (value.find('\0') != std::string::npos) throw DbError(DbErrorKind::check, "text must not hold a NUL byte");
      return value;
    }
    std::string operator()(const Bytes& value) { return value.data; }
  };
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(const std::string& url, bool writing) : db_(PQconnectdb(url.c_str()), &PQfinish) {
    if (PQstatus(db_.get()) != CONNECTION_OK)
      throw DbError(DbErrorKind::connection, std::string("cannot reach PostgreSQL: ") + PQerrorMessage(db_.get()));
    PQsetNoticeProcessor(
        db_.get(), [](void*, const char*) {}, nullptr);
    script("set client_encoding = 'UTF8'; set synchronous_commit = on;");
    if (!writing) script("set default_transaction_read_only = on;");
  }

  void each(std::string_view sql, Args args, const std::function<void(const Row&)>& row) override {
    Result result = execute(sql, args);
    for (int i = 0, rows = PQntuples(result.get()); i < rows; ++i) row(PostgresRow(result.get(), i));
  }

  std::int64_t run(std::string_view sql, Args args) override {
    Result result = execute(sql, args);
    std::string_view changed = PQcmdTuples(result.get());
    std::int64_t count = 0;
    std::from_chars(changed.data(), changed.data() + changed.size(), count);
    return count;
  }

  void script(const std::string& sql) override { check({PQexec(db_.get(), sql.c_str()), &PQclear}, sql); }

  void begin(bool writing) override {
    script(writing ? "begin isolation level read committed read write"
                   : "begin isolation level repeatable read read only");
  }
  void commit() override { script("commit"); }
  void rollback() noexcept override { PQclear(PQexec(db_.get(), "rollback")); }
  Engine engine() const override { return Engine::postgres; }
  bool usable() const override { return PQstatus(db_.get()) == CONNECTION_OK; }

 private:
  Result execute(std::string_view sql, Args args) {
    const std::string& name = prepared(sql);
    Arguments arguments(args);
    return check({PQexecPrepared(db_.get(), name.c_str(), static_cast<int>(args.size()), arguments.values.data(),
                                 arguments.lengths.data(), arguments.formats.data(), 0),
                  &PQclear},
                 sql);
  }

  const std::string& prepared(std::string_view sql) {
    if (auto found = statements_.find(sql); found != statements_.end()) return found->second;
    std::string name = "s" + std::to_string(statements_.size());
    std::string text(sql);
    check({PQprepare(db_.get(), name.c_str(), text.c_str(), 0, nullptr), &PQclear}, sql);
    return statements_.emplace(std::move(text), std::move(name)).first->second;
  }

  Result check(Result result, std::string_view sql) {
    auto status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    throw DbError(kind_of(state), std::string(sql.substr(0, 200)) + ": " + PQerrorMessage(db_.get()));
  }

  std::unique_ptr<PGconn, decltype(&PQfinish)> db_;
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> statements_;
};

}  // namespace

std::unique_ptr<Connection> open_postgres(const std::string& url, bool writing) {
  return std::make_unique<PostgresConnection>(url, writing);
}

}  // namespace kit
