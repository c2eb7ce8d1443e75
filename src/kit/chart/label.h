// Room for words on paper. Widths are estimates for a proportional sans-serif and err on the wide side, because a
// picture drawn on a server cannot ask the reader's font.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace kit {

inline constexpr double kChartFont = 13;  // px; web/chart.css sets the same

enum class Weight { plain, bold };

double text_width(std::string_view words, Weight weight = Weight::plain);

// The words, or as many of them as fit with an ellipsis; empty when not even three letters do.
std::string fitted(std::string_view words, double room, Weight weight = Weight::plain);

// Moves positions apart, as little as needed, until each is `gap` from the next, all within [least, most] if there is
// room. Positions must be given in rising order and stay so.
void spread_apart(std::span<double> positions, double gap, double least, double most);

}  // namespace kit
