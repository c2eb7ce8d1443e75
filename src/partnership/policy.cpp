#include "partnership/policy.h"

#include "kit/text/utf8.h"
#include "partnership/log/log_policy.h"
#include "partnership/units.h"

namespace partnership {

const Table& Policy::table() {
  static const Table table(
      "policies",
      {field<&Policy::id>("id", {.key = true, .place = true}), field<&Policy::name>("name", {.place = true}),
       field<&Policy::version>("version"), field<&Policy::body>("body"),
       field<&Policy::reason>("reason", {.required = true}), field<&Policy::proposed_at>("proposed_at")},
      {.kind = "partnership.policy"});
  return table;
}
const Table& PolicyStart::table() {
  static const Table table("policy_starts",
                           {field<&PolicyStart::policy>("policy_id", {.key = true, .place = true}),
                            field<&PolicyStart::starts_at>("starts_at")},
                           {.kind = "partnership.policy_start", .fact = true});
  return table;
}

Id<Policy> id_in_force(Reader& db, std::string_view name) {
  auto id = db.maybe_value<std::string>(
      "select id from policies where name = $1 and id in (select policy_id from policy_starts) order by version desc "
      "limit 1",
      {name});
  if (!id) throw std::logic_error("no version of the policy is in force: " + std::string(name));
  return {*id};
}

Policy policy_in_force(Reader& db, std::string_view name) { return db.find(id_in_force(db, name)); }

Policy find_policy(Reader& db, std::string_view name, int version) {
  return db.one<Policy>("where name = $1 and version = $2", {name, version});
}

std::vector<Policy> versions_of(Reader& db, std::string_view name) {
  return db.all<Policy>("where name = $1 order by version desc", {name});
}

Policy propose_policy(Tx& tx, const std::string& name, const std::string& body, const std::string& reason) {
  allow(tx.actor().has_role(Role::administrator));
  if (reason.empty()) refuse_invalid({{"reason", "partnership.field.say_why"}});
  if (kit::characters(reason) > 1000) refuse_invalid({{"reason", "partnership.field.too_long", "1000"}});
  if (name == "journal") check_log_policy(tx, body);
  auto former = versions_of(tx, name);
  if (former.empty()) not_found();
  require(former.front().body != body, "partnership.refusal.policy_unchanged");

  Policy policy{.id = kit::fresh<Policy>(),
                .name = name,
                .version = former.front().version + 1,
                .body = body,
                .reason = reason,
                .proposed_at = tx.now()};
  tx.act_from(*tx.actor().first_with(Role::administrator));
  tx.insert(policy);
  std::vector<Id<Party>> parties;
  for (auto& party : all_parties(tx)) parties.push_back(party.id);
  ask_assent(tx, {.kind = "policy",
                  .subject = policy.id.text,
                  .part = "",
                  .place = top_unit(tx).id.text,
                  .role = Role::administrator,
                  .parties = parties,
                  .text = body,
                  .about = name + " " + std::to_string(policy.version),
                  .url = "/policies/" + name + "/" + std::to_string(policy.version)});
  return policy;
}

void enact_first(Tx& tx, const std::string& name, const std::string& body) {
  if (!versions_of(tx, name).empty()) return;
  Policy policy{
      .id = kit::fresh<Policy>(), .name = name, .version = 1, .body = body, .reason = "", .proposed_at = tx.now()};
  tx.insert(policy);
  start_policy(tx, policy.id);
}

void start_policy(Tx& tx, const Id<Policy>& id) { tx.record(PolicyStart{.policy = id, .starts_at = tx.now()}); }

}  // namespace partnership
