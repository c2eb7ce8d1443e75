#include "kit/db/migrate.h"

#include <set>

namespace kit {
namespace {

std::string_view name_of(Engine engine) { return engine == Engine::sqlite ? "sqlite" : "postgres"; }

std::set<std::string> applied(Session& db) {
  std::set<std::string> names;
  db.each("select name from schema_migrations", {}, [&](const Row& row) { names.emplace(row.text(0)); });
  return names;
}

void refuse_newer(const std::set<std::string>& done, std::span<const Migration> known) {
  std::set<std::string> names;
  for (auto& migration : known) names.emplace(migration.name);
  for (auto& name : done)
    if (!names.contains(name))
      throw std::runtime_error("This database was written by a newer Concert (it has " + name +
                               "). Install that version, or restore the backup made before it.");
}

}  // namespace

namespace {

// Rows of one owner lie side by side, in the order of the primary key. PostgreSQL has no such tables and reads a
// comment.
std::string clustered(std::string sql) {
  static constexpr std::string_view mark = ") /* clustered */;", meaning = ") without rowid;";
  for (auto at = sql.find(mark); at != std::string::npos; at = sql.find(mark, at))
    sql.replace(at, mark.size(), meaning);
  return sql;
}

// To SQLite only this spelling is the row's own number; any other is an index beside it, to be written and read too.
std::string numbered(std::string sql) {
  static constexpr std::string_view wide = " bigint primary key", own = " integer primary key";
  for (auto at = sql.find(wide); at != std::string::npos; at = sql.find(wide, at)) sql.replace(at, wide.size(), own);
  return sql;
}

}  // namespace

std::string for_engine(std::string_view sql, Engine engine) {
  std::string text;
  bool mine = true;
  while (!sql.empty()) {
    auto end = std::min(sql.find('\n'), sql.size());
    std::string_view line = sql.substr(0, end);
    sql.remove_prefix(std::min(end + 1, sql.size()));
    if (line.starts_with("-- only: ")) {
      mine = line.substr(9) == name_of(engine);
    } else if (line == "-- end") {
      mine = true;
    } else if (mine) {
      text.append(line).push_back('\n');
    }
  }
  return engine == Engine::sqlite ? numbered(clustered(std::move(text))) : text;
}

void migrate(Database& db, std::span<const Migration> migrations) {
  {
    Session session = db.write();
    session.run("create table if not exists schema_migrations (name text primary key)");
    session.commit();
  }
  Session session = db.write();
  std::set<std::string> done = applied(session);
  refuse_newer(done, migrations);
  for (const Migration& migration : migrations) {
    if (done.contains(std::string(migration.name))) continue;
    session.connection().script(for_engine(migration.sql, session.engine()));
    session.run("insert into schema_migrations (name) values ($1)", {migration.name});
  }
  session.commit();
}

}  // namespace kit
