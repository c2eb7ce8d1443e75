// A small line without axes for a table cell: where a measure came from and how it stands. The band is the present
// limits, the dashes the target, and only the latest point has a mark, in its kind's shape and colour.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/chart/mark.h"

namespace kit {

struct Sparkline {
  std::vector<double> values;  // NaN where a period was not reported
  std::optional<double> lower, upper;
  std::optional<double> target;
  PointStyle latest = PointStyle::common;
  std::string title;  // one short sentence; empty hides the picture from screen readers, for a row that says it all
};

// 132 by 36 px. Nothing is drawn but an empty picture when no value is finite.
std::string draw(const Sparkline& spark, std::string_view id);

}  // namespace kit
