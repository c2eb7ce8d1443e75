#include "kit/chart/flow.h"

#include "kit/chart/png.h"
#include "kit/csv/csv.h"
#include "kit/time/quarter.h"
#include "kit/xlsx/xlsx.h"
#include "modules/path/flow.h"
#include "modules/path/pages.h"

namespace path {
namespace {

std::string quarter_before(const std::string& quarter) {
  return text_of(kit::previous(kit::parse_quarter(quarter).value()));
}

std::int64_t unmoved(const Ratings& ratings) {
  std::int64_t same = 0;
  for (std::size_t level = 0; level < levels; ++level) same += ratings.flow[level][level];
  return same;
}

kit::FlowChart chart_of(const View& view, const FromAbove& seen) {
  kit::FlowChart chart{.from_label = quarter_words(view, quarter_before(seen.quarter)),
                       .to_label = quarter_words(view, seen.quarter),
                       .title = view.t("path.flow.of", {{"unit", seen.unit.name}}),
                       .description = flow_text(view, seen)};
  for (int level = 1; level <= levels; ++level) {
    chart.steps.push_back(std::to_string(level) + " " + level_name(view, level));
    auto& row = chart.counts.emplace_back();
    for (std::int64_t count : seen.ratings.flow[static_cast<std::size_t>(level - 1)])
      row.push_back(static_cast<std::size_t>(std::max<std::int64_t>(count, 0)));
  }
  return chart;
}

std::vector<std::string> header_of(const View& view) {
  std::vector<std::string> header{"from"};
  for (int level = 1; level <= levels; ++level) header.push_back(std::to_string(level) + " " + level_name(view, level));
  return header;
}

}  // namespace

std::int64_t moved_between(const Ratings& ratings) {
  std::int64_t all = 0;
  for (auto& row : ratings.flow)
    for (std::int64_t count : row) all += count;
  return all;
}

std::string flow_text(const View& view, const FromAbove& seen) {
  return view.t("path.flow.described", {{"before", quarter_words(view, quarter_before(seen.quarter))},
                                        {"now", quarter_words(view, seen.quarter)},
                                        {"up", seen.ratings.movers.all_up()},
                                        {"down", seen.ratings.movers.down},
                                        {"same", unmoved(seen.ratings)}});
}

std::string flow_picture(const View& view, const FromAbove& seen, bool wide) {
  return kit::draw(chart_of(view, seen), wide ? kit::ChartSize::wide : kit::ChartSize::phone,
                   wide ? "flow-w" : "flow-p");
}
kit::Html flow_pictures(const View& view, const FromAbove& seen) {
  return kit::trusted_html(kit::both_sizes(flow_picture(view, seen, true), flow_picture(view, seen, false)));
}

std::string flow_csv(const View& view, const FromAbove& seen) {
  std::string out(kit::utf8_mark);
  auto header = header_of(view);
  kit::csv_row(out, header);
  for (std::size_t from = 0; from < levels; ++from) {
    std::vector<std::string> cells{header[from + 1]};
    for (std::int64_t count : seen.ratings.flow[from]) cells.push_back(std::to_string(count));
    kit::csv_row(out, cells);
  }
  return out;
}

std::string flow_xlsx(const View& view, const FromAbove& seen) {
  kit::XlsxSheet sheet{.name = seen.quarter, .header = header_of(view), .rows = {}};
  for (std::size_t from = 0; from < levels; ++from) {
    std::vector<kit::XlsxCell> cells{sheet.header[from + 1]};
    for (std::int64_t count : seen.ratings.flow[from]) cells.emplace_back(count);
    sheet.rows.push_back(std::move(cells));
  }
  return kit::write_xlsx({sheet});
}

std::string flow_png(const View& view, const FromAbove& seen) { return kit::png_of(flow_picture(view, seen, true)); }

}  // namespace path
