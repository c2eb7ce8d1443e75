#pragma once
#include "kit/chart/control_chart.h"
#include "modules/measures/analysis.h"

// From what the statistics say of a series to the chart that shows it: periods without a figure are gaps, points are
// coloured by what they mean, every phase has its lines. Inside the module only.
namespace measures {

// The periods of a chart: where one was not reported there is a gap.
struct Slots {
  std::vector<Date> periods;
  std::vector<std::size_t> of_point;  // the slot of each point
};
Slots slots_of(const std::vector<Point>& points, const Periods& periods, bool events);

std::string axis_label(Date period, const Periods& periods, Language language);

class Drawing {
 public:
  Drawing(const View& view, const Metric& metric, const Judgement& judgement, const Slots& slots,
          const std::vector<std::string>& remarks)
      : view_(view), metric_(metric), judgement_(judgement), slots_(slots), remarks_(remarks) {}

  kit::ControlChart draw(std::string_view title, const std::string& description, std::optional<Quantity> target);
  void mark(Date on, const std::string& label, kit::ControlChart::Marker::Kind kind);

 private:
  void add_values();
  void add_point(std::size_t point);
  void add_point_limits();
  void add_phases();
  bool about_median() const;

  const View& view_;
  const Metric& metric_;
  const Judgement& judgement_;
  const Slots& slots_;
  const std::vector<std::string>& remarks_;
  kit::ControlChart chart_;
};

}  // namespace measures
