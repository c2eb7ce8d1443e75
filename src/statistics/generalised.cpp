#include "statistics/generalised.h"

#include <cmath>
#include <eigen3/Eigen/Dense>
#include <stdexcept>

#include "statistics/distribution.h"

namespace statistics {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

double x_log_ratio(double x, double to) { return x == 0 ? 0 : x * std::log(x / to); }

// Each family says, for one row and a linear predictor: what is expected, how that changes, and its likelihood.
struct Point {
  double mean = 0;    // expected outcome
  double weight = 0;  // variance of the outcome = d mean / d predictor, for the canonical link
};

struct Logistic {
  std::span<const Share> rows;
  std::size_t size() const { return rows.size(); }
  double observed(std::size_t i) const { return rows[i].cases; }
  double start(std::size_t i) const {
    const double p = (rows[i].cases + 0.5) / (rows[i].chances + 1);
    return std::log(p / (1 - p));
  }
  Point at(std::size_t i, double predictor) const {
    const double p = 1 / (1 + std::exp(-predictor));
    return {rows[i].chances * p, rows[i].chances * p * (1 - p)};
  }
  double deviance(std::size_t i, double mean) const {
    const double y = rows[i].cases, n = rows[i].chances;
    return 2 * (x_log_ratio(y, mean) + x_log_ratio(n - y, n - mean));
  }
  double log_likelihood(std::size_t i, double mean) const {
    const double y = rows[i].cases, n = rows[i].chances;
    const double ways = std::lgamma(n + 1) - std::lgamma(y + 1) - std::lgamma(n - y + 1);
    return ways + (y == 0 ? 0 : y * std::log(mean / n)) + (y == n ? 0 : (n - y) * std::log(1 - mean / n));
  }
};

struct Poisson {
  std::span<const double> counts, exposures;
  std::size_t size() const { return counts.size(); }
  double observed(std::size_t i) const { return counts[i]; }
  double exposure(std::size_t i) const { return exposures.empty() ? 1 : exposures[i]; }
  double start(std::size_t i) const { return std::log((counts[i] + 0.1) / exposure(i)); }
  Point at(std::size_t i, double predictor) const {
    const double mean = exposure(i) * std::exp(predictor);
    return {mean, mean};
  }
  double deviance(std::size_t i, double mean) const { return 2 * (x_log_ratio(counts[i], mean) - (counts[i] - mean)); }
  double log_likelihood(std::size_t i, double mean) const {
    return (counts[i] == 0 ? 0 : counts[i] * std::log(mean)) - mean - std::lgamma(counts[i] + 1);
  }
};

Matrix design(std::span<const std::vector<double>> columns, std::size_t rows) {
  Matrix x(static_cast<Eigen::Index>(rows), 1 + std::ssize(columns));
  x.col(0).setOnes();
  for (std::size_t j = 0; j < columns.size(); ++j) {
    if (columns[j].size() != rows)
      throw std::invalid_argument("Every column of a regression needs a value in each row.");
    for (std::size_t i = 0; i < rows; ++i) {
      if (!std::isfinite(columns[j][i])) throw std::invalid_argument("A regression needs finite values.");
      x(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j) + 1) = columns[j][i];
    }
  }
  if (x.rows() < x.cols()) throw std::invalid_argument("A regression needs at least as many rows as coefficients.");
  return x;
}

struct Weighted {
  Vector b;
  Matrix inverse;
};

Weighted weighted_least_squares(const Matrix& x, const Vector& z, const Vector& weights) {
  const Vector roots = weights.cwiseSqrt();
  Eigen::ColPivHouseholderQR<Matrix> qr(roots.asDiagonal() * x);
  qr.setThreshold(1e-11);
  if (qr.rank() < x.cols()) throw std::invalid_argument("A column of the regression follows from the others.");
  const auto n = x.cols();
  const Matrix r = qr.matrixR().topLeftCorner(n, n).template triangularView<Eigen::Upper>();
  const Matrix half =
      qr.colsPermutation() * Matrix(r.template triangularView<Eigen::Upper>().solve(Matrix::Identity(n, n)));
  return {qr.solve(Vector(roots.cwiseProduct(z))), half * half.transpose()};
}

template <typename Family>
double deviance_of(const Family& family, const Vector& predictor) {
  double sum = 0;
  for (std::size_t i = 0; i < family.size(); ++i)
    sum += family.deviance(i, family.at(i, predictor(static_cast<Eigen::Index>(i))).mean);
  return sum;
}

template <typename Family>
Vector starting(const Family& family) {
  Vector predictor(static_cast<Eigen::Index>(family.size()));
  for (std::size_t i = 0; i < family.size(); ++i) predictor(static_cast<Eigen::Index>(i)) = family.start(i);
  return predictor;
}

struct Iterated {
  Weighted solution;
  Vector predictor;
  double deviance = 0;
  bool converged = false;
};

template <typename Family>
Iterated iterate(const Family& family, const Matrix& x) {
  Iterated out{.predictor = starting(family)};
  double before = deviance_of(family, out.predictor);
  Vector weights(x.rows()), working(x.rows());
  for (int round = 0; round < 50 && !out.converged; ++round) {
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
      const auto row = static_cast<std::size_t>(i);
      const Point point = family.at(row, out.predictor(i));
      weights(i) = std::max(point.weight, 1e-12);
      working(i) = out.predictor(i) + (family.observed(row) - point.mean) / weights(i);
    }
    out.solution = weighted_least_squares(x, working, weights);
    out.predictor = x * out.solution.b;
    out.deviance = deviance_of(family, out.predictor);
    out.converged = std::abs(out.deviance - before) < 1e-12 * (std::abs(out.deviance) + 0.1);
    before = out.deviance;
  }
  // A fit without deviance, or with predictors that leave no chance at all, has separated the cases.
  if (weights.minCoeff() <= 1e-9 && out.deviance < 1e-6) out.converged = false;
  return out;
}

template <typename Family>
GeneralisedFit fit(const Family& family, const Matrix& x) {
  const Iterated full = iterate(family, x), null = iterate(family, Matrix(x.leftCols(1)));
  GeneralisedFit out{.deviance = full.deviance, .null_deviance = null.deviance, .converged = full.converged};
  for (std::size_t i = 0; i < family.size(); ++i)
    out.log_likelihood += family.log_likelihood(i, family.at(i, full.predictor(static_cast<Eigen::Index>(i))).mean);
  out.akaike = 2 * static_cast<double>(x.cols()) - 2 * out.log_likelihood;
  const double critical = normal_quantile(0.975);
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    const double b = full.solution.b(j), error = std::sqrt(full.solution.inverse(j, j));
    out.coefficients.push_back(
        {b, error, b / error, normal_beyond(b / error), {b - critical * error, b + critical * error}});
  }
  return out;
}

}  // namespace

GeneralisedFit fit_logistic(std::span<const std::vector<double>> columns, std::span<const Share> outcomes) {
  for (const Share& share : outcomes) require_share(share);
  return fit(Logistic{outcomes}, design(columns, outcomes.size()));
}

GeneralisedFit fit_poisson(std::span<const std::vector<double>> columns, std::span<const double> counts,
                           std::span<const double> exposures) {
  if (!exposures.empty() && exposures.size() != counts.size())
    throw std::invalid_argument("Rates need one exposure for each count.");
  for (std::size_t i = 0; i < counts.size(); ++i) require_rate({counts[i], exposures.empty() ? 1 : exposures[i], 1});
  return fit(Poisson{counts, exposures}, design(columns, counts.size()));
}

}  // namespace statistics
