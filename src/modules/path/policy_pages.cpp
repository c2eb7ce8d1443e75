#include "modules/path/policy_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "kit/text/utf8.h"

namespace path {
namespace {

void add_values(std::vector<NamedValue>& values, const std::string& name, const kit::Json& json) {
  auto below = [&](const std::string& part) { return name.empty() ? part : name + " " + part; };
  if (json.is_object()) {
    for (auto& [key, value] : json.members()) add_values(values, below(key), value);
  } else if (json.is_array()) {
    for (std::size_t i = 0; i < json.size(); ++i) add_values(values, below(std::to_string(i + 1)), json.at(i));
  } else {
    values.push_back({name, json.is_text() ? json.as_text() : json.text()});
  }
}

const Stated* stated_as(const PolicyBody& body, const std::string& key) {
  auto found = std::ranges::find_if(body.criteria, [&](auto& one) { return one.criterion.key == key; });
  return found == body.criteria.end() ? nullptr : &*found;
}

struct Replacing {
  const kit::Form& form;
  kit::JsonWriter json;
  std::size_t index = 0;
  std::vector<FieldError> faults;

  void value(const kit::Json& old) {
    if (old.is_object()) {
      json.begin_object();
      for (auto& [key, member] : old.members()) json.key(key), value(member);
      json.end_object();
    } else if (old.is_array()) {
      json.begin_array();
      for (const kit::Json& item : old) value(item);
      json.end_array();
    } else {
      leaf(old);
    }
  }
  void leaf(const kit::Json& old) {
    std::string name = field("value", index++);
    std::string given = form.has(name) ? trimmed(form.text(name)) : old.is_text() ? old.as_text() : old.text();
    if (kit::characters(given) > 1000) faults.push_back({name, "partnership.field.too_long", "1000"});
    if (old.is_text()) {
      json.value(given);
      return;
    }
    try {
      kit::Json now = kit::Json::parse(given);
      if (now.is_number() != old.is_number() || now.is_bool() != old.is_bool()) throw kit::JsonRefused("");
      now.write(json);
    } catch (const kit::JsonRefused&) {
      faults.push_back({name, old.is_number() ? "partnership.field.number" : "partnership.field.choose", given});
      json.null();
    }
  }
};

std::string place_of(const View& view, const Criterion& one) {
  return view.t("path.cell", {{"dimension", view.t("path.dimension." + one.dimension)}, {"level", one.level}});
}

std::string how_of(const View& view, const Criterion& one) {
  std::string how = view.t("path.source." + std::string(kit::to_value(one.source)));
  if (one.source == Source::automatic) how += ": " + rule_name(view, one.rule);
  std::string least = least_of(view, one);
  return least.empty() ? how : how + ", " + least;
}

// Each thing that can differ in a criterion, in an order that both sides share.
std::vector<std::string> parts_of(const View& view, const Stated& stated) {
  return {stated.en, stated.es, how_of(view, stated.criterion), place_of(view, stated.criterion)};
}

std::string slug_of(std::string_view words) {
  std::string slug;
  for (char c : words.substr(0, 60)) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    if (letter)
      slug += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    else if (!slug.empty() && slug.back() != '_')
      slug += '_';
  }
  while (!slug.empty() && slug.back() == '_') slug.pop_back();
  return slug.substr(0, 40);
}

std::string fresh_key(const PolicyBody& body, const Stated& stated) {
  std::string key = fmt::format("{}.{}.{}", stated.criterion.dimension, stated.criterion.level, slug_of(stated.en));
  while (stated_as(body, key)) key += "_2";
  return key;
}

std::string text_of(const kit::Form& form, std::string_view name, std::size_t index) {
  return trimmed(form.text(field(name, index)));
}

// What is no number becomes one that faults_of() refuses.
double number_of(std::string_view text, double otherwise) {
  double value = 0;
  if (text.empty()) return otherwise;
  return kit::parse_text(text, value) ? value : -1;
}

Stated stated_in(const kit::Form& form, std::size_t index, Stated stated) {
  Criterion& one = stated.criterion;
  stated.en = text_of(form, "en", index);
  stated.es = text_of(form, "es", index);
  one.level = static_cast<int>(number_of(text_of(form, "level", index), one.level));
  if (auto source = kit::named<Source>(text_of(form, "source", index))) one.source = *source;
  if (auto rule = text_of(form, "rule", index); !rule.empty()) one.rule = rule;
  if (one.source != Source::automatic) one.rule.clear();
  double least = number_of(text_of(form, "least", index), 0);
  one.least = one.source == Source::attested ? 0 : is_share(one) ? least / 100 : least;
  return stated;
}

std::vector<Target> targets_in(const kit::Form& form) {
  std::vector<Target> targets;
  for (std::size_t i = 0; form.has(field("year", i)); ++i)
    if (auto year = text_of(form, "year", i); !year.empty())
      targets.push_back({static_cast<int>(number_of(year, 0)), number_of(text_of(form, "share", i), 0) / 100});
  std::ranges::sort(targets, {}, &Target::year);
  return targets;
}

}  // namespace

std::vector<NamedValue> values_of(std::string_view json) {
  std::vector<NamedValue> values;
  add_values(values, "", kit::Json::parse(json));
  return values;
}

std::string with_values(const std::string& json, const kit::Form& form) {
  Replacing replacing{.form = form};
  replacing.value(kit::Json::parse(json));
  refuse_invalid(replacing.faults);
  return replacing.json.take();
}

