#include <algorithm>
#include <charconv>

#include "kit/http/uri.h"
#include "kit/json/json.h"
#include "modules/measures/dictionary_pages.html.h"
#include "partnership/units.h"
#include "partnership/web/layout.html.h"

namespace measures {
namespace {

constexpr int lines_on_a_page = 50;

Metric find_dictionary_metric(Request& request, Reader& db) { return find_metric(db, request.id<Metric>()); }

std::string name_of_party(Reader& db, const Metric& metric) {
  if (!metric.party) return {};
  auto party = db.maybe<Party>("where id = $1", {*metric.party});
  return party ? party->name : std::string();
}

void write_version(kit::JsonWriter& json, const VersionShown& shown) {
  json.begin_object().member("id", shown.version.id.text).member("version", shown.version.version);
  json.member("reason", shown.version.reason).member("proposed_on", kit::iso(shown.version.proposed_on));
  json.member("in_force_since", shown.since ? kit::iso(*shown.since) : std::string());
  json.key("definition").json(shown.version.body).end_object();
}

Response show_entry(Request& request, Reader& db) {
  MetricShown shown = show_dictionary_entry(db, find_dictionary_metric(request, db));
  shown.places = places_of(db, shown.metric.id, request.query("after"), lines_on_a_page);
  if (!shown.places.more.empty())
    shown.more = "/measures/" + shown.metric.id.text + "?after=" + kit::percent_encode(shown.places.more);
  return request.show([&] { return entry_page(request.view(), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().key("metric");
                        write_json(json, shown.metric);
                        json.member("version", shown.version).key("versions").begin_array();
                        for (auto& version : shown.versions) write_version(json, version);
                        json.end_array().key("reporting").begin_array();
                        for (auto& line : shown.coverage)
                          json.begin_object()
                              .member("kind", kit::to_value(line.kind))
                              .member("reporting", line.reporting)
                              .member("all", line.all)
                              .end_object();
                        json.end_array().key("mappings").begin_array();
                        for (auto& one : shown.mappings)
                          if (!one.assent) write_json(json, one.mapping);
                        json.end_array().key("series").begin_array();
                        for (auto& line : shown.places.lines) write_json(json, line.series);
                        json.end_array().member("next", shown.more).end_object();
                      });
}

int whole_number(std::string_view text) {
  int number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

// A metric that came with set-up and never changed is its own first version.
std::vector<VersionShown> versions_or_first(Reader& db, const Id<Metric>& id) {
  auto versions = versions_of(db, id);
  if (!versions.empty()) return versions;
  Metric metric = find_metric(db, id);
  MetricVersion first{.id = {},
                      .metric = id,
                      .version = 1,
                      .name = metric.name,
                      .body = body_of(metric),
                      .reason = {},
                      .proposed_on = beginning};
  return {{std::move(first), std::move(metric), beginning}};
}

VersionPage load_version(Request& request, Reader& db) {
  auto versions = versions_or_first(db, request.id<Metric>());
  int number = whole_number(request.part("version"));
  auto found = std::ranges::find_if(versions, [&](auto& one) { return one.version.version == number; });
  if (found == versions.end()) not_found();
  VersionPage page{.shown = *found};
  // The version in force before it; a proposal beside another proposal is held against the same.
  auto before = std::find_if(found + 1, versions.end(), [](auto& one) { return one.since.has_value(); });
  if (before != versions.end()) {
    page.before = before->definition;
    page.changes = changes_between(before->definition, found->definition);
  }
  page.assent = latest_assent(db, found->version.id.text);
  page.party = name_of_party(db, found->definition);
  return page;
}

Response show_version(Request& request, Reader& db) {
  VersionPage page = load_version(request, db);
  return request.show([&] { return version_page(request.view(), page); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().key("version");
                        write_version(json, page.shown);
                        json.member("assent_id", page.assent ? page.assent->assent.id.text : std::string());
                        json.key("changes").begin_array();
                        for (auto& change : page.changes)
                          json.begin_object()
                              .member("field", change.field)
                              .member("before", change.before)
                              .member("after", change.after)
                              .end_object();
                        json.end_array().end_object();
                      });
}

std::vector<Choice> parties_to_choose(Reader& db) {
  std::vector<Choice> choices;
  for (const Party& party : all_parties(db)) choices.push_back({party.id.text, party.name});
  return choices;
}

Response ask_definition(Request& request, Reader& db, DefinitionForm form) {
  allow(may_define(db.actor()));
  form.parties = parties_to_choose(db);
  return request.show([&] { return definition_form_page(request.view(), form); },
                      [&](kit::JsonWriter& json) { json.json(body_of(form.begin)); });
}

Response ask_new_metric(Request& request, Reader& db) {
  open_form(request, db, "/measures/new");
  return ask_definition(request, db,
                        {.begin = {.frequency = Frequency::month},
                         .is_new = true,
                         .parties = {},
                         .url = "/measures",
                         .title = request.view().t("measures.version.new_metric")});
}

// A change begins from the proposal that is still before the parties, so that it is built upon.
Metric to_begin_from(Reader& db, const Metric& metric) {
  auto versions = versions_of(db, metric.id);
  if (versions.empty() || versions.front().since) return metric;
  auto assent = latest_assent(db, versions.front().version.id.text);
  return assent && assent->open() ? versions.front().definition : metric;
}

Response ask_new_version(Request& request, Reader& db) {
  allow(may_define(db.actor()));
  Metric metric = find_dictionary_metric(request, db);
  if (metric.of_one_team()) return request.go_to("/measures/" + metric.id.text);  // its co-leads change it
  open_form(request, db, "/measures/" + metric.id.text + "/versions/new");
  return ask_definition(request, db,
                        {.begin = to_begin_from(db, metric),
                         .is_new = false,
                         .parties = {},
                         .url = "/measures/" + metric.id.text + "/versions",
                         .title = request.view().t("measures.version.change_of", {{"name", metric.name}})});
}

std::string levels_of(const kit::Form& form) {
  if (form.has("levels")) return trimmed(form.text("levels"));  // a program sends them as one text
  std::string levels;
  for (std::string_view level : form.all("level")) levels += (levels.empty() ? "" : " ") + trimmed(level);
  return levels;
}

// Nothing of a definition is taken for granted: what a page offers to choose from must have been chosen.
void require_chosen(const Request& request, Reader& db) {
  std::vector<FieldError> faults;
  for (std::string_view field : {"factor", "direction", "frequency", "decimals", "chart", "scope", "figures"})
    if (request.text(field).empty()) faults.push_back({std::string(field), "partnership.field.required"});
  auto party = request.text("party_id");
  if (!party.empty() && !db.maybe<Party>("where id = $1", {party}))
    faults.push_back({"party_id", "partnership.field.choose"});
  refuse_invalid(std::move(faults));
}

Metric definition_sent(const Request& request, Reader& db) {
  require_chosen(request, db);
  Metric metric =
      decode<Metric>(request, {"name",     "question",       "definition",    "numerator", "denominator", "unit",
                               "factor",   "direction",      "frequency",     "decimals",  "party_id",    "owner",
                               "source",   "chart",          "rules",         "compass",   "goal",        "scope",
                               "calendar", "least_believed", "most_believed", "figures"});
  metric.levels = levels_of(request.form());
  return metric;
}

Response propose(Request& request, Tx& tx, Id<Metric> id) {
  allow(may_define(tx.actor()));
  if (!id.empty()) {
    auto metric = tx.maybe<Metric>("where id = $1", {id});
    require(!metric || !metric->of_one_team(), "measures.refusal.of_one_team");
  }
  Metric definition = definition_sent(request, tx);
  definition.id = std::move(id);
  MetricVersion version = propose_definition(tx, definition, std::string(request.text("reason")));
  return request.done(version, "/measures/" + version.metric.text + "/versions/" + std::to_string(version.version),
                      "measures.said.proposed");
}
Response propose_metric(Request& request, Tx& tx) { return propose(request, tx, {}); }
Response propose_version(Request& request, Tx& tx) { return propose(request, tx, request.id<Metric>()); }

Response ask_mapping(Request& request, Reader& db) {
  allow(may_define(db.actor()));
  Metric metric = find_dictionary_metric(request, db);
  if (metric.of_one_team()) return request.go_to("/measures/" + metric.id.text);  // its co-leads change it
  open_form(request, db, "/measures/" + metric.id.text + "/mappings/new");
  std::vector<Choice> locals;
  for (const Metric& one :
       db.all<Metric>("where id <> $1 and external_id not like 'own:%' and scope = 'local' order by name, id limit 500",
                      {metric.id}))
    locals.push_back({one.id.text, one.name});
  return request.show([&] { return mapping_form_page(request.view(), metric, locals); },
                      [&](kit::JsonWriter& json) {
                        json.begin_array();
                        for (auto& one : locals)
                          json.begin_object().member("id", one.value).member("name", one.label).end_object();
                        json.end_array();
                      });
}

Response map_metric(Request& request, Tx& tx) {
  allow(may_define(tx.actor()));
  Metric metric = find_metric(tx, request.id<Metric>());
  require(!metric.of_one_team(), "measures.refusal.of_one_team");
  auto mapping = decode<MetricMapping>(request, {"local_id", "likeness", "how"});
  mapping.metric = metric.id;
  if (!tx.maybe<Metric>("where id = $1", {mapping.local})) refuse_invalid({{"local_id", "partnership.field.choose"}});
  return request.done(propose_mapping(tx, mapping), "/measures/" + mapping.metric.text, "measures.said.proposed");
}

}  // namespace

void dictionary_routes(Router& router) {
  router.get("/measures/new", ask_new_metric);
  router.post("/measures", propose_metric, Who::members, ask_new_metric);
  router.get("/measures/{id}", show_entry);
  router.get("/measures/{id}/versions/new", ask_new_version);
  router.post("/measures/{id}/versions", propose_version, Who::members, ask_new_version);
  router.get("/measures/{id}/versions/{version}", show_version);
  router.get("/measures/{id}/mappings/new", ask_mapping);
  router.post("/measures/{id}/mappings", map_metric, Who::members, ask_mapping);
}

}  // namespace measures
