#include "partnership/log/log_policy.h"

#include <algorithm>

#include "kit/json/json.h"

namespace partnership {
namespace {

[[noreturn]] void refuse_policy(const std::string& sentence) { throw std::runtime_error(sentence); }

NamedWitness read_witness(const kit::Json& json) {
  auto key = journal::parse_verifier_key(json.at("key").as_text());
  if (!key) refuse_policy("The key of a witness cannot be read: " + key.problem());
  if (key->type != journal::KeyType::cosignature)
    refuse_policy("The key of " + key->name + " is not one for cosignatures.");
  NamedWitness witness{.name = json.at("name").as_text(),
                       .party = json.at("party").as_text(),
                       .url = json.at("url").as_text(),
                       .key = *key};
  if (witness.name.empty()) refuse_policy("A witness has no name.");
  if (!witness.url.starts_with("http://") && !witness.url.starts_with("https://"))
    refuse_policy("The address of " + witness.name + " does not begin with http:// or https://.");
  while (witness.url.ends_with('/')) witness.url.pop_back();
  return witness;
}

void check(const LogPolicy& policy) {
  if (policy.origin.empty()) refuse_policy("The journal needs a name, its origin.");
  std::set<std::string> keys;
  for (const NamedWitness& witness : policy.witnesses)
    if (!keys.insert(journal::format(witness.key)).second) refuse_policy(witness.name + " is named twice.");
  int named = static_cast<int>(policy.witnesses.size());
  if (policy.quorum < (named > 0 ? 1 : 0) || policy.quorum > named)
    refuse_policy("The quorum must be at least 1 and no more than the number of witnesses.");
}

}  // namespace

LogPolicy read_log_policy(std::string_view body) {
  kit::Json json = kit::Json::parse(body);
  LogPolicy policy{.origin = json.at("origin").as_text(),
                   .quorum = static_cast<int>(json.at("quorum").as_integer()),
                   .one_of_each_party = json.at("one_of_each_party").as_bool(),
                   .witnesses = {}};
  for (const kit::Json& one : json.at("witnesses")) policy.witnesses.push_back(read_witness(one));
  check(policy);
  return policy;
}

std::string write_log_policy(const LogPolicy& policy) {
  kit::JsonWriter json;
  json.begin_object().member("origin", policy.origin).member("quorum", policy.quorum);
  json.member("one_of_each_party", policy.one_of_each_party).key("witnesses").begin_array();
  for (const NamedWitness& witness : policy.witnesses)
    json.begin_object()
        .member("name", witness.name)
        .member("party", witness.party)
        .member("url", witness.url)
        .member("key", journal::format(witness.key))
        .end_object();
  json.end_array().end_object();
  return json.take();
}

namespace {

std::set<std::string> parties_of(Reader& db) {
  std::set<std::string> ids;
  db.each("select external_id from parties", {}, [&](const kit::Row& row) { ids.emplace(row.text(0)); });
  return ids;
}

void check_parties(const LogPolicy& policy, const std::set<std::string>& parties) {
  std::set<std::string> missing = parties;
  for (const NamedWitness& witness : policy.witnesses) {
    if (!witness.party.empty() && !parties.contains(witness.party))
      refuse_policy("There is no party with the external id " + witness.party + ".");
    missing.erase(witness.party);
  }
  if (policy.one_of_each_party && !missing.empty())
    refuse_policy("One witness of each party is required, but none is named for " + *missing.begin() + ".");
}

}  // namespace

void check_log_policy(Reader& db, std::string_view body) {
  try {
    LogPolicy policy = read_log_policy(body);
    check_parties(policy, parties_of(db));
    if (std::string origin = log_policy(db.db()).origin; policy.origin != origin)
      refuse_policy("The origin is the name the witnesses know the journal by, and stays " + origin + ".");
  } catch (const std::runtime_error& fault) {
    refuse_invalid({{"body", "log.refusal.policy", fault.what()}});
  }
}

LogPolicy log_policy(kit::Session& db) {
  auto body = db.maybe_value<std::string>(
      "select body from policies where name = 'journal' and id in (select policy_id from policy_starts)"
      " order by version desc limit 1");
  return body ? read_log_policy(*body) : LogPolicy{};
}

bool is_quorum(const LogPolicy& policy, const std::set<std::string>& cosigners, const std::set<std::string>& parties) {
  int count = 0;
  std::set<std::string> missing = policy.one_of_each_party ? parties : std::set<std::string>{};
  for (const NamedWitness& witness : policy.witnesses)
    if (cosigners.contains(journal::format(witness.key))) {
      ++count;
      missing.erase(witness.party);
    }
  return count >= policy.quorum && missing.empty();
}

}  // namespace partnership
