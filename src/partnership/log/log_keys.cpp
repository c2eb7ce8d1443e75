#include "partnership/log/log_keys.h"

#include <algorithm>
#include <stdexcept>

#include "journal/key_statement.h"
#include "partnership/log/log_policy.h"
#include "partnership/policy.h"

namespace partnership {

const Table& LogKey::table() {
  static const Table table("log_keys",
                           {field<&LogKey::key>("key", {.key = true}), field<&LogKey::statement>("statement"),
                            field<&LogKey::starts_at>("starts_at")},
                           {.kind = "partnership.log_key", .fact = true});
  return table;
}

std::vector<LogKey> log_keys(kit::Session& db) { return kit::all<LogKey>(db, "order by starts_at, key", {}); }

namespace {

void record_key(Tx& tx, const journal::SigningKey& key, std::string statement, Instant starts_at) {
  tx.record(LogKey{.key = format(verifier_of(key)), .statement = std::move(statement), .starts_at = starts_at});
}

}  // namespace

void start_log(Tx& tx, const journal::SigningKey& key) {
  tx.lock("log keys");
  if (!log_keys(tx.db()).empty()) throw std::runtime_error("The journal has a key already; it can only be rotated.");
  record_key(tx, key, journal::state_first_key(key, tx.now().micros), tx.now());
  enact_first(tx, "journal", write_log_policy({.origin = key.name, .witnesses = {}}));
}

void rotate_log_key(Tx& tx, const journal::SigningKey& next, const journal::SigningKey& former) {
  tx.lock("log keys");
  auto keys = log_keys(tx.db());
  if (keys.empty() || keys.back().key != format(verifier_of(former)))
    throw std::runtime_error("The journal is not signed with this key at present, so it cannot name the next one.");
  if (next.name != former.name)
    throw std::runtime_error("The new key must have the same name as the old one: " + former.name);
  std::string fresh = format(verifier_of(next));
  if (std::ranges::any_of(keys, [&](const LogKey& key) { return key.key == fresh; }))
    throw std::runtime_error("The journal was signed with this key before; make a new one.");
  Instant starts_at = std::max(tx.now(), Instant{keys.back().starts_at.micros + 1});  // even if the clock went back
  record_key(tx, next, journal::state_next_key(next, former, starts_at.micros), starts_at);
}

}  // namespace partnership
