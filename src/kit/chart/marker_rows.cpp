#include "kit/chart/marker_rows.h"

#include <algorithm>
#include <numeric>

#include "kit/chart/label.h"

namespace kit {
namespace {

constexpr int kMostRows = 3;
constexpr double kRow = 18, kGap = 9, kBeside = 5;

struct Fit {
  double x = 0;  // of the line
  int row = 0;   // 0 is the lowest; the line reaches up beside its label
  double left = 0, right = 0;
  Anchor anchor = Anchor::start;
  std::string words;
};

bool overlaps(const Fit& label, const Fit& other) {
  return label.row == other.row && label.left < other.right + kGap && other.left < label.right + kGap;
}

bool crosses(const Fit& line, const Fit& label) {
  return line.row >= label.row && line.x > label.left - kBeside && line.x < label.right + kBeside;
}

bool is_free(const Fit& fit, const std::vector<Fit>& placed) {
  return std::ranges::none_of(
      placed, [&](const Fit& other) { return overlaps(fit, other) || crosses(other, fit) || crosses(fit, other); });
}

Fit beside_line(const MarkerLabel& marker, int row, Anchor anchor, std::string words) {
  const double width = text_width(words, Weight::bold), left = marker.x + kBeside, right = marker.x - kBeside;
  if (anchor == Anchor::start) return {marker.x, row, left, left + width, anchor, std::move(words)};
  return {marker.x, row, right - width, right, anchor, std::move(words)};
}

// Where a label goes that cannot stand to the right of its line.
enum class Otherwise { left_in_lowest_row, left_in_highest_row, shortened };

bool place_at(const MarkerLabel& marker, const std::vector<Fit>& placed, double edge, Anchor anchor, bool highest,
              Fit& fit) {
  for (int i = 0; i < kMostRows; ++i) {
    fit = beside_line(marker, highest ? kMostRows - 1 - i : i, anchor, std::string(marker.words));
    if (fit.left >= 0 && fit.right <= edge && is_free(fit, placed)) return true;
  }
  return false;
}

bool place_whole(const MarkerLabel& marker, const std::vector<Fit>& placed, double edge, Otherwise otherwise,
                 Fit& fit) {
  if (place_at(marker, placed, edge, Anchor::start, false, fit)) return true;
  if (otherwise == Otherwise::shortened) return false;
  return place_at(marker, placed, edge, Anchor::end, otherwise == Otherwise::left_in_highest_row, fit);
}

// Up to the first thing in the way to the right.
double room_in_row(const MarkerLabel& marker, int row, const std::vector<Fit>& placed, double edge) {
  const double left = marker.x + kBeside;
  double right = edge;
  for (const Fit& other : placed) {
    if (other.row == row && other.right > left) right = std::min(right, other.left - kGap);
    if (other.row >= row && other.x > marker.x) right = std::min(right, other.x - kBeside);
  }
  return right - left;
}

Fit place_shortened(const MarkerLabel& marker, const std::vector<Fit>& placed, double edge) {
  Fit best{.x = marker.x, .row = -1};
  for (int row = 0; row < kMostRows; ++row) {
    std::string words = fitted(marker.words, room_in_row(marker, row, placed, edge), Weight::bold);
    if (words.size() <= best.words.size()) continue;
    Fit fit = beside_line(marker, row, Anchor::start, std::move(words));
    if (is_free(fit, placed)) best = std::move(fit);
  }
  return best;
}

struct Attempt {
  std::vector<Fit> fits;  // in the order of the markers
  std::size_t letters = 0;
};

Attempt attempt(std::span<const MarkerLabel> markers, const std::vector<std::size_t>& order, double edge,
                double unit_width, Otherwise otherwise) {
  Attempt result{.fits = std::vector<Fit>(markers.size())};
  std::vector<Fit> placed;
  placed.reserve(markers.size() + 1);
  if (unit_width > 0) placed.push_back({.x = -100, .row = 0, .left = 0, .right = unit_width});
  for (std::size_t i : order) {
    Fit fit;
    if (!place_whole(markers[i], placed, edge, otherwise, fit)) fit = place_shortened(markers[i], placed, edge);
    if (!fit.words.empty()) placed.push_back(fit);
    result.letters += fit.words.size();
    result.fits[i] = std::move(fit);
  }
  return result;
}

// From the right, so that a long label climbs over the lines that stand to the right of its own.
std::vector<std::size_t> from_the_right(std::span<const MarkerLabel> markers) {
  std::vector<std::size_t> order(markers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return markers[i].x; });
  return order;
}

// The way that keeps most of the words.
std::vector<Fit> best_fits(std::span<const MarkerLabel> markers, double edge, double unit_width) {
  const auto order = from_the_right(markers);
  Attempt best = attempt(markers, order, edge, unit_width, Otherwise::left_in_lowest_row);
  std::size_t all = 0;
  for (const MarkerLabel& marker : markers) all += marker.words.size();
  for (Otherwise otherwise : {Otherwise::left_in_highest_row, Otherwise::shortened}) {
    if (best.letters >= all) break;
    Attempt other = attempt(markers, order, edge, unit_width, otherwise);
    if (other.letters > best.letters) best = std::move(other);
  }
  return std::move(best.fits);
}

}  // namespace

MarkerRows place_markers(std::span<const MarkerLabel> markers, double picture_width, double unit_width) {
  if (markers.empty()) return {};
  std::vector<Fit> fits = best_fits(markers, picture_width - 2, unit_width);
  const int rows = 1 + std::max(0, std::ranges::max_element(fits, {}, &Fit::row)->row);
  MarkerRows result{.height = rows * kRow + 8};
  for (Fit& fit : fits) {
    const double baseline = result.height - 10 - fit.row * kRow;
    const double top = fit.words.empty() ? result.height : baseline - 11;
    const double x = fit.anchor == Anchor::start ? fit.left : fit.right;
    result.places.push_back({fit.x, top, {x, baseline}, fit.anchor, std::move(fit.words)});
  }
  return result;
}

}  // namespace kit
