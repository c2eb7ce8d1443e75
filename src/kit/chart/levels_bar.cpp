#include "kit/chart/levels_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "kit/chart/label.h"

namespace kit {
namespace {

constexpr double kBar = 30, kRow = 26, kSwatch = 18, kGap = 2, kAbove = 14;
constexpr double kSliver = 4;  // every level that has any can be seen, however few
constexpr double kLeastGap = 12, kMostGap = 40;

std::string shade(std::size_t i) { return fmt::format("level-{}", i + 1); }
std::string digit_shade(std::size_t i) { return fmt::format("level-{}-digit", i + 1); }

std::size_t total_of(const LevelsBar& bar) {
  std::size_t total = 0;
  for (const auto& level : bar.levels) total += level.count;
  return total;
}

void draw_swatch(Svg& svg, ChartBox box, std::size_t i) {
  svg.rect(box, shade(i), " rx=\"3\"");
  if (box.width() < 14) return;
  svg.text({(box.left + box.right) / 2, (box.top + box.bottom) / 2 + 4.5}, Anchor::middle, digit_shade(i),
           std::to_string(i + 1));
}

void draw_bar(Svg& svg, const LevelsBar& bar, double width) {
  const std::size_t total = total_of(bar);
  if (total == 0) return svg.rect({0, 0, width, kBar}, "empty", " rx=\"3\" fill-opacity=\".1\"");
  std::size_t filled = 0;
  for (const auto& level : bar.levels) filled += level.count > 0;
  const double parts = static_cast<double>(filled);
  const double room = width - kGap * (parts - 1) - kSliver * parts;
  double left = 0;
  for (std::size_t i = 0; i < bar.levels.size(); ++i) {
    if (bar.levels[i].count == 0) continue;
    double right = left + kSliver + room * static_cast<double>(bar.levels[i].count) / static_cast<double>(total);
    draw_swatch(svg, {left, 0, right, kBar}, i);
    left = right + kGap;
  }
}

double count_width(const LevelsBar::Level& level) { return text_width(std::to_string(level.count), Weight::bold); }

double entry_width(const LevelsBar::Level& level) {
  return kSwatch + 8 + count_width(level) + 6 + text_width(level.label);
}

void draw_entry(Svg& svg, const LevelsBar::Level& level, std::size_t i, ChartPoint at, double room) {
  draw_swatch(svg, {at.x, at.y, at.x + kSwatch, at.y + kSwatch}, i);
  svg.text({at.x + kSwatch + 8, at.y + 14}, Anchor::start, "strong", std::to_string(level.count));
  const double used = entry_width(level) - text_width(level.label);
  svg.text({at.x + used, at.y + 14}, Anchor::start, {}, fitted(level.label, room - used));
}

double all_entries(const LevelsBar& bar) {
  double width = 0;
  for (const auto& level : bar.levels) width += entry_width(level);
  return width;
}

// Room between entries that stand side by side; nothing if they do not fit and stand one below the other.
std::optional<double> gap_between(const LevelsBar& bar, double width) {
  if (bar.levels.size() == 1) return 0;
  const double gap = (width - all_entries(bar)) / static_cast<double>(bar.levels.size() - 1);
  if (gap < kLeastGap) return std::nullopt;
  return std::min(gap, kMostGap);
}

void draw_key(Svg& svg, const LevelsBar& bar, double width, std::optional<double> gap) {
  ChartPoint at{0, kBar + kAbove};
  for (std::size_t i = 0; i < bar.levels.size(); ++i) {
    draw_entry(svg, bar.levels[i], i, at, width - at.x);
    if (gap)
      at.x += entry_width(bar.levels[i]) + *gap;
    else
      at.y += kRow;
  }
}

}  // namespace

std::string draw(const LevelsBar& bar, ChartSize size, std::string_view id) {
  if (bar.levels.empty() || bar.levels.size() > 5)
    throw std::invalid_argument("A bar of levels shows one to five levels.");
  const double width = size == ChartSize::wide ? 760 : 360;
  const auto gap = gap_between(bar, width);
  const double rows = gap ? 1 : static_cast<double>(bar.levels.size());
  Svg svg(size == ChartSize::wide ? "chart wide levels" : "chart phone levels", width,
          kBar + kAbove + kRow * (rows - 1) + kSwatch + 2, id, bar.title, bar.description, 2500);
  draw_bar(svg, bar, width);
  draw_key(svg, bar, width, gap);
  return svg.finish();
}

std::string draw(const LevelsBar& bar, std::string_view id) {
  const std::string name(id);
  return both_sizes(draw(bar, ChartSize::wide, name + "-w"), draw(bar, ChartSize::phone, name + "-p"));
}

}  // namespace kit
