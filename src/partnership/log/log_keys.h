#pragma once
#include "journal/key.h"
#include "partnership/tx.h"

// The keys the log has signed with, as entries of the journal: each states itself in a note that the key before it has
// signed, so that whoever trusts one of them can follow to the present one.
namespace partnership {

struct LogKey {
  std::string key;        // name+id+base64; the name is the log's origin
  std::string statement;  // journal/key_statement.h
  Instant starts_at;
  static const Table& table();
};

// Oldest first.
std::vector<LogKey> log_keys(kit::Session& db);

// The first key, and with it the first policy: the log signs alone until the parties name their witnesses. Throws
// std::runtime_error if there is a key already.
void start_log(Tx& tx, const journal::SigningKey& key);
// Throws std::runtime_error with a sentence unless `former` is the present key and `next` a new one of the same name.
void rotate_log_key(Tx& tx, const journal::SigningKey& next, const journal::SigningKey& former);

}  // namespace partnership
