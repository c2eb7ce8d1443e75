#include <algorithm>

#include "kit/text/utf8.h"
#include "modules/measures/dictionary.h"
#include "partnership/units.h"

// Proposing definitions and mappings, and what follows when every party has agreed.
namespace measures {
namespace {

constexpr std::int64_t most_core = 20;  // a core set that everybody reports is short, or nobody reports it

std::string about_version(const MetricVersion& version) {
  return version.name + " (" + std::to_string(version.version) + ")";
}

const Seat& defining_seat(const Actor& actor) {
  const Seat* seat = actor.first_with(Role::administrator);
  return seat ? *seat : *actor.first_with(Role::analyst);
}

void ask_every_party(Tx& tx, Asked asked) {
  asked.place = top_unit(tx).id.text;
  asked.role = Role::administrator;
  for (auto& party : all_parties(tx)) asked.parties.push_back(party.id);
  ask_assent(tx, asked);
}

// What counted before versions were kept is the first of them.
std::vector<VersionShown> with_first_version(Tx& tx, const Metric& in_force) {
  auto versions = versions_of(tx, in_force.id);
  if (!versions.empty()) return versions;
  MetricVersion first{.id = kit::fresh<MetricVersion>(),
                      .metric = in_force.id,
                      .version = 1,
                      .name = in_force.name,
                      .body = body_of(in_force),
                      .reason = "",
                      .proposed_on = tx.today()};
  tx.record(first);
  tx.record(MetricStart{.version = first.id, .metric = in_force.id, .starts_on = beginning});
  return versions_of(tx, in_force.id);
}

void require_short_core(Reader& db, const Metric& definition) {
  if (definition.scope != Scope::core) return;
  auto others =
      db.value<std::int64_t>("select count(*) from metrics where scope = 'core' and id <> $1", {definition.id.text});
  require(others < most_core, "measures.refusal.core_full", std::to_string(most_core));
}

MetricVersion next_version(Tx& tx, Metric& definition) {
  MetricVersion version{.id = kit::fresh<MetricVersion>(), .metric = definition.id, .proposed_on = tx.today()};
  if (definition.id.empty()) {
    version.metric = definition.id = kit::fresh<Metric>();
    return version;
  }
  tx.lock(definition.id.text);
  auto in_force = tx.maybe<Metric>("where id = $1", {definition.id.text});
  auto versions = in_force ? with_first_version(tx, *in_force) : versions_of(tx, definition.id);
  if (versions.empty()) not_found();
  if (in_force) {
    require(!in_force->of_one_team(), "measures.refusal.of_one_team");
    require(!changes_between(*in_force, definition).empty(), "measures.refusal.unchanged");
  }
  // A newer proposal takes the place of one that is still before the parties.
  if (!versions.front().since) withdraw_assent(tx, versions.front().version.id.text);
  version.version = versions.front().version.version + 1;
  return version;
}

}  // namespace

bool may_define(const Actor& actor) { return actor.has_role(Role::administrator) || actor.has_role(Role::analyst); }

MetricVersion propose_definition(Tx& tx, Metric definition, const std::string& reason) {
  allow(may_define(tx.actor()));
  auto faults = faults_of(definition);
  if (reason.empty()) faults.push_back({"reason", "partnership.field.say_why"});
  if (kit::characters(reason) > 1000) faults.push_back({"reason", "partnership.field.too_long", "1000"});
  refuse_invalid(std::move(faults));
  require_short_core(tx, definition);
  tx.act_from(defining_seat(tx.actor()));
  MetricVersion version = next_version(tx, definition);
  version.name = definition.name;
  version.body = body_of(definition);
  version.reason = reason;
  tx.record(version);
  ask_every_party(tx, {.kind = "measures.definition",
                       .subject = version.id.text,
                       .part = "",
                       .place = {},
                       .role = {},
                       .parties = {},
                       .text = version.body,
                       .about = about_version(version),
                       .url = "/measures/" + version.metric.text + "/versions/" + std::to_string(version.version)});
  return version;
}

void definition_agreed(Tx& tx, const Assent& assent) {
  auto version = tx.find<MetricVersion>({assent.subject});
  tx.record(MetricStart{.version = version.id, .metric = version.metric, .starts_on = tx.today()});
  auto former = tx.maybe<Metric>("where id = $1", {version.metric});
  Metric blank{.id = version.metric, .external_id = version.metric.text};
  Metric now = with_body(former ? *former : blank, version.body);
  if (!former) {
    tx.insert(now);
    return;
  }
  tx.update(now);
  refresh_summaries(tx, now);
}

std::string url_of_definition(Reader& db, const Assent& assent) {
  auto version = db.find<MetricVersion>({assent.subject});
  return "/measures/" + version.metric.text + "/versions/" + std::to_string(version.version);
}

MetricMapping propose_mapping(Tx& tx, MetricMapping mapping) {
  allow(may_define(tx.actor()));
  if (mapping.how.empty()) refuse_invalid({{"how", "partnership.field.say_why"}});
  Metric local = find_metric(tx, mapping.local), metric = find_metric(tx, mapping.metric);
  if (local.id == metric.id) refuse_invalid({{"local_id", "measures.field.map_another"}});
  if (mapping.likeness == Likeness::same && local.unit != metric.unit)
    refuse_invalid({{"likeness", "measures.field.units_differ"}});
  for (const MetricMapping& open : open_mappings_of(tx, mapping.metric))
    if (open.local == mapping.local) withdraw_assent(tx, open.id.text);
  tx.act_from(defining_seat(tx.actor()));
  mapping.id = kit::fresh<MetricMapping>();
  mapping.proposed_on = tx.today();
  tx.record(mapping);
  ask_every_party(tx, {.kind = "measures.mapping",
                       .subject = mapping.id.text,
                       .part = "",
                       .place = {},
                       .role = {},
                       .parties = {},
                       .text = local.name + "\n" + metric.name + "\n" + std::string(kit::to_value(mapping.likeness)) +
                               "\n" + mapping.how,
                       .about = local.name + " → " + metric.name,
                       .url = "/measures/" + mapping.metric.text + "#mappings"});
  return mapping;
}

std::string url_of_mapping(Reader& db, const Assent& assent) {
  return "/measures/" + db.find<MetricMapping>({assent.subject}).metric.text + "#mappings";
}

}  // namespace measures
