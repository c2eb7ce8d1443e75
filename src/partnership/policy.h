#pragma once
#include "kit/json/json.h"
#include "partnership/assent.h"

// Policy is data: criteria, limits, compass points and clock lengths, in versions that bind once an administrator of
// every party has signed. A result names the version it was computed under.
namespace partnership {

struct Policy {
  static constexpr auto prefix = "policy";
  Id<Policy> id;
  std::string name;  // team_path, compass, clocks
  int version = 1;
  std::string body;  // JSON
  std::string reason;
  Instant proposed_at;
  static const Table& table();
};

struct PolicyStart {
  Id<Policy> policy;
  Instant starts_at;
  static const Table& table();
};

// The version in force now. Throws std::logic_error when there is none: setting up enacts the first versions.
Policy policy_in_force(Reader& db, std::string_view name);
Id<Policy> id_in_force(Reader& db, std::string_view name);  // without its body
Policy find_policy(Reader& db, std::string_view name, int version);
std::vector<Policy> versions_of(Reader& db, std::string_view name);  // newest first

// Puts a new version before the administrators of every party. The body must be JSON.
Policy propose_policy(Tx& tx, const std::string& name, const std::string& body, const std::string& reason);
// The first version of a policy, when a partnership is set up from its files.
void enact_first(Tx& tx, const std::string& name, const std::string& body);
void start_policy(Tx& tx, const Id<Policy>& id);

}  // namespace partnership
