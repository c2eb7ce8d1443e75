#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/checkpoint.h"
#include "journal/key.h"
#include "partnership/log/journal_keeper.h"
#include "partnership/parties.h"

// The journal as the outside sees it: under which name and key it signs its heads, which witnesses vouch for them, and
// the newest checkpoint that enough of them have cosigned. Everything here is read from the database; the asking of
// witnesses is in log_publisher.h, the rules that name them are in log_policy.h.
namespace partnership {

struct WitnessState {
  std::string name, url;
  Id<Party> party;        // empty: neutral
  std::int64_t size = 0;  // last cosigned
  std::optional<Instant> cosigned_at;
  std::string trouble, trouble_detail;  // a key of the words with its {detail}; empty when well
  std::optional<Instant> trouble_since;

  bool well() const { return trouble.empty(); }
};

struct LogState {
  std::string origin;                          // empty: the log has no key yet, and signs nothing
  journal::VerifierKey log_key;                // the one in use
  std::vector<journal::VerifierKey> log_keys;  // all there were, oldest first
  std::optional<TreeHead> head;                // of the tree, whoever has seen it
  std::int64_t cosigned_size = 0;              // what the published checkpoint covers by the word of witnesses; 0: none
  std::optional<Instant> cosigned_at;          // when the last of them was needed
  std::string checkpoint;                      // as published; empty if none is
  int quorum = 0;                              // how many witnesses are enough; 0: none is named, the log signs alone
  bool one_of_each_party = false;              // among them one of every party
  std::vector<WitnessState> witnesses;         // in the policy's order
  std::vector<journal::VerifierKey> witness_keys;  // likewise
};

LogState log_state(kit::Session& db);

// The newest checkpoint with a quorum, with every cosignature of it there is; or the newest that the log has signed,
// as long as the policy names no witness. Nothing if there is neither.
std::optional<std::string> published_checkpoint(kit::Session& db);
// How many entries it covers; 0 if there is none.
std::int64_t published_size(kit::Session& db);

}  // namespace partnership
