#include "partnership/policy.h"
#include "modules/changes/changes.h"

// How long before, for which kind of change. The days are defaults, not rules: sixty for positions stands in an
// agreement of 2021 (handbook 2.20); the rest is a place to begin.
namespace changes {

std::string first_notice_policy() {
  return R"({"read_days":7,"kinds":[
{"key":"schedules","days":28,"subject":"schedules","en":"Schedules and shifts","es":"Horarios y turnos"},
{"key":"work","days":14,"subject":"work","en":"How the work is done","es":"Cómo se hace el trabajo"},
{"key":"positions","days":60,"subject":"staffing","en":"Positions and staffing","es":"Puestos y dotación de personal"},
{"key":"technology","days":60,"subject":"technology","en":"Technology and equipment","es":"Tecnología y equipo"},
{"key":"place","days":28,"subject":"organization","en":"Moves and rooms","es":"Mudanzas y espacios"},
{"key":"budget","days":28,"subject":"budget","en":"Budget","es":"Presupuesto"},
{"key":"rules","days":7,"subject":"news","en":"Rules from outside","es":"Normas externas"},
{"key":"other","days":28,"subject":"other","en":"Something else","es":"Otro asunto"}]})";
}

NoticePolicy read_notice_policy(const Policy& policy, Language language) {
  kit::Json json = kit::Json::parse(policy.body);
  auto days_in = [](const kit::Json& from, std::string_view name) {
    auto days = from.at(name).as_integer();
    if (days < 0 || days > 3660) throw kit::JsonRefused(std::string(name) + " is out of bounds");
    return static_cast<int>(days);
  };
  NoticePolicy read{.version = policy.version, .read_days = days_in(json, "read_days"), .kinds = {}};
  for (const kit::Json& one : json.at("kinds"))
    read.kinds.push_back({.key = one.at("key").as_text(),
                          .text = one.at(language == Language::es ? "es" : "en").as_text(),
                          .subject = one.at("subject").as_text(),
                          .days = days_in(one, "days")});
  return read;
}

// A version that cannot be read is passed over for the one before it; a partnership that has none goes by the first.
NoticePolicy notice_policy(Reader& db, Language language) {
  for (const Policy& policy : db.all<Policy>("where name = 'change_notices' and id in (select policy_id from"
                                             " policy_starts) order by version desc limit 5")) {
    try {
      return read_notice_policy(policy, language);
    } catch (const kit::JsonRefused&) {
      continue;
    }
  }
  return read_notice_policy({.id = {},
                             .name = "change_notices",
                             .version = 1,
                             .body = first_notice_policy(),
                             .reason = "",
                             .proposed_at = {}},
                            language);
}

}  // namespace changes
