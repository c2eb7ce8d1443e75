#include <algorithm>

#include "modules/changes/changes.h"
#include "modules/feeds/feeds.h"
#include "modules/setup/setup.h"

namespace setup {
namespace {

constexpr std::string_view first_compass = R"({"points":[
{"key":"quality","en":"Best quality","es":"La mejor calidad"},
{"key":"service","en":"Best service","es":"El mejor servicio"},
{"key":"affordable","en":"Most affordable","es":"Lo más accesible"},
{"key":"workplace","en":"Best place to work","es":"El mejor lugar para trabajar"}]})";

constexpr std::string_view first_clocks = R"({"sponsor_contact":{"days":30}})";

void check_compass(const kit::Json& body) {
  for (const kit::Json& point : body.at("points"))
    for (auto* name : {"key", "en", "es"}) point.at(name).as_text();
}

void check_team_path(const Policy& policy) {
  for (const path::Criterion& one : path::criteria_of(policy, Language::en).criteria)
    if (one.source == path::Source::automatic && std::ranges::count(path::rule_names(), one.rule) == 0)
      throw kit::JsonRefused("the criterion " + one.key + " names the rule “" + one.rule + "”, and there is none");
}

}  // namespace

bool is_policy_name(std::string_view name) {
  constexpr auto names =
      std::to_array<std::string_view>({"team_path", "compass", "clocks", "involvement", "consensus_scales", "deciding",
                                       "bodies", "change_notices", "feeds"});
  return std::ranges::count(names, name) > 0;
}

void check_policy(const std::string& name, const std::string& body) {
  kit::Json json = kit::Json::parse(body);
  if (name == "compass") check_compass(json);
  if (name == "clocks") json.at("sponsor_contact").at("days").as_integer();
  if (name == "feeds") feeds::rules_out_of(body);
  Policy policy{.id = {}, .name = name, .version = 1, .body = body, .reason = "", .proposed_at = {}};
  if (name == "team_path") check_team_path(policy);
  if (name == "involvement") decisions::read_involvement(policy, Language::en);
  if (name == "consensus_scales") decisions::read_scales(policy, Language::en);
  if (name == "deciding") decisions::read_deciding(policy, Language::en);
  if (name == "bodies") governance::read_bodies_policy(policy);
  if (name == "change_notices") changes::read_notice_policy(policy, Language::en);
}

void enact_first_policies(Tx& tx) {
  enact_first(tx, "team_path", path::first_team_path());
  enact_first(tx, "compass", std::string(first_compass));
  enact_first(tx, "clocks", std::string(first_clocks));
  enact_first(tx, "feeds", feeds::first_feed_rules());
  decisions::enact_first_policies(tx);
  enact_first(tx, "bodies", governance::first_bodies_policy());
  enact_first(tx, "change_notices", changes::first_notice_policy());
}

}  // namespace setup
