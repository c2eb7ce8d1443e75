#include "statistics/adjustment.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace statistics {
namespace {

void require_probabilities(std::span<const double> p) {
  for (double value : p)
    if (!(value >= 0 && value <= 1)) throw std::invalid_argument("A p value lies between zero and one.");
}

// Positions from the smallest p to the largest.
std::vector<std::size_t> rising(std::span<const double> p) {
  require_probabilities(p);
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
  return order;
}

std::vector<double> step_up(std::span<const double> p, double factor) {
  const auto order = rising(p);
  std::vector<double> out(p.size());
  double least = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    const std::size_t i = order[rank - 1];
    least = std::min(least, p[i] * static_cast<double>(p.size()) * factor / static_cast<double>(rank));
    out[i] = least;
  }
  return out;
}

}  // namespace

std::vector<double> benjamini_hochberg(std::span<const double> p) { return step_up(p, 1); }

std::vector<double> benjamini_yekutieli(std::span<const double> p) {
  double harmonic = 0;
  for (std::size_t i = 1; i <= p.size(); ++i) harmonic += 1 / static_cast<double>(i);
  return step_up(p, harmonic);
}

std::vector<double> holm(std::span<const double> p) {
  const auto order = rising(p);
  std::vector<double> out(p.size());
  double most = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    most = std::max(most, std::min(1.0, p[order[rank]] * static_cast<double>(order.size() - rank)));
    out[order[rank]] = most;
  }
  return out;
}

// Wright's algorithm (Biometrics 48, 1992): for each size m of an intersection the Simes bound of its largest members.
std::vector<double> hommel(std::span<const double> p) {
  const auto order = rising(p);
  const std::size_t n = order.size();
  std::vector<double> sorted, adjusted;
  for (std::size_t i : order) sorted.push_back(p[i]);
  adjusted = sorted;
  for (std::size_t m = n; m > 1; --m) {
    double bound = 1;
    for (std::size_t k = n - m + 1; k < n; ++k)
      bound = std::min(bound, static_cast<double>(m) * sorted[k] / static_cast<double>(m + k - n + 1));
    for (std::size_t k = n - m + 1; k < n; ++k) adjusted[k] = std::max(adjusted[k], bound);
    for (std::size_t k = 0; k <= n - m; ++k)
      adjusted[k] = std::max(adjusted[k], std::min(bound, static_cast<double>(m) * sorted[k]));
  }
  std::vector<double> out(n);
  for (std::size_t rank = 0; rank < n; ++rank) out[order[rank]] = adjusted[rank];
  return out;
}

std::vector<double> bonferroni(std::span<const double> p) {
  require_probabilities(p);
  std::vector<double> out;
  for (double value : p) out.push_back(std::min(1.0, value * static_cast<double>(p.size())));
  return out;
}

}  // namespace statistics
