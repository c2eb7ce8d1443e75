#pragma once
#include <map>
#include <set>
#include <span>
#include <string>

#include "partnership/log/log_policy.h"
#include "partnership/record/verify_stretch.h"

// What the journal itself says of who signs it, read from its entries and not from the host's tables: the keys of the
// log with the statements that lead from one to the next, and the witnesses of every version of the rules that was in
// force. And whether all that was signed holds by those keys, or by keys the caller trusts instead.
namespace partnership {

struct Signers {
  std::vector<journal::VerifierKey> log_keys;             // oldest first
  std::map<std::string, std::string> statements;          // by the key they state
  std::map<std::string, journal::VerifierKey> witnesses;  // by their text, of every version that was in force
  std::vector<LogPolicy> policies;                        // that were in force, oldest first
  std::vector<std::int64_t> policies_start;               // at which position of the tree each of them began
  std::set<std::string> parties;                          // external ids
  std::map<std::int64_t, std::string> erased;             // which entry, by which erasure
};
Signers read_signers(std::span<const JournalFact> facts, const std::function<void(std::string)>& fault);

struct TrustedKeys {
  std::vector<journal::VerifierKey> log_keys;      // the caller's; empty: the first the journal names is believed
  std::vector<journal::VerifierKey> witness_keys;  // likewise
};

struct SignaturesFound {
  std::int64_t checkpoints = 0, cosignatures = 0;
};
// `size`: of the tree that was checked. Roots are compared elsewhere; here it is who signed them.
SignaturesFound check_signatures(kit::Session& db, const Signers& signers, const TrustedKeys& trusted,
                                 std::int64_t size, const std::function<void(std::string)>& fault);

}  // namespace partnership
