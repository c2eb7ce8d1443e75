// A run or control chart as an accessible SVG: points in time with their kind by shape and colour, the centre and
// limits of each phase, a target, and dashed markers where tests began or something happened. It draws what it is
// told and computes no statistics; every word on it comes from the caller, in the reader's language.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/chart/frame.h"
#include "kit/chart/mark.h"

namespace kit {

struct ControlChart {
  struct Phase {
    std::size_t begin = 0, end = 0;  // points [begin, end)
    double centre = 0;
    std::optional<double> lower, upper;  // both or neither
    std::string centre_label;            // "mean 13.4"; beside the last phase, on the line of an earlier one
  };
  struct Marker {
    enum class Kind { test, note };
    std::size_t index = 0;  // the first point under the change
    std::string label;      // "Test 1"
    Kind kind = Kind::test;
  };

  std::vector<double> values;       // NaN where a period was not reported: a gap, not a zero
  std::vector<std::string> labels;  // one for each value
  std::vector<PointStyle> styles;   // one for each value, or none: all common
  std::vector<Phase> phases;
  std::vector<double> lowers, uppers;  // limits of each point, where they vary with its denominator; NaN: none. Both
                                       // empty where phases say it all
  std::vector<std::string> remarks;    // for the tooltip of a point that was set aside; one for each value, or none
  std::vector<Marker> markers;
  std::optional<double> target;
  std::string target_label;           // "target 15"
  std::string latest_label;           // beside the last point, in bold; empty for none
  std::optional<double> least, most;  // what a value can be at all (0 and 100 for a percentage): limits stop there
  std::string title, description;     // the chart's name; the sentence that says what it shows
  std::string unit;                   // above the y axis, and after each value in its tooltip
};

// `id` makes the ids of title and description unique on the page. Throws std::invalid_argument when labels or styles
// are not as many as values, when no value is finite, when limits are not as many as values, or when a phase or a
// marker lies outside the values.
std::string draw(const ControlChart& chart, ChartSize size, std::string_view id);

// Both sizes, for a page.
std::string draw(const ControlChart& chart, std::string_view id);

}  // namespace kit
