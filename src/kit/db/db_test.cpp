#include "kit/db/db.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "kit/crypto/crypto.h"
#include "kit/db/migrate.h"

using namespace kit;

namespace {

// A database of its own: a file, or a schema of the PostgreSQL database that CONCERT_TEST_DATABASE names.
struct Fresh {
  std::string name = "db_test_" + hex(random_bytes(6));
  std::string url;
  Fresh() {
    if (const char* postgres = std::getenv("CONCERT_TEST_DATABASE")) {
      open_postgres(postgres, true)->script("create schema " + name);
      url = std::string(postgres) + (std::string(postgres).find('?') == std::string::npos ? "?" : "&") +
            "options=-csearch_path%3D" + name;
    } else {
      url = (std::filesystem::temp_directory_path() / name).string();
    }
  }
  ~Fresh() {
    if (const char* postgres = std::getenv("CONCERT_TEST_DATABASE"))
      open_postgres(postgres, true)->script("drop schema " + name + " cascade");
    else
      for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(url + end);
  }
};

struct Filled {
  Fresh fresh;
  Database db{{.url = fresh.url, .readers = 2, .writers = 2}};
  Filled() {
    Session session = db.write();
    session.run(
        "create table t (id bigint primary key, name text not null, share double precision, data bytea, yes boolean)");
    session.commit();
  }
};

DbErrorKind kind_of(auto act) {
  try {
    act();
  } catch (const DbError& error) {
    return error.kind;
  }
  return DbErrorKind::other;
}

}  // namespace

TEST_CASE("every kind of value comes back from the database as it went in") {
  Filled t;
  std::string bytes("\0\x01\xff", 3);
  Session session = t.db.write();
  session.run("insert into t (id, name, share, data, yes) values ($1, $2, $3, $4, $5)",
              {std::int64_t{9007199254740993}, "Ñandú – 4 West", 0.1, Bytes{bytes}, true});
  session.each("select id, name, share, data, yes, null from t", {}, [&](const Row& row) {
    CHECK(row.integer(0) == 9007199254740993);
    CHECK(row.text(1) == "Ñandú – 4 West");
    CHECK(row.real(2) == 0.1);
    CHECK(row.bytes(3) == bytes);
    CHECK(row.boolean(4));
    CHECK(row.is_null(5));
  });
}

TEST_CASE("placeholders are bound by number, in any order and more than once") {
  Filled t;
  Session session = t.db.read();
  CHECK(session.value<std::int64_t>("select cast($2 as bigint) * 10 + cast($1 as bigint) + cast($2 as bigint)",
                                    {1, 2}) == 23);
}

TEST_CASE("what is not committed is not there") {
  Filled t;
  {
    Session session = t.db.write();
    session.run("insert into t (id, name) values (1, 'x')");
  }
  Session session = t.db.read();
  CHECK(session.value<std::int64_t>("select count(*) from t") == 0);
}

TEST_CASE("a reader refuses to write") {
  Filled t;
  Session session = t.db.read();
  CHECK_THROWS_AS(session.run("insert into t (id, name) values (1, 'x')"), DbError);
}

TEST_CASE("errors tell their kind on both engines") {
  Filled t;
  CHECK(kind_of([&] {
          Session session = t.db.write();
          session.run("insert into t (id, name) values (1, 'x')");
          session.run("insert into t (id, name) values (1, 'y')");
        }) == DbErrorKind::unique);
  CHECK(kind_of([&] {
          Session session = t.db.write();
          session.run("insert into t (id, name) values (1, null)");
        }) == DbErrorKind::check);
}

TEST_CASE("what need not be waited for is done in its place, before whatever is waited for next") {
  Filled t;
  Session session = t.db.write();
  std::vector<std::string> names;
  session.later("insert into t (id, name) values (1, 'x')", {});
  session.later("select name from t where id = $1", {1}, [&](const Row& row) { names.emplace_back(row.text(0)); });
  session.later("update t set name = 'y' where id = 1", {});
  CHECK(session.value<std::string>("select name from t where id = 1") == "y");
  CHECK(names == std::vector<std::string>{"x"});
  session.later("update t set name = 'z' where id = 1", {});
  session.commit();
  CHECK(t.db.read().value<std::string>("select name from t where id = 1") == "z");
}

