// Small multiples: the same measure in several places, each a small line in a panel of its own, all on one scale and
// over the same periods, so that they can be looked at together without a rank.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/chart/frame.h"
#include "kit/chart/mark.h"

namespace kit {

struct Multiples {
  struct Panel {
    std::string name;
    std::vector<double> values;  // one for each period; NaN where a period was not reported
    PointStyle latest = PointStyle::common;
    std::string latest_label;
    std::optional<double> target;
  };
  std::vector<Panel> panels;            // one to sixty
  std::string first_label, last_label;  // of the periods
  std::string title, description;
};

// Throws std::invalid_argument unless there are one to sixty panels of equally many periods.
std::string draw(const Multiples& chart, ChartSize size, std::string_view id);
std::string draw(const Multiples& chart, std::string_view id);  // both sizes, for a page

}  // namespace kit
