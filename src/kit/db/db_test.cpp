#include "kit/db/db.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

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
