#include "modules/measures/dictionary.h"

#include <algorithm>

#include "kit/json/json.h"
#include "modules/measures/analysis.h"

// Pure: a definition as text, what changed between two, and what is wrong with one.
namespace measures {

const Table& MetricVersion::table() {
  static const Table table(
      "metric_versions",
      {field<&MetricVersion::id>("id", {.key = true, .place = true}),
       field<&MetricVersion::metric>("metric_id", {.place = true}), field<&MetricVersion::version>("version"),
       field<&MetricVersion::name>("name", {.required = true, .longest = 160}), field<&MetricVersion::body>("body"),
       field<&MetricVersion::reason>("reason", {.longest = 1000}), field<&MetricVersion::proposed_on>("proposed_on")},
      {.kind = "measures.definition", .fact = true});
  return table;
}

const Table& MetricStart::table() {
  static const Table table(
      "metric_starts",
      {field<&MetricStart::version>("version_id", {.key = true, .place = true}),
       field<&MetricStart::metric>("metric_id", {.place = true}), field<&MetricStart::starts_on>("starts_on")},
      {.kind = "measures.definition_start", .fact = true});
  return table;
}

const Table& MetricMapping::table() {
  static const Table table(
      "metric_mappings",
      {field<&MetricMapping::id>("id", {.key = true, .place = true}),
       field<&MetricMapping::local>("local_id", {.place = true}),
       field<&MetricMapping::metric>("metric_id", {.place = true}), field<&MetricMapping::likeness>("likeness"),
       field<&MetricMapping::how>("how", {.required = true, .longest = 1000}),
       field<&MetricMapping::proposed_on>("proposed_on")},
      {.kind = "measures.mapping", .fact = true});
  return table;
}

std::string body_of(const Metric& metric) {
  kit::JsonWriter json;
  json.begin_object();
  for (std::string_view name : definition_fields) json.member(name, Metric::table().field(name).print(&metric));
  json.end_object();
  return json.take();
}

Metric with_body(Metric metric, std::string_view body) {
  kit::Json json = kit::Json::parse(body);
  for (std::string_view name : definition_fields)
    if (const kit::Json* value = json.get(name))
      if (!Metric::table().field(name).parse(&metric, value->as_text()))
        throw kit::JsonRefused("The definition has no such " + std::string(name) + ": " + value->as_text());
  return metric;
}

std::vector<DefinitionChange> changes_between(const Metric& before, const Metric& after) {
  std::vector<DefinitionChange> changes;
  for (std::string_view name : definition_fields) {
    auto& field = Metric::table().field(name);
    std::string was = field.print(&before), is = field.print(&after);
    if (was != is) changes.push_back({std::string(name), std::move(was), std::move(is)});
  }
  return changes;
}

bool counts_otherwise(const Metric& before, const Metric& after) {
  constexpr std::array counted{"definition"sv, "numerator"sv, "denominator"sv, "factor"sv,
                               "unit"sv,       "frequency"sv, "calendar"sv,    "figures"sv};
  auto changes = changes_between(before, after);
  return std::ranges::any_of(changes, [&](const DefinitionChange& change) {
    return std::ranges::find(counted, change.field) != counted.end();
  });
}

namespace {

std::optional<FieldError> fault_of_chart(const Metric& metric) {
  switch (metric.chart) {
    case ChartKind::p:
    case ChartKind::p_prime:
    case ChartKind::u:
    case ChartKind::u_prime:
    case ChartKind::xbar:
      if (metric.denominator.empty()) return FieldError{"denominator", "measures.field.chart_needs_denominator"};
      break;
    case ChartKind::mr:
    case ChartKind::s: return FieldError{"chart", "partnership.field.choose"};
    case ChartKind::burn_up:
    case ChartKind::c:
    case ChartKind::g:
    case ChartKind::t:
      if (!metric.denominator.empty()) return FieldError{"denominator", "measures.field.chart_has_no_denominator"};
      break;
    default: break;
  }
  return std::nullopt;
}

bool are_levels(std::string_view text) {
  while (!text.empty()) {
    auto end = std::min(text.find(' '), text.size());
    if (!kit::named<UnitKind>(text.substr(0, end))) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

bool are_rules(const Metric& metric) {
  return metric.rules.empty() || std::ranges::any_of(statistics::rule_sets(), [&](const statistics::RuleSet& rules) {
           return rules.name == metric.rules && suits(rules, metric.chart);
         });
}

}  // namespace

std::vector<FieldError> faults_of(const Metric& metric) {
  std::vector<FieldError> faults;
  for (auto [name, text] : {std::pair{"name", &metric.name},
                            {"definition", &metric.definition},
                            {"numerator", &metric.numerator},
                            {"source", &metric.source}})
    if (text->empty()) faults.push_back({name, "partnership.field.required"});
  if (auto fault = fault_of_chart(metric)) faults.push_back(std::move(*fault));
  if (!are_rules(metric)) faults.push_back({"rules", "measures.field.rules_do_not_suit"});
  if (!are_levels(metric.levels)) faults.push_back({"levels", "partnership.field.choose"});
  if (needs_calendar(metric.frequency) != metric.calendar.has_value())
    faults.push_back({"calendar", metric.calendar ? "measures.field.no_calendar" : "measures.field.calendar"});
  if (metric.figures == Origin::savings && metric.chart != ChartKind::burn_up)
    faults.push_back({"figures", "measures.field.savings_add_up"});
  if (metric.least && metric.most && *metric.most < *metric.least)
    faults.push_back({"most_believed", "measures.field.believed"});
  if (metric.scope == Scope::core && metric.levels.empty())
    faults.push_back({"levels", "measures.field.core_needs_levels"});
  return faults;
}

std::vector<Date> breaks_of(const std::vector<VersionShown>& versions) {
  std::vector<Date> breaks;
  const VersionShown* later = nullptr;
  for (const VersionShown& one : versions) {
    if (!one.since) continue;
    if (later && counts_otherwise(one.definition, later->definition)) breaks.push_back(*later->since);
    later = &one;
  }
  std::ranges::sort(breaks);
  return breaks;
}

}  // namespace measures
