// A chart as a PNG picture, for slides and reports: the same SVG that the page shows, drawn by librsvg in the light
// colours of the style sheet at twice its size. Only what this program drew itself is ever given to it.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace kit {

struct PictureRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// How charts look away from a page. Made once from the two style sheets: the rules of `chart_css`, with every var(--x)
// replaced by the first `--x: …;` of `palette_css`, because librsvg knows neither layers nor variables.
std::string picture_style(std::string_view chart_css, std::string_view palette_css);
void use_picture_style(std::string style);

// Throws PictureRefused when the picture cannot be drawn.
std::string png_of(std::string_view svg, double scale = 2);

}  // namespace kit
