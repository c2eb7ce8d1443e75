#pragma once
#include "modules/measures/dictionary.h"
#include "modules/measures/pages.h"
#include "partnership/web/parts.h"

// What the pages of the dictionary show. Inside the module only.
namespace measures {

struct CoverageLine {  // n of N units of a kind have a figure
  UnitKind kind;
  std::int64_t reporting = 0, all = 0;
};
// At the metric's levels, or wherever it is followed.
std::vector<CoverageLine> coverage_of(Reader& db, const Metric& metric);

struct MappingShown {
  MetricMapping mapping;
  std::string local, metric;          // names
  std::optional<AssentState> assent;  // while it is before the parties
};

struct MetricShown {
  Metric metric;
  std::string party;  // which looks after it, or empty
  std::vector<VersionShown> versions;
  std::vector<CoverageLine> coverage;
  std::vector<MappingShown> mappings, mapped_to;
  PlaceList places;
  std::string more;
  bool may_define = false, may_compare = false;
  int version = 1;  // in force
};
MetricShown show_dictionary_entry(Reader& db, const Metric& metric);

struct VersionPage {
  VersionShown shown;
  std::optional<Metric> before;  // what it would take the place of, or took
  std::vector<DefinitionChange> changes;
  std::optional<AssentState> assent;
  std::string party;
  std::string url() const {
    return "/measures/" + shown.version.metric.text + "/versions/" + std::to_string(shown.version.version);
  }
};

struct DefinitionForm {
  Metric begin;  // what it starts from
  bool is_new = false;
  std::vector<Choice> parties;
  std::string url, title;
};

// "Minutes waited, divided by patients moved, times 100": how the value is worked out, in words.
std::string formula_of(const View& view, const Metric& metric);
// As a page shows the text of a definition's field.
std::string shown_text(const View& view, const std::string& field, const std::string& text);
std::string levels_text(const View& view, const Metric& metric);
std::string rules_text(const View& view, const Metric& metric);
std::string state_of(const View& view, const VersionShown& version);
std::string owner_text(const View& view, const Metric& metric, const std::string& party);
std::vector<Choice> choices_of_charts(const View& view);
std::vector<Choice> choices_of_frequencies(const View& view);
std::string believed_text(const View& view, const Metric& metric);
std::vector<Choice> choices_of(const View& view, std::string_view prefix, std::vector<std::string_view> values);
bool has_level(const View& view, const Metric& metric, UnitKind kind);

}  // namespace measures
