#pragma once
#include <map>
#include <set>

#include "partnership/log/ask_witness.h"
#include "partnership/tx.h"

// What the publisher keeps in the database: signed heads, cosignatures, how each witness is doing, and what is told
// about it under Needs me. Beside the journal: all of it can be signed and asked for again.
namespace partnership {

// A witness as its row says, by its verifier key.
struct WitnessRow {
  std::int64_t size = 0;
  std::optional<Instant> cosigned_at;
  std::string trouble, detail;
  std::optional<Instant> since;
  bool told = false;
};
std::map<std::string, WitnessRow> witness_rows(kit::Session& db);
void keep_witness(kit::Session& db, const std::string& key, const WitnessRow& row);
// Rows, and needs, of witnesses the policy no longer names.
void forget_witnesses_except(Tx& tx, const std::set<std::string>& keys);

void keep_head(kit::Session& db, const SignedHead& head, Instant now);
void keep_cosignature(kit::Session& db, std::int64_t size, const std::string& key, const WitnessAnswer& answer);
void keep_published(kit::Session& db, std::int64_t size, int quorum, Instant now);

std::set<std::string> party_external_ids(kit::Session& db);

// Puts the trouble before the administrators of every party, or takes it away again.
void need_witness(Tx& tx, const std::string& key, const std::string& name);
void no_longer_need_witness(Tx& tx, const std::string& key);

}  // namespace partnership
