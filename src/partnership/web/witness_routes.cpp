#include "partnership/web/witness_routes.h"

#include <algorithm>
#include <charconv>

#include "partnership/policy.h"
#include "partnership/units.h"
#include "partnership/web/witnesses.html.h"

namespace partnership {
namespace {

constexpr int blank_rows = 2;
constexpr int most_rows = 40;
constexpr std::string_view policy_name = "journal";

std::string field(int row, std::string_view what) { return "witness_" + std::to_string(row) + "_" + std::string(what); }

WitnessRowShown row_shown(int row) {
  return {.name_field = field(row, "name"),
          .party_field = field(row, "party"),
          .url_field = field(row, "url"),
          .key_field = field(row, "key"),
          .number = row + 1};
}

std::vector<WitnessRowShown> rows_of(const LogPolicy& policy) {
  std::vector<WitnessRowShown> rows;
  for (const NamedWitness& witness : policy.witnesses) {
    WitnessRowShown& row = rows.emplace_back(row_shown(static_cast<int>(rows.size())));
    row.name = witness.name, row.party = witness.party, row.url = witness.url, row.key = journal::format(witness.key);
  }
  for (int i = 0; i < blank_rows; ++i) rows.push_back(row_shown(static_cast<int>(rows.size())));
  return rows;
}

std::string waiting_version(Reader& db) {
  auto versions = versions_of(db, policy_name);
  if (versions.empty()) return {};
  auto assent = latest_assent(db, versions.front().id.text);
  return assent && assent->open() ? "/policies/journal/" + std::to_string(versions.front().version) : "";
}

WitnessesShown witnesses_shown(Reader& db, const View& view) {
  WitnessesShown shown{.policy = log_policy(db.db())};
  shown.rows = rows_of(shown.policy);
  shown.parties = {{"", view.t("log.witnesses.neutral")}};
  for (const Party& party : all_parties(db)) shown.parties.push_back({party.external_id, party.name});
  for (const NamedWitness& witness : shown.policy.witnesses) {
    auto found = std::ranges::find(shown.parties, witness.party, &Choice::value);
    shown.parties_of_witnesses.push_back(found == shown.parties.end() ? witness.party : found->label);
  }
  if (shown.policy.origin.empty()) return shown;  // no key yet: there is nothing to vouch for
  shown.version = policy_in_force(db, policy_name).version;
  shown.may_change = db.actor().has_role(Role::administrator);
  shown.waiting = waiting_version(db);
  return shown;
}

Response show_witnesses(Request& request, Reader& db) {
  WitnessesShown shown = witnesses_shown(db, request.view());
  if (shown.may_change) open_form(request, db, "/journal/witnesses");
  const View& view = request.view();
  Place place{.room = Room::partnership,
              .title = view.t("log.witnesses.title"),
              .crumbs = {{view.t("partnership.journal.title"), "/journal"}}};
  return request.show([&] { return witnesses_page(view, place, shown); },
                      [&](kit::JsonWriter& json) { json.json(write_log_policy(shown.policy)); });
}

// A line that says nothing names nobody; one that says something must say all of it.
std::optional<NamedWitness> read_row(const Request& request, int row, std::vector<FieldError>& faults) {
  auto names = row_shown(row);
  NamedWitness witness{.name = std::string(request.text(names.name_field)),
                       .party = std::string(request.text(names.party_field)),
                       .url = std::string(request.text(names.url_field)),
                       .key = {}};
  auto key = request.text(names.key_field);
  if (witness.name.empty() && witness.url.empty() && key.empty()) return std::nullopt;
  if (witness.name.empty()) faults.push_back({names.name_field, "partnership.field.required"});
  if (!witness.url.starts_with("http://") && !witness.url.starts_with("https://"))
    faults.push_back({names.url_field, "log.field.address"});
  auto read = journal::parse_verifier_key(key);
  if (!read || read->type != journal::KeyType::cosignature)
    faults.push_back({names.key_field, "log.field.key"});
  else
    witness.key = *read;
  return witness;
}

int quorum_of(std::string_view text, std::vector<FieldError>& faults) {
  int quorum = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), quorum);
  if (error != std::errc() || end != text.data() + text.size()) faults.push_back({"quorum", "log.field.quorum"});
  return quorum;
}

LogPolicy read_form(const Request& request, Reader& db) {
  std::vector<FieldError> faults;
  LogPolicy policy{.origin = log_policy(db.db()).origin,
                   .quorum = quorum_of(request.text("quorum"), faults),
                   .one_of_each_party = request.text("one_of_each_party") == "yes",
                   .witnesses = {}};
  for (int row = 0; row < most_rows; ++row)
    if (auto witness = read_row(request, row, faults)) policy.witnesses.push_back(std::move(*witness));
  auto named = static_cast<int>(policy.witnesses.size());
  if (faults.empty() && (policy.quorum < std::min(named, 1) || policy.quorum > named))
    faults.push_back({"quorum", "log.field.quorum"});
  if (request.text("reason").empty()) faults.push_back({"reason", "partnership.field.say_why"});
  refuse_invalid(std::move(faults));
  return policy;
}

Response propose_witnesses(Request& request, Tx& tx) {
  allow(tx.actor().has_role(Role::administrator));
  require(!log_policy(tx.db()).origin.empty(), "log.refusal.no_key");
  std::string body = write_log_policy(read_form(request, tx));
  Policy policy = propose_policy(tx, std::string(policy_name), body, std::string(request.text("reason")));
  return request.done(policy, "/policies/journal/" + std::to_string(policy.version), "log.said.proposed");
}

}  // namespace

void witness_routes(Router& router) {
  router.get("/journal/witnesses", show_witnesses);
  router.post("/journal/witnesses", propose_witnesses, Who::members, show_witnesses);
}

}  // namespace partnership
