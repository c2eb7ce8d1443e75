// A funnel plot as an accessible SVG: every place by its size and its value, the benchmark, and the limits that narrow
// as places grow. It shows which places differ by more than chance and never who is best: nothing in it is in an order.
// It draws what it is told and computes no statistics; every word comes from the caller.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kit/chart/frame.h"
#include "kit/chart/mark.h"

namespace kit {

struct FunnelChart {
  struct Place {
    double size = 0, value = 0;
    std::string label;  // its tooltip: name, value, what it was made of
    PointStyle style = PointStyle::common;
  };
  struct Limits {  // at one size; the curves go through all of them
    double size = 0;
    double likely_low = 0, likely_high = 0, sure_low = 0, sure_high = 0;
  };
  std::vector<Place> places;
  std::vector<Limits> limits;  // by size; none where there is nothing to say about chance
  double benchmark = 0;
  std::string benchmark_label;  // "all together 7.1"
  std::string likely_label, sure_label;
  int own = -1;  // the place the page is about, ringed and named; -1: none
  std::string own_label;
  std::string size_label;  // below the x axis: "patient days"
  std::string unit;        // above the y axis
  double least = 0;
  double most = 0;  // what a value can be at most; 0: no bound
  std::string title, description;
};

// Throws std::invalid_argument without places, for a value or a limit that is not finite, a size that is not above
// zero, limits out of order, or an `own` that is not there.
std::string draw(const FunnelChart& chart, ChartSize size, std::string_view id);
std::string draw(const FunnelChart& chart, std::string_view id);  // both sizes, for a page

}  // namespace kit
