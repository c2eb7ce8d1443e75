// What all charts over time share: the two sizes they are drawn for, the axes, and the labels to the right of the
// plot. A chart is drawn once for a wide place and once for a phone rather than scaled, so that its words keep their
// size; `both_sizes` puts the two on a page and web/chart.css shows the one that fits.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kit/chart/label.h"
#include "kit/chart/scale.h"
#include "kit/chart/svg.h"

namespace kit {

enum class ChartSize { wide, phone };

struct ChartFrame {
  double width = 0, height = 0;
  ChartBox plot;
  LinearScale x;  // from the index of a label
  LinearScale y;
  Ticks ticks;

  void lower_top(double header);  // leaves that much room above the plot
};

// A label at a height on the right of the plot.
struct SideLabel {
  double y = 0;
  std::string words;
  std::string_view css;
  Weight weight = Weight::plain;
};

// `least` and `most` are the data's, `header` the room above the plot, `side` the room to the right of it.
ChartFrame chart_frame(ChartSize size, double least, double most, std::size_t points, double header, double side);

// The room that side labels need, within reason for the size.
double side_room(ChartSize size, const std::vector<SideLabel>& labels);

void draw_y_axis(Svg& svg, const ChartFrame& frame, std::string_view unit);
void draw_x_axis(Svg& svg, const ChartFrame& frame, const std::vector<std::string>& labels);
void draw_side_labels(Svg& svg, const ChartFrame& frame, std::vector<SideLabel> labels);

// The same picture for both places. Ids end in -w and -p.
std::string both_sizes(const std::string& wide, const std::string& phone);

}  // namespace kit
