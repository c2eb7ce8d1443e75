#include "statistics/correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>
#include <vector>

#include "statistics/distribution.h"
#include "statistics/ranks.h"

namespace statistics {
namespace {

using Column = std::span<const double>;

void require_pairs(Column x, Column y) {
  if (x.size() != y.size() || x.size() < 3)
    throw std::invalid_argument("A correlation needs two columns of the same length, three pairs at least.");
  for (Column column : {x, y})
    for (double value : column)
      if (!std::isfinite(value)) throw std::invalid_argument("A correlation needs finite values.");
}

std::optional<double> product_moment(Column x, Column y) {
  const long double n = x.size();
  const long double mean_x = std::accumulate(x.begin(), x.end(), 0.0L) / n;
  const long double mean_y = std::accumulate(y.begin(), y.end(), 0.0L) / n;
  long double xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    yy += (y[i] - mean_y) * (y[i] - mean_y);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  if (xx == 0 || yy == 0) return {};
  return std::clamp(static_cast<double>(xy / std::sqrt(xx * yy)), -1.0, 1.0);
}

double t_of(double r, double freedom) {
  const double rest = 1 - r * r;
  return rest <= 0 ? std::copysign(1e300, r) : r * std::sqrt(freedom / rest);
}

bool has_ties(Column values) { return std::set<double>(values.begin(), values.end()).size() < values.size(); }

// P(S >= s) over all orders of n things.
double counted_orders(std::size_t n, double s) {
  std::vector<int> order(n);
  std::iota(order.begin(), order.end(), 0);
  double all = 0, reached = 0;
  do {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double apart = static_cast<double>(i) - order[i];
      sum += apart * apart;
    }
    ++all;
    if (sum >= s) ++reached;
  } while (std::ranges::next_permutation(order).found);
  return reached / all;
}

// P(S >= s), s even: normal, and a series whose constants Best and Roberts published.
double edgeworth(double n, double s) {
  const double b = 1 / n, x = (6 * (s - 1) * b / (n * n - 1) - 1) * std::sqrt(n - 1), y = x * x;
  const double inner = 0.0879 + 0.0151 * b - y * (0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y));
  const double series =
      x * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * (-0.0758 + b * (0.1033 + 0.3932 * b) - y * b * inner));
  return std::clamp(series / std::exp(y / 2) + normal_below(-x), 0.0, 1.0);
}

double spearman_at_least(std::size_t n, double s) {
  if (s <= 0) return 1;
  const double count = static_cast<double>(n);
  if (s > (count * count * count - count) / 3) return 0;
  return n <= 9 ? counted_orders(n, s) : edgeworth(count, s);
}

double spearman_p(std::size_t n, double s) {
  const double count = static_cast<double>(n), middle = (count * count * count - count) / 6;
  const double whole = 2 * std::round(s / 2);  // S is even without ties
  const double tail = s > middle ? spearman_at_least(n, whole) : 1 - spearman_at_least(n, whole + 2);
  return std::min(1.0, 2 * tail);
}

// In how many orders of n things so many pairs are concordant.
std::vector<double> orders_by_concordance(std::size_t n) {
  std::vector<double> ways{1};
  for (std::size_t size = 2; size <= n; ++size) {
    std::vector<double> next(ways.size() + size - 1);
    for (std::size_t i = 0; i < ways.size(); ++i)
      for (std::size_t step = 0; step < size; ++step) next[i + step] += ways[i];
    ways = std::move(next);
  }
  return ways;
}

double kendall_counted_p(std::size_t n, double concordant) {
  const auto ways = orders_by_concordance(n);
  const double all = std::accumulate(ways.begin(), ways.end(), 0.0);
  double at_most = 0, at_least = 0;
  for (std::size_t pairs = 0; pairs < ways.size(); ++pairs) {
    if (static_cast<double>(pairs) <= concordant) at_most += ways[pairs];
    if (static_cast<double>(pairs) >= concordant) at_least += ways[pairs];
  }
  return std::min(1.0, 2 * std::min(at_most, at_least) / all);
}

struct Ties {
  double pairs = 0;  // sum t (t-1) / 2
  double third = 0;  // sum t (t-1) (t-2)
  double fifth = 0;  // sum t (t-1) (2t+5)
};

Ties ties_in(Column values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  Ties ties;
  for (std::size_t begin = 0, end; begin < sorted.size(); begin = end) {
    end = begin + 1;
    while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
    const double t = static_cast<double>(end - begin);
    ties.pairs += t * (t - 1) / 2;
    ties.third += t * (t - 1) * (t - 2);
    ties.fifth += t * (t - 1) * (2 * t + 5);
  }
  return ties;
}

int sign(double x) { return (x > 0) - (x < 0); }

}  // namespace

std::optional<Correlation> pearson(Column x, Column y, double level) {
  require_pairs(x, y);
  require_level(level);
  const auto r = product_moment(x, y);
  if (!r) return {};
  const double n = static_cast<double>(x.size()), t = t_of(*r, n - 2);
  Correlation out{*r, {t, n - 2, t_beyond(t, n - 2)}, {}};
  if (n > 3 && std::abs(*r) < 1) {
    const double half = normal_quantile((1 + level) / 2) / std::sqrt(n - 3);
    out.interval = Interval{std::tanh(std::atanh(*r) - half), std::tanh(std::atanh(*r) + half)};
  }
  return out;
}

std::optional<Correlation> spearman(Column x, Column y) {
  require_pairs(x, y);
  const auto r = product_moment(mid_ranks(x), mid_ranks(y));
  if (!r) return {};
  const double n = static_cast<double>(x.size()), s = (n * n * n - n) * (1 - *r) / 6;
  const bool counted = x.size() <= 1290 && !has_ties(x) && !has_ties(y);
  return Correlation{*r, {s, 0, counted ? spearman_p(x.size(), s) : t_beyond(t_of(*r, n - 2), n - 2)}, {}};
}

std::optional<Correlation> kendall(Column x, Column y) {
  require_pairs(x, y);
  double concordant = 0, score = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const int agree = sign(x[i] - x[j]) * sign(y[i] - y[j]);
      score += agree;
      concordant += agree > 0;
    }
  const double n = static_cast<double>(x.size()), pairs = n * (n - 1) / 2;
  const Ties a = ties_in(x), b = ties_in(y);
  if (a.pairs == pairs || b.pairs == pairs) return {};
  const double tau = score / std::sqrt((pairs - a.pairs) * (pairs - b.pairs));
  if (a.pairs == 0 && b.pairs == 0 && x.size() < 50)
    return Correlation{tau, {concordant, 0, kendall_counted_p(x.size(), concordant)}, {}};
  const double variance = (n * (n - 1) * (2 * n + 5) - a.fifth - b.fifth) / 18 + 2 * a.pairs * b.pairs / (n * (n - 1)) +
                          a.third * b.third / (9 * n * (n - 1) * (n - 2));
  const double z = score / std::sqrt(variance);
  return Correlation{tau, {z, 0, normal_beyond(z)}, {}};
}

}  // namespace statistics
