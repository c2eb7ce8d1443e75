#include "modules/path/policy_body.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "kit/text/utf8.h"

namespace path {
namespace {

std::string text_or_empty(const kit::Json& json, std::string_view name) {
  const kit::Json* value = json.get(name);
  return value ? value->as_text() : std::string();
}

Source source_of(const kit::Json& json) {
  auto source = kit::named<Source>(json.at("source").as_text());
  if (!source) throw kit::JsonRefused("a criterion's source is automatic, attested or surveyed");
  return *source;
}

Stated read_criterion(const kit::Json& json) {
  Stated stated;
  Criterion& one = stated.criterion;
  one.key = json.at("key").as_text();
  one.dimension = json.at("dimension").as_text();
  one.level = static_cast<int>(json.at("level").as_integer());
  one.source = source_of(json);
  one.rule = text_or_empty(json, "rule");
  if (auto* least = json.get("least")) one.least = least->as_real();
  if (auto* verified = json.get("verified")) one.verified = verified->as_bool();
  stated.en = json.at("en").as_text();
  stated.es = json.at("es").as_text();
  return stated;
}

void write_criterion(kit::JsonWriter& json, const Stated& stated) {
  const Criterion& one = stated.criterion;
  json.begin_object().member("key", one.key).member("dimension", one.dimension).member("level", one.level);
  json.member("source", kit::to_value(one.source));
  if (one.source == Source::automatic) json.member("rule", one.rule);
  if (one.source != Source::attested) json.member("least", one.least);
  json.member("verified", one.verified).member("en", stated.en).member("es", stated.es).end_object();
}

void check_criterion(const PolicyBody& body, std::size_t index, std::vector<FieldError>& faults) {
  const Stated& stated = body.criteria[index];
  const Criterion& one = stated.criterion;
  auto fault = [&](std::string_view field, std::string key, std::string detail = {}) {
    faults.push_back(
        {"criteria." + std::to_string(index) + "." + std::string(field), std::move(key), std::move(detail)});
  };
  if (stated.en.empty()) fault("en", "path.refusal.no_text");
  if (stated.es.empty()) fault("es", "path.refusal.no_text");
  if (kit::characters(stated.en) > 600) fault("en", "partnership.field.too_long", "600");
  if (kit::characters(stated.es) > 600) fault("es", "partnership.field.too_long", "600");
  if (one.level < 1 || one.level > levels) fault("level", "partnership.field.choose");
  if (std::ranges::count(body.dimensions, one.dimension) == 0) fault("dimension", "partnership.field.choose");
  if (one.source == Source::automatic && std::ranges::count(rule_names(), one.rule) == 0)
    fault("rule", "path.refusal.no_rule");
  if (is_share(one) && (one.least <= 0 || one.least > 1)) fault("least", "path.refusal.share");
  if (!is_share(one) && (one.least < 0 || one.least > 10000)) fault("least", "path.refusal.least");
}

bool has_level(const PolicyBody& body, int level) {
  return std::ranges::any_of(body.criteria, [&](const Stated& one) { return one.criterion.level == level; });
}

}  // namespace

PolicyBody read_body(std::string_view text) {
  kit::Json json = kit::Json::parse(text);
  PolicyBody body;
  for (const kit::Json& name : json.at("dimensions")) body.dimensions.push_back(name.as_text());
  if (auto* targets = json.get("targets"))
    for (const kit::Json& one : *targets)
      body.targets.push_back({static_cast<int>(one.at("year").as_integer()), one.at("share").as_real()});
  for (const kit::Json& one : json.at("criteria")) body.criteria.push_back(read_criterion(one));
  return body;
}

std::string write_body(const PolicyBody& body) {
  kit::JsonWriter json;
  json.begin_object().key("dimensions").begin_array();
  for (const std::string& name : body.dimensions) json.value(name);
  json.end_array().key("targets").begin_array();
  for (const Target& one : body.targets)
    json.begin_object().member("year", one.year).member("share", one.share).end_object();
  json.end_array().key("criteria").begin_array();
  for (const Stated& one : body.criteria) write_criterion(json, one);
  json.end_array().end_object();
  return json.take();
}

std::vector<FieldError> faults_of(const PolicyBody& body) {
  std::vector<FieldError> faults;
  for (std::size_t i = 0; i < body.criteria.size(); ++i) check_criterion(body, i, faults);
  std::set<std::string> keys;
  for (const Stated& one : body.criteria)
    if (one.criterion.key.empty() || one.criterion.key.size() > 80 || !keys.insert(one.criterion.key).second)
      faults.push_back({"criteria", "path.refusal.same_key", one.criterion.key});
  for (int level = 1; level <= levels; ++level)  // a level without criteria would be everybody's
    if (!has_level(body, level)) faults.push_back({"criteria", "path.refusal.empty_level", std::to_string(level)});
  for (const Target& one : body.targets)
    if (one.year < 1990 || one.year > 2200 || one.share <= 0 || one.share > 1)
      faults.push_back({"targets", "path.refusal.target", std::to_string(one.year)});
  return faults;
}

bool is_share(const Criterion& criterion) {
  return criterion.source == Source::surveyed ||
         (criterion.source == Source::automatic && criterion.rule == "trained_share");
}

Criteria criteria_of(const Policy& policy, Language language) {
  PolicyBody body = read_body(policy.body);
  Criteria criteria{.version = policy.version, .criteria = {}, .dimensions = std::move(body.dimensions)};
  for (Stated& stated : body.criteria) {
    stated.criterion.text = language == Language::es ? std::move(stated.es) : std::move(stated.en);
    criteria.criteria.push_back(std::move(stated.criterion));
  }
  return criteria;
}

namespace {

// A version of a policy never changes, so it is read from its JSON once. A program sees few versions in its life.
struct ReadPolicy {
  std::array<Criteria, 2> criteria;  // by language
  std::vector<Target> targets;
};

std::shared_ptr<const ReadPolicy> policy_read(Reader& db) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const ReadPolicy>> known;
  Id<Policy> id = id_in_force(db, "team_path");
  {
    std::lock_guard lock(mutex);
    if (auto found = known.find(id.text); found != known.end()) return found->second;
  }
  Policy policy = db.find(id);
  auto read = std::make_shared<ReadPolicy>();
  for (Language language : {Language::en, Language::es})
    read->criteria[static_cast<std::size_t>(language)] = criteria_of(policy, language);
  read->targets = read_body(policy.body).targets;
  std::lock_guard lock(mutex);
  return known[id.text] = read;
}

}  // namespace

Criteria criteria_in_force(Reader& db, Language language) {
  return policy_read(db)->criteria[static_cast<std::size_t>(language)];
}

std::optional<double> target_share(Reader& db, int year) {
  for (const Target& target : policy_read(db)->targets)
    if (target.year == year) return target.share;
  return std::nullopt;
}

}  // namespace path
