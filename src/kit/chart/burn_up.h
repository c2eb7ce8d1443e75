// A campaign's total so far against its target: the cumulative line with its area, the target across the top, and the
// even pace that would reach it on the last day, dashed.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/chart/frame.h"

namespace kit {

struct BurnUp {
  std::vector<double> totals;       // cumulative, oldest first; as many as have been reported
  std::vector<std::string> labels;  // all periods of the campaign, reported or to come
  double target = 0;
  std::string target_label;  // "target 1,200"
  std::string latest_label;  // beside the last total
  std::string pace_label;    // "even pace"; empty for no pace line
  std::string title, description;
  std::string unit;
};

// Throws std::invalid_argument when there are no periods, more totals than periods, or a value is not finite.
std::string draw(const BurnUp& chart, ChartSize size, std::string_view id);
std::string draw(const BurnUp& chart, std::string_view id);  // both sizes, for a page

}  // namespace kit
