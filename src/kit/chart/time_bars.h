// Things that last, one below the other, on one line of time: each a bar from its beginning to its end, with the words
// above it, and with a tick where something was due. Says where today is.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/chart/frame.h"

namespace kit {

struct TimeBars {
  struct Bar {
    std::string words, tooltip;
    double from = 0, to = 0;         // in days
    std::optional<double> due = {};  // a tick on the bar
    bool trouble = false;            // drawn as a concern
    bool hollow = false;             // its end is all there is
  };
  struct Tick {
    double at = 0;
    std::string label;
  };
  std::vector<Bar> bars;
  std::vector<Tick> ticks;  // rising; the first and the last bound the picture
  double now = 0;
  std::string now_label;
  std::string title, description;
};

// Throws std::invalid_argument with fewer than two ticks.
std::string draw(const TimeBars& chart, ChartSize size, std::string_view id);
std::string draw(const TimeBars& chart, std::string_view id);  // both sizes, for a page

}  // namespace kit
