#include "partnership/record/copy.h"

#include <fmt/format.h>

#include <filesystem>

#include "journal/encoding.h"
#include "partnership/log/journal_keeper.h"
#include "partnership/record/copy_rows.h"
#include "partnership/walls.h"

namespace partnership {
namespace {

// The journal's own tables, as in the schema, without what serves the program alone.
constexpr const char* tables_of_copy =
    "create table copy (party_id text not null, wall text not null, made_at integer not null);"
    "create table journal_entries (sequence integer primary key, entry text not null, wall text not null,"
    " commit_order integer not null);"
    "create table journal_bodies (sequence integer primary key, salt blob not null, body text not null);"
    "create table journal_parts (sequence integer not null, part integer not null, first_key text not null,"
    " content text not null, primary key (sequence, part));"
    "create table journal_leaves (position integer primary key, sequence integer not null unique, hash blob not null);"
    "create table journal_nodes (level integer not null, node_index integer not null, hash blob not null,"
    " primary key (level, node_index));"
    "create table journal_checkpoints (size integer primary key, root blob not null, made_at integer not null);"
    "create table journal_notes (size integer primary key, note text not null, signed_at integer not null,"
    " published_at integer);"
    "create table journal_cosignatures (size integer not null, witness text not null, line text not null,"
    " cosigned_at integer not null, primary key (size, witness));"
    "create table log_keys (key text primary key, statement text not null, starts_at integer not null);";

std::string party_named(kit::Session& db, const std::string& party) {
  auto id = db.maybe_value<std::string>("select id from parties where external_id = $1 or id = $1", {party});
  if (!id) throw std::runtime_error("No party of this partnership is called " + party + ".");
  return *id;
}

// What the leaves hold; entries that are not in the tree yet wait for the next copy.
std::vector<Rows> rows_for(const std::string& wall) {
  const std::string in_tree = " where sequence in (select sequence from journal_leaves)";
  return {
      {"journal_entries", "sequence:i entry:t wall:t commit_order:i",
       "select sequence, entry, wall, 0 from journal_entries" + in_tree},
      {"journal_bodies", "sequence:i salt:b body:t",
       "select journal_bodies.sequence, salt, body from journal_bodies join journal_entries on"
       " journal_entries.sequence = journal_bodies.sequence where (wall = 'joint' or wall = '" +
           wall + "') and journal_bodies.sequence in (select sequence from journal_leaves)"},
      {"journal_parts", "sequence:i part:i first_key:t content:t",
       "select journal_parts.sequence, part, first_key, content from journal_parts join journal_entries on"
       " journal_entries.sequence = journal_parts.sequence where (wall = 'joint' or wall = '" +
           wall + "') and journal_parts.sequence in (select sequence from journal_leaves)"},
      {"journal_leaves", "position:i sequence:i hash:b"},
      {"journal_nodes", "level:i node_index:i hash:b"},
      {"journal_checkpoints", "size:i root:b made_at:i"},
      {"journal_notes", "size:i note:t signed_at:i published_at:i"},
      {"journal_cosignatures", "size:i witness:t line:t cosigned_at:i"},
      {"log_keys", "key:t statement:t starts_at:i"},
  };
}

void write_label(kit::Connection& copy, const std::string& party, const std::string& wall, kit::Instant now) {
  const kit::Value label[] = {party, wall, now.micros};
  copy.run("insert into copy (party_id, wall, made_at) values ($1, $2, $3)", label);
}

}  // namespace

CopyMade make_copy(kit::Database& database, const std::string& party, const std::string& file, kit::Instant now,
                   const std::function<void(double)>& progress) {
  if (std::filesystem::exists(file)) throw std::runtime_error(file + " is there already; name another file.");
  kit::Session db = database.read();
  std::string id = party_named(db, party), wall = wall_of_party({id}), unfinished = file + ".unfinished";
  std::filesystem::remove(unfinished);
  auto total = 3 * db.value<std::int64_t>("select coalesce(max(position), -1) + 1 from journal_leaves") + 1;
  std::int64_t done = 0;
  auto tell = [&] {
    done += 1000;
    if (progress) progress(std::min(1.0, static_cast<double>(done) / static_cast<double>(total)));
  };

  CopyMade made;
  {
    auto copy = kit::open_sqlite(unfinished, true);
    copy->script(tables_of_copy);
    copy->begin(true);
    write_label(*copy, id, wall, now);
    for (const Rows& rows : rows_for(wall)) {
      std::int64_t count = copy_rows(db, *copy, rows, tell);
      if (rows.table == "journal_entries") made.entries = count;
      if (rows.table == "journal_bodies") made.bodies = count;
    }
    copy->commit();
    copy->script("pragma journal_mode = delete");  // one file, with nothing beside it
  }
  if (auto head = latest_head(db)) made.root = journal::base64(head->root);
  std::filesystem::rename(unfinished, file);
  return made;
}

std::optional<std::string> wall_of_copy(kit::Database& database) {
  kit::Session db = database.read();
  if (!has_table(db, "copy")) return std::nullopt;
  return db.value<std::string>("select wall from copy");
}

}  // namespace partnership
