#include "partnership/log/journal_keeper.h"

#include <cstring>

#include "partnership/log/commit_order.h"

namespace partnership {
namespace {

constexpr int entries_at_once = 2000;  // a short transaction: writers get their turn between two

struct Fresh {
  std::int64_t sequence;
  std::string entry;
};

// In the order of their transactions. On PostgreSQL only those older than every transaction still running, so that
// none can turn up later with an earlier place; SQLite has one writer, and everything committed is settled.
std::vector<Fresh> settled_entries(kit::Session& db, int most) {
  static const std::string sqlite =
      "select sequence, entry from journal_entries where sequence > $2 order by sequence limit $3";
  static const std::string postgres =
      "select sequence, entry from journal_entries where (commit_order, sequence) > ($1, $2)"
      " and commit_order < " +
      std::string(commit_order_settled) + " order by commit_order, sequence limit $3";
  std::int64_t order = -1, sequence = -1;
  db.each(
      "select commit_order, sequence from journal_entries"
      " where sequence = (select sequence from journal_leaves order by position desc limit 1)",
      {}, [&](const kit::Row& row) { order = row.integer(0), sequence = row.integer(1); });
  std::vector<Fresh> entries;
  db.each(db.engine() == kit::Engine::sqlite ? sqlite : postgres, {order, sequence, most}, [&](const kit::Row& row) {
    entries.push_back({row.integer(0), std::string(row.text(1))});
  });
  return entries;
}

bool anything_to_do(kit::Database& database) {
  kit::Session db = database.read();
  return !settled_entries(db, 1).empty();
}

std::int64_t stored_size(kit::Session& db) {
  return db.value<std::int64_t>("select coalesce(max(position), -1) + 1 from journal_leaves");
}

void append(kit::Session& db, journal::Frontier& frontier, const Fresh& fresh) {
  frontier.append(journal::leaf_hash(fresh.entry), [&](int level, std::uint64_t index, const journal::Hash& hash) {
    if (level == 0)
      db.later("insert into journal_leaves (position, sequence, hash) values ($1, $2, $3)",
               {index, fresh.sequence, bytes_of(hash)});
    else if (level % journal::tile_height == 0)
      db.later("insert into journal_nodes (level, node_index, hash) values ($1, $2, $3)",
               {level, index, bytes_of(hash)});
  });
}

}  // namespace

journal::Hash hash_of(const std::string& bytes) {
  journal::Hash hash{};
  if (bytes.size() != hash.size()) throw std::runtime_error("the journal holds a hash of the wrong length");
  std::memcpy(hash.data(), bytes.data(), hash.size());
  return hash;
}
kit::Bytes bytes_of(const journal::Hash& hash) {
  return {std::string(reinterpret_cast<const char*>(hash.data()), hash.size())};
}

std::string stored_tile(kit::Session& db, const journal::Tile& tile) {
  std::string bytes;
  std::int64_t begin = static_cast<std::int64_t>(tile.index) * journal::tile_width, end = begin + tile.width;
  auto add = [&](const kit::Row& row) { bytes += row.bytes(0); };
  if (tile.level == 0)
    db.each("select hash from journal_leaves where position >= $1 and position < $2 order by position", {begin, end},
            add);
  else
    db.each(
        "select hash from journal_nodes where level = $3 and node_index >= $1 and node_index < $2 order by node_index",
        {begin, end, tile.level * journal::tile_height}, add);
  return bytes;
}

journal::HashSource stored_nodes(kit::Session& db, std::int64_t size) {
  return journal::tile_source(size, [&db](const journal::Tile& tile) { return stored_tile(db, tile); });
}

std::optional<TreeHead> latest_head(kit::Session& db) {
  std::optional<TreeHead> head;
  db.each("select size, root, made_at from journal_checkpoints order by size desc limit 1", {},
          [&](const kit::Row& row) {
            head = TreeHead{row.integer(0), hash_of(row.bytes(1)), {row.integer(2)}};
          });
  return head;
}

std::int64_t JournalKeeper::integrate(kit::Instant now) {
  std::int64_t total = 0;
  while (std::int64_t added = integrate_some(now)) total += added;
  return total;
}

std::int64_t JournalKeeper::integrate_some(kit::Instant now) {
  if (!anything_to_do(database_)) return 0;  // asked of a reader: an idle journal never takes the writer's turn
  kit::Session db = database_.write();
  if (db.engine() == kit::Engine::postgres) db.run("lock table journal_leaves in exclusive mode");
  auto entries = settled_entries(db, entries_at_once);
  if (entries.empty()) return 0;
  std::int64_t size = stored_size(db);
  if (!frontier_ || frontier_->size() != static_cast<std::uint64_t>(size))
    frontier_.emplace(size, stored_nodes(db, size));

  journal::Frontier grown = *frontier_;
  for (const Fresh& fresh : entries) append(db, grown, fresh);
  db.run("insert into journal_checkpoints (size, root, made_at) values ($1, $2, $3)",
         {grown.size(), bytes_of(grown.root()), now.micros});
  db.commit();
  frontier_ = std::move(grown);
  return static_cast<std::int64_t>(entries.size());
}

}  // namespace partnership
