// Fisher's exact test of a table of any shape. Columns are laid out one after another; what went before matters only
// through what is left of each row and the weight so far, and weights that are equal on paper are counted together
// (the idea of the network algorithm of Mehta and Patel 1983, without its bounds).
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "statistics/two_by_two.h"

namespace statistics {
namespace {

using Left = std::vector<int>;
using Paths = std::map<std::int64_t, double>;  // log weight in steps too small to matter -> how many tables begin so

constexpr double kStep = 1e-10;
constexpr std::size_t kMostPaths = 1'000'000, kMostSteps = 30'000'000;  // a second or two

double log_factorial(int n) { return std::lgamma(n + 1.0); }

int whole(double count) {
  if (!(count >= 0) || count != std::floor(count) || count > 1e6)
    throw std::invalid_argument("An exact test needs whole counts that are not negative.");
  return static_cast<int>(count);
}

// Every way to take `total` out of the rows: calls visit(rest, log weight).
template <typename Visit>
void take(Left& rest, int total, std::size_t row, double weight, const Visit& visit) {
  if (row + 1 == rest.size()) {
    if (rest[row] < total) return;
    rest[row] -= total;
    visit(rest, weight - log_factorial(total));
    rest[row] += total;
    return;
  }
  const int most = std::min(total, rest[row]);
  for (int x = 0; x <= most; ++x) {
    rest[row] -= x;
    take(rest, total - x, row + 1, weight - log_factorial(x), visit);
    rest[row] += x;
  }
}

class Counting {
 public:
  explicit Counting(const Table& table) : rows_(table.size()), columns_(table.front().size()) {
    for (std::size_t i = 0; i < table.size(); ++i)
      for (std::size_t j = 0; j < columns_.size(); ++j) {
        const int count = whole(table[i][j]);
        rows_[i] += count;
        columns_[j] += count;
        observed_ -= log_factorial(count);
      }
    std::ranges::sort(columns_);
    const int all = std::accumulate(rows_.begin(), rows_.end(), 0);
    for (int sum : rows_) margins_ += log_factorial(sum);
    for (int sum : columns_) margins_ += log_factorial(sum);
    margins_ -= log_factorial(all);
  }

  double p() {
    std::map<Left, Paths> states{{rows_, {{0, 1}}}};
    for (std::size_t column = 0; column + 2 < columns_.size(); ++column) states = lay(states, columns_[column]);
    double sum = 0;
    for (const auto& [left, paths] : states) sum += finish(left, paths);
    return std::min(1.0, sum);
  }

 private:
  static void count(std::size_t& done, std::size_t more, std::size_t most) {
    done += more;
    if (done > most) throw std::invalid_argument("The table is too large for an exact test; use the chi-square test.");
  }

  std::map<Left, Paths> lay(const std::map<Left, Paths>& states, int total) {
    std::map<Left, Paths> next;
    for (const auto& [left, paths] : states) {
      Left rest = left;
      take(rest, total, 0, 0, [&](const Left& after, double weight) {
        count(paths_, paths.size(), kMostPaths);
        Paths& into = next[after];
        const auto step = std::llround(weight / kStep);
        for (const auto& [path, ways] : paths) into[path + step] += ways;
      });
    }
    return next;
  }

  // The last two columns: the second is what the first leaves.
  double finish(const Left& left, const Paths& paths) {
    std::vector<double> weights;
    Left rest = left;
    take(rest, columns_[columns_.size() - 2], 0, 0, [&](const Left& last, double weight) {
      count(steps_, 1, kMostSteps);
      for (int x : last) weight -= log_factorial(x);
      weights.push_back(weight);
    });
    std::ranges::sort(weights);
    // Weights alone are beyond what a double can hold; beside the largest they are not.
    const double top = weights.back();
    std::vector<double> sums{0};
    for (double weight : weights) sums.push_back(sums.back() + std::exp(weight - top));
    double sum = 0;
    for (const auto& [path, ways] : paths) {
      const double before = static_cast<double>(path) * kStep;
      const auto unlikely = std::ranges::upper_bound(weights, observed_ - before + 1e-7) - weights.begin();
      sum += ways * std::exp(margins_ + top + before) * sums[static_cast<std::size_t>(unlikely)];
    }
    return sum;
  }

  Left rows_;
  std::vector<int> columns_;
  double observed_ = 0, margins_ = 0;  // logs: of the observed table's weight, of what makes weights probabilities
  std::size_t paths_ = 0, steps_ = 0;
};

}  // namespace

double fisher_exact_p(const Table& table) {
  expected_counts(table);  // refuses what is not a table
  return Counting(table).p();
}

}  // namespace statistics
