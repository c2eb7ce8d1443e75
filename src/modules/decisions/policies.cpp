#include "modules/decisions/policies.h"

#include <algorithm>

namespace decisions {
namespace {

std::string words_of(const kit::Json& json, Language language) {
  return json.at(language == Language::es ? "es" : "en").as_text();
}
int number_of(const kit::Json& json, std::string_view name, int least, int most) {
  auto number = json.at(name).as_integer();
  if (number < least || number > most) throw kit::JsonRefused(std::string(name) + " is out of bounds");
  return static_cast<int>(number);
}
bool truth_of(const kit::Json& json, std::string_view name) {
  const kit::Json* value = json.get(name);
  return value && value->as_bool();
}
template <class E>
E choice_of(const kit::Json& json, std::string_view name) {
  auto choice = kit::named<E>(json.at(name).as_text());
  if (!choice) throw kit::JsonRefused(std::string(name) + " is none of the words it can be");
  return *choice;
}
void read_share(const kit::Json& json, int& of, int& in) {
  of = number_of(json.at("share"), "of", 1, 1000);
  in = number_of(json.at("share"), "in", of, 1000);
}

Option read_option(const kit::Json& json, Language language) {
  return {.key = json.at("key").as_text(),
          .counts = choice_of<Counts>(json, "counts"),
          .reason = truth_of(json, "reason"),
          .interest = truth_of(json, "interest"),
          .text = words_of(json, language)};
}

Scale read_scale(const kit::Json& json, Language language) {
  Scale scale{.key = json.at("key").as_text(), .text = words_of(json, language), .options = {}};
  for (const kit::Json& one : json.at("options")) scale.options.push_back(read_option(one, language));
  auto in_favour = [](auto& one) { return one.counts == Counts::support; };
  if (std::ranges::none_of(scale.options, in_favour)) throw kit::JsonRefused("a scale needs an option in support");
  return scale;
}

Fallback read_fallback(const kit::Json& json, Language language) {
  Fallback fallback{.key = json.at("key").as_text(),
                    .kind = choice_of<FallbackKind>(json, "kind"),
                    .days = number_of(json, "days", 1, 1000),
                    .text = words_of(json, language)};
  if (fallback.kind == FallbackKind::vote) read_share(json, fallback.share_of, fallback.share_in);
  return fallback;
}

Policy first(std::string_view name) {
  std::string body = name == "involvement" ? first_involvement()
                     : name == "deciding"  ? first_deciding()
                                           : first_scales();
  return {.id = {}, .name = std::string(name), .version = 1, .body = std::move(body), .reason = "", .proposed_at = {}};
}

// The newest version in force that can be read.
template <class Read>
auto newest(Reader& db, std::string_view name, Language language, Read read) {
  for (const Policy& policy : db.all<Policy>(
           "where name = $1 and id in (select policy_id from policy_starts) order by version desc limit 5", {name})) {
    try {
      return read(policy, language);
    } catch (const kit::JsonRefused&) {
      continue;
    }
  }
  return read(first(name), language);
}

Policy version_of(Reader& db, std::string_view name, int version) {
  auto found = db.maybe<Policy>("where name = $1 and version = $2", {name, version});
  return found ? *found : first(name);
}

}  // namespace

const Scale* Scales::scale(std::string_view key) const {
  auto found = std::ranges::find(scales, key, &Scale::key);
  return found == scales.end() ? nullptr : &*found;
}
const Fallback* Deciding::fallback(std::string_view key) const {
  auto found = std::ranges::find(fallbacks, key, &Fallback::key);
  return found == fallbacks.end() ? nullptr : &*found;
}

InvolvementPolicy read_involvement(const Policy& policy, Language language) {
  kit::Json json = kit::Json::parse(policy.body);
  InvolvementPolicy read{.version = policy.version, .otherwise = choice_of<Involvement>(json, "otherwise")};
  for (const kit::Json& one : json.at("subjects"))
    read.subjects.push_back({one.at("key").as_text(), choice_of<Involvement>(one, "needs"), words_of(one, language)});
  for (const kit::Json& one : json.at("units"))
    read.units.push_back({one.at("unit").as_text(), one.at("subject").as_text(), choice_of<Involvement>(one, "needs")});
  return read;
}

Scales read_scales(const Policy& policy, Language language) {
  kit::Json json = kit::Json::parse(policy.body);
  Scales read{.version = policy.version, .scales = {}};
  for (const kit::Json& one : json.at("scales")) read.scales.push_back(read_scale(one, language));
  return read;
}

Deciding read_deciding(const Policy& policy, Language language) {
  kit::Json json = kit::Json::parse(policy.body);
  Deciding read{.version = policy.version,
                .early_close = json.at("early_close").as_bool(),
                .least_days = number_of(json, "least_days", 0, 365),
                .least_ballots = number_of(json, "least_ballots", 2, 1000)};
  read_share(json, read.share_of, read.share_in);
  for (const kit::Json& one : json.at("fallbacks")) read.fallbacks.push_back(read_fallback(one, language));
  return read;
}

InvolvementPolicy involvement_policy(Reader& db, Language language) {
  return newest(db, "involvement", language, read_involvement);
}
Scales scales_in_force(Reader& db, Language language) { return newest(db, "consensus_scales", language, read_scales); }
Deciding deciding_policy(Reader& db, Language language) { return newest(db, "deciding", language, read_deciding); }

Scale scale_of(Reader& db, int version, std::string_view key, Language language) {
  Scales scales = read_scales(version_of(db, "consensus_scales", version), language);
  const Scale* scale = scales.scale(key);
  return scale ? *scale : scales.scales.front();
}
Deciding deciding_of(Reader& db, int version, Language language) {
  return read_deciding(version_of(db, "deciding", version), language);
}

}  // namespace decisions
