#pragma once
#include "modules/measures/measures.h"

// The plain sentence above a chart, from the same numbers as the chart. Inside the module only.
namespace measures {

struct Sentence {
  std::string strong, rest, tone, icon;
};

// `needed` is how many points a judgement takes under the rule set, `of_phase` how many the last phase has.
struct Told {
  statistics::Summary summary;
  std::size_t needed = 12, of_phase = 0;
  std::optional<Date> phase_since;  // when the last of several phases began
  bool events = false;              // points are events (g and t charts), not periods
};
Sentence sentence_of(Language language, const Told& told, const Metric& metric);

}  // namespace measures
