// How many stand at each of up to five steps of a ladder, lowest first: one stacked bar, and under it each level with
// its number, name and count, so that nothing depends on telling shades apart.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kit/chart/frame.h"

namespace kit {

struct LevelsBar {
  struct Level {
    std::string label;  // "Operational"
    std::size_t count = 0;
  };
  std::vector<Level> levels;  // one to five
  std::string title, description;
};

// Throws std::invalid_argument unless there are one to five levels.
std::string draw(const LevelsBar& bar, ChartSize size, std::string_view id);
std::string draw(const LevelsBar& bar, std::string_view id);  // both sizes, for a page

}  // namespace kit
