#include "witness/memory.h"

#include <array>
#include <stdexcept>

#include "journal/encoding.h"
#include "kit/db/migrate.h"

namespace witness {
namespace {

constexpr kit::Migration schema{"0001_witness.sql", R"(
create table seen (                  -- The last tree of each log that was cosigned.
  origin      text primary key,
  origin_hash text not null unique,  -- SHA-256 in hex, as it is asked for
  size        bigint not null,
  root        bytea not null,
  checkpoint  text not null,
  seen_at     bigint not null
);
create table followed_keys (         -- A log's new key, on the word of the one before.
  former    text primary key,
  next      text not null,
  statement text not null,
  seen_at   bigint not null
);
create table evidence (              -- What a log signed against what was seen.
  number          integer primary key,
  origin          text not null,
  request         text not null,
  seen_checkpoint text not null,
  received_at     bigint not null
);
)"};

constexpr std::int64_t most_evidence = 1000;
constexpr int most_keys = 1000;

journal::Hash read_root(const kit::Row& row, int column) {
  auto root = journal::hash_from_bytes(row.bytes(column));
  if (!root) throw std::runtime_error("the memory holds a root of the wrong length");
  return *root;
}

}  // namespace

void prepare_memory(kit::Database& memory) { kit::migrate(memory, {&schema, 1}); }

std::optional<Remembered> last_seen(kit::Session& memory, const std::string& origin) {
  std::optional<Remembered> seen;
  memory.each("select size, root, checkpoint from seen where origin = $1", {origin}, [&](const kit::Row& row) {
    seen = Remembered{{static_cast<std::uint64_t>(row.integer(0)), read_root(row, 1)}, std::string(row.text(2))};
  });
  return seen;
}

std::optional<std::string> last_checkpoint(kit::Session& memory, const std::string& origin_hash) {
  return memory.maybe_value<std::string>("select checkpoint from seen where origin_hash = $1", {origin_hash});
}

void remember(kit::Session& memory, const std::string& origin, const Remembered& seen, kit::Instant now) {
  memory.run(
      "insert into seen (origin, origin_hash, size, root, checkpoint, seen_at) values ($1, $2, $3, $4, $5, $6)"
      " on conflict (origin) do update set size = excluded.size, root = excluded.root,"
      " checkpoint = excluded.checkpoint, seen_at = excluded.seen_at",
      {origin, journal::hex(journal::sha256(origin)), seen.tree.size,
       kit::Bytes{std::string(journal::bytes_of(seen.tree.root))}, seen.checkpoint, now.micros});
}

journal::VerifierKey present_key(kit::Session& memory, journal::VerifierKey key) {
  for (int turn = 0; turn < most_keys; ++turn) {
    auto next =
        memory.maybe_value<std::string>("select next from followed_keys where former = $1", {journal::format(key)});
    if (!next) return key;
    key = journal::parse_verifier_key(*next).value();
  }
  throw std::runtime_error("the memory holds keys that follow each other in a circle");
}

void remember_key(kit::Session& memory, const journal::VerifierKey& former, const journal::VerifierKey& next,
                  const std::string& statement, kit::Instant now) {
  memory.run("insert into followed_keys (former, next, statement, seen_at) values ($1, $2, $3, $4)",
             {journal::format(former), journal::format(next), statement, now.micros});
}

void keep_evidence(kit::Session& memory, const std::string& origin, const journal::AddCheckpoint& request,
                   const std::string& seen_checkpoint, kit::Instant now) {
  if (count_evidence(memory) >= most_evidence) return;
  memory.run("insert into evidence (origin, request, seen_checkpoint, received_at) values ($1, $2, $3, $4)",
             {origin, journal::format(request), seen_checkpoint, now.micros});
}

std::int64_t count_evidence(kit::Session& memory) {
  return memory.value<std::int64_t>("select count(*) from evidence");
}

}  // namespace witness
