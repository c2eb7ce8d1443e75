#include "statistics/ranks.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "statistics/distribution.h"

namespace statistics {
namespace {

constexpr std::size_t kMostExact = 200;

// sum of t^3 - t over groups of t equal values
double tie_term(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  double term = 0;
  for (std::size_t begin = 0, end; begin < sorted.size(); begin = end) {
    end = begin + 1;
    while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
    const double tied = static_cast<double>(end - begin);
    term += tied * tied * tied - tied;
  }
  return term;
}

Significance by_normal(double statistic, double middle, double deviation, RankP how) {
  double off = statistic - middle;
  if (how == RankP::normal_corrected) off -= off > 0 ? 0.5 : off < 0 ? -0.5 : 0;
  return {statistic, 0, std::min(1.0, normal_beyond(off / deviation))};
}

// Both tails as far from the middle as what was observed, or farther. `ways[s]`: in how many ways a doubled rank sum
// can be s.
double by_counting(const std::vector<double>& ways, double doubled) {
  double all = 0, sum = 0;
  for (std::size_t s = 0; s < ways.size(); ++s) all += ways[s], sum += ways[s] * static_cast<double>(s);
  const double middle = sum / all, distance = std::abs(doubled - middle) - 1e-9;
  double beyond = 0;
  for (std::size_t s = 0; s < ways.size(); ++s)
    if (std::abs(static_cast<double>(s) - middle) >= distance) beyond += ways[s];
  return std::min(1.0, beyond / all);
}

std::size_t doubled(double rank) { return static_cast<std::size_t>(std::lround(2 * rank)); }

void require_countable(std::size_t count) {
  if (count > kMostExact)
    throw std::invalid_argument("An exact rank test takes at most 200 values; use the normal approximation.");
}

// In how many ways `chosen` of the ranks add up to each sum (doubled, so that halves are whole).
std::vector<double> ways_to_choose(std::span<const double> ranks, std::size_t chosen) {
  const std::size_t most = doubled(std::accumulate(ranks.begin(), ranks.end(), 0.0));
  std::vector<std::vector<double>> ways(chosen + 1, std::vector<double>(most + 1));
  ways[0][0] = 1;
  for (double rank : ranks)
    for (std::size_t k = chosen; k > 0; --k)
      for (std::size_t s = most; s >= doubled(rank); --s) ways[k][s] += ways[k - 1][s - doubled(rank)];
  return ways[chosen];
}

std::vector<double> ways_to_sign(std::span<const double> ranks) {
  const std::size_t most = doubled(std::accumulate(ranks.begin(), ranks.end(), 0.0));
  std::vector<double> ways(most + 1);
  ways[0] = 1;
  for (double rank : ranks)
    for (std::size_t s = most; s >= doubled(rank); --s) ways[s] += ways[s - doubled(rank)];
  return ways;
}

void require_group(std::span<const double> group) {
  if (group.empty()) throw std::invalid_argument("A rank test needs a value in each group.");
  for (double value : group)
    if (!std::isfinite(value)) throw std::invalid_argument("A rank test needs finite values.");
}

}  // namespace

std::vector<double> mid_ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0, end; begin < order.size(); begin = end) {
    end = begin + 1;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = static_cast<double>(begin + end + 1) / 2;
  }
  return ranks;
}

std::optional<Significance> mann_whitney(std::span<const double> first, std::span<const double> second, RankP how) {
  require_group(first);
  require_group(second);
  std::vector<double> all(first.begin(), first.end());
  all.insert(all.end(), second.begin(), second.end());
  const auto ranks = mid_ranks(all);
  const double n = static_cast<double>(first.size()), m = static_cast<double>(second.size()), both = n + m;
  const double sum = std::accumulate(ranks.begin(), ranks.begin() + std::ssize(first), 0.0);
  const double statistic = sum - n * (n + 1) / 2, ties = tie_term(all);
  if (ties == both * both * both - both) return {};
  if (how == RankP::exact) {
    require_countable(all.size());
    return Significance{statistic, 0, by_counting(ways_to_choose(ranks, first.size()), 2 * sum)};
  }
  const double variance = n * m / 12 * (both + 1 - ties / (both * (both - 1)));
  return by_normal(statistic, n * m / 2, std::sqrt(variance), how);
}

std::optional<Significance> signed_rank(std::span<const double> differences, RankP how) {
  require_group(differences);
  std::vector<double> sizes, signs;
  for (double difference : differences) {
    if (difference == 0) continue;
    sizes.push_back(std::abs(difference));
    signs.push_back(difference);
  }
  if (sizes.empty()) return {};
  const auto ranks = mid_ranks(sizes);
  double statistic = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i)
    if (signs[i] > 0) statistic += ranks[i];
  if (how == RankP::exact) {
    require_countable(ranks.size());
    return Significance{statistic, 0, by_counting(ways_to_sign(ranks), 2 * statistic)};
  }
  const double n = static_cast<double>(ranks.size());
  const double variance = n * (n + 1) * (2 * n + 1) / 24 - tie_term(sizes) / 48;
  return by_normal(statistic, n * (n + 1) / 4, std::sqrt(variance), how);
}

std::optional<Significance> kruskal_wallis(std::span<const std::vector<double>> groups) {
  if (groups.size() < 2) throw std::invalid_argument("A comparison needs two groups at least.");
  std::vector<double> all;
  for (const auto& group : groups) {
    require_group(group);
    all.insert(all.end(), group.begin(), group.end());
  }
  const auto ranks = mid_ranks(all);
  const double n = static_cast<double>(all.size()), ties = tie_term(all);
  if (ties == n * n * n - n) return {};
  double squares = 0;
  std::size_t begin = 0;
  for (const auto& group : groups) {
    const double sum = std::accumulate(ranks.begin() + static_cast<std::ptrdiff_t>(begin),
                                       ranks.begin() + static_cast<std::ptrdiff_t>(begin + group.size()), 0.0);
    squares += sum * sum / static_cast<double>(group.size());
    begin += group.size();
  }
  const double h = (12 * squares / (n * (n + 1)) - 3 * (n + 1)) / (1 - ties / (n * n * n - n));
  const double freedom = static_cast<double>(groups.size() - 1);
  return Significance{h, freedom, chi_square_above(h, freedom)};
}

}  // namespace statistics
