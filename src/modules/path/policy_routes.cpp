#include "modules/path/policy_routes.h"

#include <charconv>

#include "modules/path/policy_pages.h"
#include "modules/path/policy_pages.html.h"

namespace path {
namespace {

constexpr std::string_view team_path = "team_path";

std::string url_of(std::string_view name, std::string_view end = "") {
  return "/policies/" + std::string(name) + std::string(end);
}

std::optional<Date> in_force_since(Reader& db, const Policy& policy) {
  auto start = db.maybe<PolicyStart>("where policy_id = $1", {policy.id});
  return start ? std::optional(day_of(start->starts_at)) : std::nullopt;
}

std::optional<Policy> in_force(Reader& db, std::string_view name) {
  return db.maybe<Policy>(
      "where name = $1 and id in (select policy_id from policy_starts) order by version desc limit 1", {name});
}

std::vector<Change> changes_of(const View& view, const Policy& before, const Policy& after) {
  if (after.name != team_path) return changes_of_values(before.body, after.body);
  return changes_of_path(view, read_body(before.body), read_body(after.body));
}

PolicyShown shown_of(Reader& db, const View& view, Policy policy) {
  PolicyShown shown{.policy = std::move(policy)};
  shown.since = in_force_since(db, shown.policy);
  shown.in_force = in_force(db, shown.policy.name);
  shown.versions = versions_of(db, shown.policy.name);
  shown.assent = latest_assent(db, shown.policy.id.text);
  if (!shown.since && shown.in_force) shown.changes = changes_of(view, *shown.in_force, shown.policy);
  if (shown.policy.name == team_path) {
    shown.body = read_body(shown.policy.body);
  } else {
    shown.values = values_of(shown.policy.body);
  }
  shown.may_propose = db.actor().has_role(Role::administrator);
  return shown;
}

void write_policy(kit::JsonWriter& json, const PolicyShown& shown) {
  json.begin_object().member("id", shown.policy.id.text).member("name", shown.policy.name);
  json.member("version", shown.policy.version).member("in_force", shown.since.has_value());
  json.member("reason", shown.policy.reason).key("body").json(shown.policy.body);
  json.member("assent_id", shown.assent ? shown.assent->assent.id.text : std::string()).key("versions").begin_array();
  for (const Policy& version : shown.versions) json.value(version.version);
  json.end_array().end_object();
}

Place place_named(const View& view, std::string title) {
  return {.room = Room::partnership, .title = std::move(title), .crumbs = {{view.t("path.policy.title"), "/policies"}}};
}

Response show(Request& request, Reader& db, Policy policy) {
  PolicyShown shown = shown_of(db, request.view(), std::move(policy));
  const View& view = request.view();
  return request.show([&] { return policy_page(view, place_named(view, policy_name(view, shown.policy.name)), shown); },
                      [&](kit::JsonWriter& json) { write_policy(json, shown); });
}

Response list(Request& request, Reader& db) {
  auto policies = db.all<Policy>(
      "where version = (select max(version) from policies newer join policy_starts on"
      " policy_id = newer.id where newer.name = policies.name) order by name");
  const View& view = request.view();
  Place place{.room = Room::partnership, .title = view.t("path.policy.title")};
  return request.show([&] { return policies_page(view, place, policies); },
                      [&](kit::JsonWriter& json) { write_json(json, policies); });
}

Response show_in_force(Request& request, Reader& db) {
  auto policy = in_force(db, request.part("name"));
  if (!policy) not_found();
  return show(request, db, std::move(*policy));
}

int whole_number(std::string_view text) {
  int number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

Response show_version(Request& request, Reader& db) {
  return show(request, db, find_policy(db, request.part("name"), whole_number(request.part("version"))));
}

// What a change begins from: a proposal that is still before the parties, so that it is built upon, or what is in
// force.
Policy to_begin_from(Request& request, Reader& db, const std::string& name) {
  auto versions = versions_of(db, name);
  if (versions.empty()) not_found();
  if (int from = whole_number(request.view().input("from"))) return find_policy(db, name, from);
  auto assent = latest_assent(db, versions.front().id.text);
  return assent && assent->open() ? versions.front() : policy_in_force(db, name);
}

Response ask_change(Request& request, Reader& db) {
  allow(db.actor().has_role(Role::administrator));
  const std::string& name = request.part("name");
  if (name == "journal") return request.go_to("/journal/witnesses");  // has a page of its own
  open_form(request, db, url_of(name, "/change"));
  Policy from = to_begin_from(request, db, name);
  const View& view = request.view();
  return request.show(
      [&] {
        if (name != team_path)
          return change_values_page(view, place_named(view, policy_name(view, name)), from, values_of(from.body));
        PolicyForm form{.body = read_body(from.body), .version = from.version};
        return change_page(view, place_named(view, view.t("path.policy.change_title")), form);
      },
      [&](kit::JsonWriter& json) { json.json(from.body); });
}

// A program may send the whole body; a page sends the fields of its form.
std::string body_sent(const Request& request, Reader& db, const std::string& name) {
  if (request.form().has("body")) {
    try {
      return kit::Json::parse(request.text("body")).text();
    } catch (const kit::JsonRefused& refused) {
      refuse_invalid({{"body", "path.refusal.body", refused.what()}});
    }
  }
  Policy from = find_policy(db, name, whole_number(request.text("from")));
  if (name != team_path) return with_values(from.body, request.form());
  return write_body(body_of_form(request.form(), read_body(from.body)));
}

Policy propose(Tx& tx, const std::string& name, const std::string& body, const std::string& reason) {
  if (name != team_path) return propose_policy(tx, name, body, reason);
  try {
    return propose_team_path(tx, body, reason);
  } catch (const kit::JsonRefused& refused) {
    refuse_invalid({{"body", "path.refusal.body", refused.what()}});
    throw;
  }
}

Response save(Request& request, Tx& tx) {
  const std::string& name = request.part("name");
  allow(tx.actor().has_role(Role::administrator));
  Policy policy = propose(tx, name, body_sent(request, tx, name), std::string(request.text("reason")));
  return request.done(policy, url_of(name, "/" + std::to_string(policy.version)), "path.said.policy");
}

}  // namespace

void policy_routes(Router& router) {
  router.get("/policies", list);
  router.get("/policies/{name}", show_in_force);
  router.get("/policies/{name}/change", ask_change);
  router.get("/policies/{name}/{version}", show_version);
  router.post("/policies/{name}", save, Who::members, ask_change);
}

}  // namespace path