TEST_CASE("more than fits into one message is sent in several, in order") {
  Filled t;
  Session session = t.db.write();
  std::string long_name(5000, 'n');
  std::int64_t seen = 0;
  for (int i = 0; i < 1000; ++i) {
    session.later("insert into t (id, name) values ($1, $2)", {i, long_name});
    session.later("select name from t where id <= $1", {i}, [&](const Row&) { ++seen; });
  }
  session.commit();
  CHECK(seen == 500'500);
}

TEST_CASE("what went wrong unawaited is told by its kind, and nothing of its transaction is kept") {
  Filled t;
  CHECK(kind_of([&] {
          Session session = t.db.write();
          session.run("insert into t (id, name) values (1, 'x')");
          session.later("insert into t (id, name) values (1, 'y')", {});
          session.later("insert into t (id, name) values (2, 'z')", {});
          session.commit();
        }) == DbErrorKind::unique);
  CHECK(t.db.read().value<std::int64_t>("select count(*) from t") == 0);
  Session after = t.db.write();  // and what was to be prepared behind the failure is prepared now
  after.run("insert into t (id, name) values (2, 'z')");
  after.commit();
  CHECK(t.db.read().value<std::int64_t>("select count(*) from t") == 1);
}

TEST_CASE("a transaction in which something failed is not committed, however its failure was taken") {
  Filled t;
  if (t.db.engine() == Engine::sqlite) return;  // there the rest of the transaction stands
  Session session = t.db.write();
  session.run("insert into t (id, name) values (1, 'x')");
  CHECK_THROWS_AS(session.run("insert into t (id, name) values (1, 'y')"), DbError);
  CHECK_THROWS_AS(session.commit(), DbError);
}

TEST_CASE("a connection that was cut off while it lay idle is replaced before anything is asked") {
  Filled t;
  if (t.db.engine() == Engine::sqlite) return;
  auto process = t.db.read().value<std::int64_t>("select pg_backend_pid()");
  { CHECK(t.db.read().value<std::int64_t>("select pg_backend_pid()") == process); }
  t.db.write().each("select pg_terminate_backend($1::int)", {process}, [](const Row&) {});
  while (std::filesystem::exists("/proc/" + std::to_string(process))) std::this_thread::yield();
  CHECK(t.db.read().value<std::int64_t>("select pg_backend_pid()") != process);
}

TEST_CASE("migrations run once, in order, and only their engine's part") {
  Fresh fresh;
  Database db({.url = fresh.url});
  std::vector<Migration> two{{"0001_a.sql", "create table a (x bigint);\n"},
                             {"0002_b.sql",
                              "alter table a add column y bigint;\n-- only: sqlite\ncreate table s (x bigint);\n-- "
                              "end\n-- only: postgres\ncreate table p (x bigint);\n-- end\n"}};
  migrate(db, two);
  migrate(db, two);
  Session session = db.read();
  CHECK_NOTHROW(
      session.each(db.engine() == Engine::sqlite ? "select x from s" : "select x from p", {}, [](const Row&) {}));
  CHECK_NOTHROW(session.each("select x, y from a", {}, [](const Row&) {}));
}

TEST_CASE("a database with migrations from a newer program is refused, untouched") {
  Fresh fresh;
  Database db({.url = fresh.url});
  std::vector<Migration> newer{{"0001_a.sql", "create table a (x bigint);\n"},
                               {"0002_b.sql", "create table b (x bigint);\n"}};
  migrate(db, newer);
  CHECK_THROWS_WITH_AS(migrate(db, std::span(newer).first(1)), doctest::Contains("newer Concert (it has 0002_b.sql)"),
                       std::runtime_error);
}

TEST_CASE("a clustered table has no row numbers on SQLite and is an ordinary one on PostgreSQL") {
  std::string_view table = "create table t (\n  a text,\n  primary key (a)\n) /* clustered */;\n";
  CHECK(for_engine(table, Engine::sqlite) == "create table t (\n  a text,\n  primary key (a)\n) without rowid;\n");
  CHECK(for_engine(table, Engine::postgres) == table);
}
