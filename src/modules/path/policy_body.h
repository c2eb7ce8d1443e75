#pragma once
#include "modules/path/path.h"

// The body of the policy "team_path", read and written: its dimensions, each criterion in both languages, and the
// targets by year. Throws kit::JsonRefused on a body that is not one.
namespace path {

struct Stated {
  Criterion criterion;  // its text left empty
  std::string en, es;
};
struct Target {
  int year = 0;
  double share = 0;
};
struct PolicyBody {
  std::vector<std::string> dimensions;
  std::vector<Target> targets;
  std::vector<Stated> criteria;
};

PolicyBody read_body(std::string_view json);
std::string write_body(const PolicyBody& body);

// What is wrong with it, by the name of the form's field: criteria.<n>.en, targets, …
std::vector<FieldError> faults_of(const PolicyBody& body);

bool is_share(const Criterion& criterion);  // its `least` is a share of one, shown as a percentage

}  // namespace path
