#include "partnership/log/log.h"

#include <map>

#include "partnership/log/log_policy.h"

namespace partnership {
namespace {

std::optional<Instant> instant_or_none(const kit::Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Instant{row.integer(column)};
}

journal::VerifierKey stored_key(std::string_view text) {
  auto key = journal::parse_verifier_key(text);
  if (!key) throw std::runtime_error("the database holds a log key that cannot be read: " + key.problem());
  return *key;
}

std::vector<journal::VerifierKey> stored_log_keys(kit::Session& db) {
  std::vector<journal::VerifierKey> keys;
  db.each("select key from log_keys order by starts_at", {},
          [&](const kit::Row& row) { keys.push_back(stored_key(row.text(0))); });
  return keys;
}

std::map<std::string, WitnessState> stored_witnesses(kit::Session& db) {
  std::map<std::string, WitnessState> states;
  db.each("select witness, size, cosigned_at, trouble, trouble_detail, trouble_since from journal_witnesses", {},
          [&](const kit::Row& row) {
            WitnessState state;
            state.size = row.integer(1);
            state.cosigned_at = instant_or_none(row, 2);
            state.trouble = row.text(3), state.trouble_detail = row.text(4);
            state.trouble_since = instant_or_none(row, 5);
            states[std::string(row.text(0))] = std::move(state);
          });
  return states;
}

Id<Party> party_called(kit::Session& db, const std::string& external_id) {
  return {db.maybe_value<std::string>("select id from parties where external_id = $1", {external_id}).value_or("")};
}

void add_witnesses(kit::Session& db, const LogPolicy& policy, LogState& state) {
  auto stored = stored_witnesses(db);
  for (const NamedWitness& named : policy.witnesses) {
    WitnessState witness = stored[journal::format(named.key)];
    witness.name = named.name, witness.url = named.url;
    witness.party = party_called(db, named.party);
    state.witnesses.push_back(std::move(witness));
    state.witness_keys.push_back(named.key);
  }
}

struct Published {
  std::int64_t size = 0;
  std::string note;
  Instant at;
};

std::optional<Published> newest_published(kit::Session& db, int least_quorum) {
  std::optional<Published> newest;
  db.each(
      "select size, note, published_at from journal_notes where published_at is not null and quorum >= $1"
      " order by size desc limit 1",
      {least_quorum}, [&](const kit::Row& row) {
        newest = Published{row.integer(0), std::string(row.text(1)), Instant{row.integer(2)}};
      });
  return newest;
}

// A cosignature that comes after the quorum is added to what is already published.
std::string with_cosignatures(kit::Session& db, const Published& published) {
  std::string note = published.note;
  db.each("select line from journal_cosignatures where size = $1 order by cosigned_at, witness", {published.size},
          [&](const kit::Row& row) { note += row.text(0), note += '\n'; });
  return note;
}

}  // namespace

LogState log_state(kit::Session& db) {
  LogState state;
  LogPolicy policy = log_policy(db);
  state.log_keys = stored_log_keys(db);
  if (!state.log_keys.empty()) {
    state.log_key = state.log_keys.back();
    state.origin = state.log_key.name;
  }
  state.head = latest_head(db);
  state.quorum = policy.quorum;
  state.one_of_each_party = policy.one_of_each_party;
  add_witnesses(db, policy, state);
  if (auto cosigned = newest_published(db, 1)) state.cosigned_size = cosigned->size, state.cosigned_at = cosigned->at;
  state.checkpoint = published_checkpoint(db).value_or("");
  return state;
}

std::optional<std::string> published_checkpoint(kit::Session& db) {
  auto published = newest_published(db, 0);
  if (!published) return std::nullopt;
  return with_cosignatures(db, *published);
}

std::int64_t published_size(kit::Session& db) {
  auto published = newest_published(db, 0);
  return published ? published->size : 0;
}

}  // namespace partnership
