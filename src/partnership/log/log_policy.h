#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "journal/key.h"
#include "partnership/reader.h"
#include "partnership/refusal.h"

// The policy "journal": under which name the log signs, and whose witnesses must have cosigned a checkpoint before it
// is published. It is versioned and binds by assent of every party like any policy. Its body is JSON:
//   {"origin": "concert.example/journal", "quorum": 2, "one_of_each_party": true,
//    "witnesses": [{"name": …, "party": <external id, "" if neutral>, "url": "https://…", "key": "name+id+base64"}, …]}
namespace partnership {

struct NamedWitness {
  std::string name;
  std::string party;  // its external id; empty: neutral
  std::string url;    // the prefix before /add-checkpoint
  journal::VerifierKey key;
};

struct LogPolicy {
  std::string origin;
  int quorum = 0;
  bool one_of_each_party = false;
  std::vector<NamedWitness> witnesses;
};

// Throws std::runtime_error with a sentence for a body that is not a policy of this kind: also for a witness named
// twice, a key that is not for cosignatures, and a quorum that the witnesses named cannot reach.
LogPolicy read_log_policy(std::string_view body);
// The same as a refusal of the field "body", and: the origin stays, and every party named exists. So that a quorum with
// one of each party can be had, each then has a witness.
void check_log_policy(Reader& db, std::string_view body);
std::string write_log_policy(const LogPolicy& policy);

// The version in force; one without a name and witnesses if there is none yet.
LogPolicy log_policy(kit::Session& db);

// Whether cosignatures by these of the policy's witnesses are enough. `parties`: external ids of all parties.
bool is_quorum(const LogPolicy& policy, const std::set<std::string>& cosigners, const std::set<std::string>& parties);

}  // namespace partnership
