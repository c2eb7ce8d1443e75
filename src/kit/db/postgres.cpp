#include <libpq-fe.h>
#include <poll.h>

#include <charconv>
#include <cstring>
#include <unordered_map>
#include <utility>

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

// Statements are sent together with the next one that is waited for (libpq's pipeline mode), so that what nobody waits
// for costs no way to the server and back.
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
    Result result = answer_to(sql, args);
    give_rows(result.get(), row);
  }

  std::int64_t run(std::string_view sql, Args args) override {
    Result result = answer_to(sql, args);
    std::string_view changed = PQcmdTuples(result.get());
    std::int64_t count = 0;
    std::from_chars(changed.data(), changed.data() + changed.size(), count);
    return count;
  }

  void later(std::string_view sql, Args args, std::function<void(const Row&)> row) override {
    constexpr std::size_t most = 200;
    queue_.push_back({std::string(sql), Arguments(args), std::move(row)});
    if (queue_.size() >= most) wait();
  }
  void wait() override { send_queue(); }

  void script(const std::string& sql) override {
    wait();
    PQexitPipelineMode(db_.get());
    Result result{PQexec(db_.get(), sql.c_str()), &PQclear};
    if (!succeeded(result.get())) fail(result.get(), sql);
  }

  // The server is told with the first statement; a connection that died meanwhile is noticed here.
  void begin(bool writing) override {
    if (!alive()) throw DbError(DbErrorKind::connection, "PostgreSQL has closed the connection");
    later(
        writing ? "begin isolation level read committed read write" : "begin isolation level repeatable read read only",
        {}, {});
  }
  void commit() override {
    Result result = answer_to("commit", {});
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
      throw DbError(DbErrorKind::other, "commit: a statement of this transaction had failed");
  }
  void rollback() noexcept override {
    queue_.clear();
    if (PQtransactionStatus(db_.get()) == PQTRANS_IDLE) return;
    PQexitPipelineMode(db_.get());
    PQclear(PQexec(db_.get(), "rollback"));
  }
  Engine engine() const override { return Engine::postgres; }
  bool usable() const override {
    return PQstatus(db_.get()) == CONNECTION_OK && PQtransactionStatus(db_.get()) == PQTRANS_IDLE;
  }

 private:
  struct Queued {
    std::string sql;
    Arguments arguments;
    std::function<void(const Row&)> row;
    std::string prepared_as = {};  // if it has to be prepared first
  };

  Result answer_to(std::string_view sql, Args args) {
    queue_.push_back({std::string(sql), Arguments(args), {}});
    return send_queue();
  }

  // Sends everything and gives the rows to whoever waits for them; the last answer.
  Result send_queue() {
    if (queue_.empty()) return {nullptr, &PQclear};
    std::vector<Queued> queue = std::exchange(queue_, {});
    PQenterPipelineMode(db_.get());
    bool sent = true;
    for (Queued& one : queue) sent = sent && send(one);
    if (!sent || PQpipelineSync(db_.get()) != 1) fail(nullptr, queue.back().sql);
    std::vector<Result> results = receive(queue);
    for (std::size_t i = 0; i < queue.size(); ++i)
      if (queue[i].row) give_rows(results[i].get(), queue[i].row);
    return std::move(results.back());
  }

  bool send(Queued& one) {
    auto found = statements_.find(one.sql);
    if (found == statements_.end()) {
      found = statements_.emplace(one.sql, "s" + std::to_string(++prepared_)).first;
      one.prepared_as = found->second;
      if (PQsendPrepare(db_.get(), one.prepared_as.c_str(), one.sql.c_str(), 0, nullptr) != 1) return false;
    }
    const Arguments& given = one.arguments;
    return PQsendQueryPrepared(db_.get(), found->second.c_str(), static_cast<int>(given.values.size()),
                               given.values.data(), given.lengths.data(), given.formats.data(), 0) == 1;
  }

  // All answers are read before the first failure is thrown; behind it the server has done nothing more.
  std::vector<Result> receive(const std::vector<Queued>& queue) {
    std::vector<Result> results;
    std::optional<Result> failed;
    std::size_t failed_at = 0;
    auto next = [&] {
      Result result = next_answer();
      bool good = succeeded(result.get());
      if (!good && !failed) failed = std::move(result), failed_at = results.size();
      return std::pair{good, std::move(result)};
    };
    for (const Queued& one : queue) {
      if (!one.prepared_as.empty() && !next().first) statements_.erase(one.sql);
      results.push_back(next().second);
    }
    PQclear(PQgetResult(db_.get()));  // of the synchronisation
    if (failed) fail(failed->get(), queue[failed_at].sql);
    return results;
  }

  Result next_answer() {
    Result result{PQgetResult(db_.get()), &PQclear};
    if (result) PQclear(PQgetResult(db_.get()));  // nothing: the end of this answer
    return result;
  }

  static bool succeeded(const PGresult* result) {
    auto status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  }

  [[noreturn]] void fail(const PGresult* result, std::string_view sql) const {
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    std::string message = result ? PQresultErrorMessage(result) : PQerrorMessage(db_.get());
    throw DbError(kind_of(state), std::string(sql.substr(0, 200)) + ": " + message);
  }

  static void give_rows(const PGresult* result, const std::function<void(const Row&)>& row) {
    for (int i = 0, rows = PQntuples(result); i < rows; ++i) row(PostgresRow(result, i));
  }

  // Whoever was cut off while idle has that to read, and nothing else.
  bool alive() {
    pollfd socket{PQsocket(db_.get()), POLLIN, 0};
    while (PQstatus(db_.get()) == CONNECTION_OK && ::poll(&socket, 1, 0) > 0) PQconsumeInput(db_.get());
    return PQstatus(db_.get()) == CONNECTION_OK;
  }

  std::unique_ptr<PGconn, decltype(&PQfinish)> db_;
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> statements_;  // the name of each text
  std::vector<Queued> queue_;
  std::int64_t prepared_ = 0;
};

}  // namespace

std::unique_ptr<Connection> open_postgres(const std::string& url, bool writing) {
  return std::make_unique<PostgresConnection>(url, writing);
}

}  // namespace kit
