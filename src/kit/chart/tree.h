// How things hang together: one row each, in the order of the tree, set in under what it hangs from and joined to it
// by a line. A mark's area says how much it weighs. The words stand beside the mark, so that nothing depends on colour.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/chart/frame.h"

namespace kit {

struct TreeChart {
  struct Node {
    std::string words, note, tooltip;  // the note stands behind the words where there is room
    std::size_t depth = 0;
    std::optional<std::size_t> above;  // an earlier row
    double weight = 0;
    bool trouble = false;  // drawn as a concern
    bool loose = false;    // its line upward is broken
    bool hollow = false;   // not complete yet
  };
  std::vector<Node> nodes;
  std::string title, description;
};

// Throws std::invalid_argument where a node hangs from one that does not stand before it.
std::string draw(const TreeChart& tree, ChartSize size, std::string_view id);
std::string draw(const TreeChart& tree, std::string_view id);  // both sizes, for a page

}  // namespace kit
