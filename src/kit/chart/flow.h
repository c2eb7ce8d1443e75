// How many moved from each step of a ladder to each other one between two times: a stack at the left and one at the
// right, and between them bands as thick as the number that went that way. Up, down and unchanged differ by colour and
// by where they lead, and every band says its number.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kit/chart/frame.h"

namespace kit {

struct FlowChart {
  std::vector<std::string> steps;                // lowest first, two to seven: "Operational"
  std::vector<std::vector<std::size_t>> counts;  // [from][to], a square
  std::string from_label, to_label;              // "Q2 2026", "Q3 2026"
  std::string title, description;
};

// Throws std::invalid_argument unless the counts are a square as large as the steps.
std::string draw(const FlowChart& chart, ChartSize size, std::string_view id);
std::string draw(const FlowChart& chart, std::string_view id);  // both sizes, for a page

}  // namespace kit