std::vector<Change> changes_of_values(const std::string& before, const std::string& after) {
  std::vector<Change> changes;
  auto old_values = values_of(before), new_values = values_of(after);
  auto named = [](const std::vector<NamedValue>& values, const std::string& name) {
    auto found = std::ranges::find(values, name, &NamedValue::name);
    return found == values.end() ? std::string() : found->value;
  };
  for (auto& [name, value] : new_values)
    if (std::string old_value = named(old_values, name); old_value != value)
      changes.push_back({name, old_value, value});
  for (auto& [name, value] : old_values)
    if (std::ranges::find(new_values, name, &NamedValue::name) == new_values.end())
      changes.push_back({name, value, ""});
  return changes;
}

std::vector<Change> changes_of_path(const View& view, const PolicyBody& before, const PolicyBody& after) {
  std::vector<Change> changes;
  for (const Stated& one : after.criteria) {
    const Stated* former = stated_as(before, one.criterion.key);
    auto is = parts_of(view, one), was = former ? parts_of(view, *former) : std::vector<std::string>(is.size());
    if (!former) is = {criterion_words(view, one), how_of(view, one.criterion)};
    for (std::size_t i = 0; i < is.size(); ++i)
      if (is[i] != was[i]) changes.push_back({place_of(view, one.criterion), was[i], is[i]});
  }
  for (const Stated& one : before.criteria)
    if (!stated_as(after, one.criterion.key))
      changes.push_back({place_of(view, one.criterion), criterion_words(view, one), ""});
  auto line = [](const std::vector<Target>& targets) {
    std::string all;
    for (const Target& one : targets)
      all += fmt::format("{}{}: {} %", all.empty() ? "" : ", ", one.year, kit::number(one.share * 100));
    return all;
  };
  if (line(before.targets) != line(after.targets))
    changes.push_back({view.t("path.policy.targets"), line(before.targets), line(after.targets)});
  return changes;
}

std::string policy_name(const View& view, std::string_view name) {
  std::string key = "path.policy.name." + std::string(name);
  return kit::has_words(view.language, key) ? view.t(key) : std::string(name);
}

std::string value_name(const View& view, std::string_view name) {
  std::string key = "path.policy.value.", number;
  for (std::size_t begin = 0; begin <= name.size();) {
    auto end = std::min(name.find(' ', begin), name.size());
    std::string part(name.substr(begin, end - begin));
    if (!part.empty() && part.find_first_not_of("0123456789") == std::string::npos)
      number = part;
    else
      key += (key.back() == '.' ? "" : ".") + part;
    begin = end + 1;
  }
  return kit::has_words(view.language, key) ? view.t(key, {{"number", number}}) : std::string(name);
}

std::string criterion_words(const View& view, const Stated& stated) {
  return view.language == Language::es ? stated.es : stated.en;
}

std::string rule_name(const View& view, std::string_view rule) { return view.t("path.rule." + std::string(rule)); }

std::string least_of(const View&, const Criterion& criterion) {
  if (criterion.source == Source::attested || criterion.least == 0) return {};
  return kit::number(is_share(criterion) ? criterion.least * 100 : criterion.least) + (is_share(criterion) ? " %" : "");
}

std::string least_plain(const Criterion& criterion) {
  return fmt::format("{:g}", is_share(criterion) ? criterion.least * 100 : criterion.least);
}

std::vector<std::size_t> indexes_at(const PolicyBody& body, int level) {
  std::vector<std::size_t> indexes;
  for (std::size_t i = 0; i < body.criteria.size(); ++i)
    if (body.criteria[i].criterion.level == level) indexes.push_back(i);
  return indexes;
}

std::string field(std::string_view name, std::size_t index) { return fmt::format("{}.{}", name, index); }

std::vector<FieldError> errors_at(const View& view, std::size_t index) {
  std::vector<FieldError> errors;
  std::string beginning = fmt::format("criteria.{}.", index);
  for (const FieldError& error : view.errors)
    if (error.field.starts_with(beginning)) errors.push_back(error);
  return errors;
}

std::string state_words(const View& view, const PolicyShown& shown, const Policy& version) {
  if (shown.in_force && shown.in_force->version == version.version) return view.t("path.policy.in_force");
  bool newer = !shown.in_force || version.version > shown.in_force->version;
  return view.t(newer ? "path.policy.proposed" : "path.policy.former");
}

PolicyBody body_of_form(const kit::Form& form, const PolicyBody& from) {
  PolicyBody body{.dimensions = from.dimensions, .targets = targets_in(form), .criteria = {}};
  for (std::size_t i = 0; i < from.criteria.size(); ++i)
    if (!form.has(field("drop", i)))
      body.criteria.push_back(form.has(field("en", i)) ? stated_in(form, i, from.criteria[i]) : from.criteria[i]);
  for (std::size_t i = from.criteria.size(); i < from.criteria.size() + new_criteria; ++i) {
    if (text_of(form, "en", i).empty() && text_of(form, "es", i).empty()) continue;
    Stated stated;
    stated.criterion.dimension = text_of(form, "dimension", i);
    stated = stated_in(form, i, std::move(stated));
    stated.criterion.key = fresh_key(body, stated);
    body.criteria.push_back(std::move(stated));
  }
  return body;
}

}  // namespace path
