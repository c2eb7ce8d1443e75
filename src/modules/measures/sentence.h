#pragma once
#include "modules/measures/told.h"

// The plain sentence above a chart, from the same numbers as the chart. Inside the module only.
namespace measures {

struct Sentence {
  std::string strong, rest, tone, icon;
};

Sentence sentence_of(Language language, const Told& told, const Metric& metric);

}  // namespace measures
