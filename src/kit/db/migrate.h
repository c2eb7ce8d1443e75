#pragma once
#include <span>
#include <string>
#include <string_view>

#include "kit/db/db.h"

// Numbered SQL files, forward only, those that are missing in one transaction, each applied once and remembered in
// schema_migrations. Lines between "-- only: sqlite" (or postgres) and "-- end" are for that engine alone; a table that
// ends in ") /* clustered */;" keeps its rows in the order of its primary key on SQLite. The way back
// is a restored backup, so a program refuses a database with migrations it does not know.
namespace kit {

struct Migration {
  std::string_view name;  // "0001_partnership.sql"
  std::string_view sql;
};

// Applies what is missing, in order of name. Throws DbError naming the file, or std::runtime_error on a newer schema.
void migrate(Database& db, std::span<const Migration> migrations);

// The text of a migration as one engine sees it.
std::string for_engine(std::string_view sql, Engine engine);

}  // namespace kit
