#pragma once
#include "modules/path/policy_body.h"

// What the pages of policies show: the version in force, those before and proposed, and what a version changes.
namespace path {

struct Change {               // between two versions
  std::string what;           // the criterion, the name of a value
  std::string before, after;  // one of them empty: added, removed
};
// Criteria and targets, one by one.
std::vector<Change> changes_of_path(const View& view, const PolicyBody& before, const PolicyBody& after);
// Any policy: value by value.
std::vector<Change> changes_of_values(const std::string& before, const std::string& after);

// A policy's values by their names: {"points":[{"key":"quality"}]} has "points 1 key".
struct NamedValue {
  std::string name, value;
};
std::vector<NamedValue> values_of(std::string_view json);

// The same JSON with each value of values_of() replaced by what the form says; numbers must stay numbers.
std::string with_values(const std::string& json, const kit::Form& form);

struct PolicyShown {
  Policy policy;
  std::optional<Date> since;  // in force from this day
  std::optional<Policy> in_force;
  std::vector<Policy> versions;
  std::optional<AssentState> assent;
  std::vector<Change> changes;     // against the version in force, when this one is not
  std::optional<PolicyBody> body;  // of the team path
  std::vector<NamedValue> values;  // of any other
  bool may_propose = false;
};
struct PolicyForm {
  PolicyBody body;
  int version = 1;  // begun from
};

std::string policy_name(const View& view, std::string_view name);
std::string value_name(const View& view, std::string_view name);      // of a NamedValue, in words where there are any
std::string criterion_words(const View& view, const Stated& stated);  // in the reader's language
std::string least_of(const View& view, const Criterion& criterion);   // "75 %", "3", ""
std::string least_plain(const Criterion& criterion);                  // as a form shows it: 75 for a share of 0.75
std::string rule_name(const View& view, std::string_view rule);
std::vector<std::size_t> indexes_at(const PolicyBody& body, int level);
std::string field(std::string_view name, std::size_t index);  // "en.12"
std::vector<FieldError> errors_at(const View& view, std::size_t index);
std::string state_words(const View& view, const PolicyShown& shown, const Policy& version);

// The form, read back; its criteria keep their keys, new ones get one from their place and words.
PolicyBody body_of_form(const kit::Form& form, const PolicyBody& from);
inline constexpr std::size_t new_criteria = 2;  // blank lines at the end of the form

}  // namespace path
