#pragma once
#include "modules/measures/measures.h"

// The dictionary of metrics: what is measured is defined in versions. A version is proposed by an administrator or an
// analyst, put to the administrators of every party, and in force with the last signature; until then the former one
// counts. What a single team counts for itself stays free. How a local definition stands to one of the dictionary is
// agreed in the same way, so that nobody compares what is not alike.
namespace measures {

struct MetricVersion {  // a fact: what was put to the parties
  static constexpr auto prefix = "definition";
  Id<MetricVersion> id;
  Id<Metric> metric;
  int version = 1;
  std::string name;
  std::string body;  // the definition's fields as JSON, each as forms show it
  std::string reason;
  Date proposed_on;
  static const Table& table();
};

struct MetricStart {  // a fact: from when it counts
  Id<MetricVersion> version;
  Id<Metric> metric;
  Date starts_on;
  static const Table& table();
};

enum class Likeness { same, differs };
inline auto names(Likeness) { return std::array{"same"sv, "differs"sv}; }

struct MetricMapping {  // a fact; it counts once every party signed it, until another one is agreed
  static constexpr auto prefix = "mapping";
  Id<MetricMapping> id;
  Id<Metric> local, metric;
  Likeness likeness = Likeness::same;
  std::string how;
  Date proposed_on;
  static const Table& table();
};

// ── definitions as text ──────────────────────────────────────────────────────

inline constexpr std::array definition_fields{
    "name"sv,   "question"sv,  "definition"sv,     "numerator"sv,     "denominator"sv, "unit"sv,
    "factor"sv, "direction"sv, "levels"sv,         "frequency"sv,     "decimals"sv,    "party_id"sv,
    "owner"sv,  "source"sv,    "chart"sv,          "rules"sv,         "compass"sv,     "goal"sv,
    "scope"sv,  "calendar"sv,  "least_believed"sv, "most_believed"sv, "figures"sv};

std::string body_of(const Metric& metric);
Metric with_body(Metric metric, std::string_view body);  // throws kit::JsonRefused for what is no definition

struct DefinitionChange {
  std::string field;  // one of definition_fields
  std::string before, after;
};
std::vector<DefinitionChange> changes_between(const Metric& before, const Metric& after);
// Whether figures before and after cannot be compared: something else is counted, or counted otherwise.
bool counts_otherwise(const Metric& before, const Metric& after);

// What is wrong with a definition, field by field; empty when it can be proposed.
std::vector<FieldError> faults_of(const Metric& metric);

// ── reading ──────────────────────────────────────────────────────────────────

// What counted before versions were kept counted from the beginning.
inline const Date beginning = kit::date_of(1900, 1, 1);

struct VersionShown {
  MetricVersion version;
  Metric definition;
  std::optional<Date> since;
};
// Newest first. A metric that came with set-up has none until another version is proposed.
std::vector<VersionShown> versions_of(Reader& db, const Id<Metric>& metric);
// When what is counted changed, by the versions' starts.
std::vector<Date> breaks_of(const std::vector<VersionShown>& versions);

// The mappings that count, by whose metric is the dictionary's; and those still before the parties.
std::vector<MetricMapping> mappings_to(Reader& db, const Id<Metric>& metric);
std::vector<MetricMapping> mappings_from(Reader& db, const Id<Metric>& local);
std::vector<MetricMapping> open_mappings_of(Reader& db, const Id<Metric>& metric);

// ── commands ─────────────────────────────────────────────────────────────────

bool may_define(const Actor& actor);  // administrators of a party, and analysts
// An empty id defines a new metric.
MetricVersion propose_definition(Tx& tx, Metric definition, const std::string& reason);
MetricMapping propose_mapping(Tx& tx, MetricMapping mapping);

// What follows when every party has signed: the version is the metric's definition, and its summaries are made anew.
void definition_agreed(Tx& tx, const Assent& assent);
std::string url_of_definition(Reader& db, const Assent& assent);
std::string url_of_mapping(Reader& db, const Assent& assent);

void dictionary_routes(Router& router);

}  // namespace measures
