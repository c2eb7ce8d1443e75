#include "statistics/regression.h"

#include <cmath>
#include <eigen3/Eigen/Dense>
#include <limits>
#include <stdexcept>

#include "statistics/distribution.h"

namespace statistics {
namespace {

using Real = long double;
using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;
using Vector = Eigen::Matrix<Real, Eigen::Dynamic, 1>;

Vector column_of(std::span<const double> values) {
  Vector out(static_cast<Eigen::Index>(values.size()));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) throw std::invalid_argument("A regression needs finite values.");
    out(static_cast<Eigen::Index>(i)) = values[i];
  }
  return out;
}

Matrix design(std::span<const std::vector<double>> columns, std::size_t rows, bool intercept) {
  const Eigen::Index first = intercept ? 1 : 0;
  Matrix x(static_cast<Eigen::Index>(rows), first + std::ssize(columns));
  if (intercept) x.col(0).setOnes();
  for (std::size_t j = 0; j < columns.size(); ++j) {
    if (columns[j].size() != rows)
      throw std::invalid_argument("Every column of a regression needs a value in each row.");
    x.col(first + static_cast<Eigen::Index>(j)) = column_of(columns[j]);
  }
  return x;
}

// The least squares solution, with (X'X)^-1.
struct Solution {
  Vector b, residuals;
  Matrix inverse;
};

Solution solve(const Matrix& x, const Vector& y) {
  if (x.rows() <= x.cols()) throw std::invalid_argument("A regression needs more rows than coefficients.");
  Vector scale = x.colwise().norm().transpose();
  if (scale.minCoeff() == 0) throw std::invalid_argument("A column of the regression is zero throughout.");
  const Matrix scaled = x * scale.cwiseInverse().asDiagonal();
  Eigen::ColPivHouseholderQR<Matrix> qr(scaled);
  qr.setThreshold(1e-16L);
  if (qr.rank() < x.cols()) throw std::invalid_argument("A column of the regression follows from the others.");
  Vector b = qr.solve(y);
  b += qr.solve(Vector(y - scaled * b));  // one step of refinement
  Solution out{b.cwiseQuotient(scale), y - scaled * b, {}};
  const auto n = x.cols();
  const Matrix r = qr.matrixR().topLeftCorner(n, n).template triangularView<Eigen::Upper>();
  const Matrix half =
      qr.colsPermutation() * Matrix(r.template triangularView<Eigen::Upper>().solve(Matrix::Identity(n, n)));
  const Matrix inverse = scale.cwiseInverse().asDiagonal() * half;
  out.inverse = inverse * inverse.transpose();
  return out;
}

Coefficient coefficient(Real estimate, Real variance, double freedom) {
  Coefficient out{.estimate = static_cast<double>(estimate),
                  .error = static_cast<double>(std::sqrt(std::max<Real>(variance, 0)))};
  if (out.error > 0) {
    out.statistic = out.estimate / out.error;
    out.p = t_beyond(out.statistic, freedom);
  }
  const double half = t_quantile(0.975, freedom) * out.error;
  out.interval = {out.estimate - half, out.estimate + half};
  return out;
}

LinearFit describe(const Solution& solution, const Vector& y, bool intercept) {
  LinearFit fit;
  const auto rows = static_cast<Real>(y.size()), count = static_cast<Real>(solution.b.size());
  const Real base = intercept ? 1 : 0;
  const Real residual = solution.residuals.squaredNorm();
  const Real total = intercept ? (y.array() - y.mean()).matrix().squaredNorm() : y.squaredNorm();
  const Real freedom = rows - count, variance = residual / freedom;
  fit.residual_squares = static_cast<double>(residual);
  fit.residual_freedom = static_cast<double>(freedom);
  fit.residual_deviation = static_cast<double>(std::sqrt(variance));
  if (total > 0) {
    fit.r_squared = static_cast<double>(1 - residual / total);
    fit.adjusted_r_squared = static_cast<double>(1 - residual / total * (rows - base) / freedom);
  }
  fit.f_freedom = static_cast<double>(count - base);
  if (fit.f_freedom > 0 && total > 0) {
    const Real explained = (total - residual) / (count - base);
    fit.f = variance > 0 ? static_cast<double>(explained / variance) : std::numeric_limits<double>::infinity();
    fit.f_p = std::isinf(fit.f) ? 0 : f_above(std::max(fit.f, 0.0), fit.f_freedom, fit.residual_freedom);
  }
  for (Eigen::Index j = 0; j < solution.b.size(); ++j)
    fit.coefficients.push_back(coefficient(solution.b(j), variance * solution.inverse(j, j), fit.residual_freedom));
  for (Eigen::Index i = 0; i < solution.residuals.size(); ++i)
    fit.residuals.push_back(static_cast<double>(solution.residuals(i)));
  return fit;
}

}  // namespace

LinearFit fit_line(std::span<const std::vector<double>> columns, std::span<const double> y, Intercept intercept) {
  const bool with = intercept == Intercept::with;
  const Vector observed = column_of(y);
  return describe(solve(design(columns, y.size(), with), observed), observed, with);
}

LinearFit fit_polynomial(std::span<const double> x, int degree, std::span<const double> y) {
  if (degree < 1 || degree > 20) throw std::invalid_argument("A polynomial here has a degree from 1 to 20.");
  if (x.size() != y.size()) throw std::invalid_argument("Every column of a regression needs a value in each row.");
  const Vector base = column_of(x), observed = column_of(y);
  Matrix powers(base.size(), degree + 1);
  powers.col(0).setOnes();
  for (int power = 1; power <= degree; ++power) powers.col(power) = powers.col(power - 1).cwiseProduct(base);
  return describe(solve(powers, observed), observed, true);
}

LinearFit fit_line_newey_west(std::span<const std::vector<double>> columns, std::span<const double> y, int lag) {
  if (lag < 0) throw std::invalid_argument("A lag cannot be negative.");
  const Vector observed = column_of(y);
  const Matrix x = design(columns, y.size(), true);
  const Solution solution = solve(x, observed);
  const Matrix scores = solution.residuals.asDiagonal() * x;
  Matrix middle = scores.transpose() * scores;
  for (Eigen::Index back = 1; back <= lag && back < x.rows(); ++back) {
    const Real weight = 1 - static_cast<Real>(back) / (lag + 1);
    const Matrix cross = scores.bottomRows(x.rows() - back).transpose() * scores.topRows(x.rows() - back);
    middle += weight * (cross + cross.transpose());
  }
  LinearFit fit = describe(solution, observed, true);
  const Matrix covariance =
      solution.inverse * middle * solution.inverse * (static_cast<Real>(x.rows()) / fit.residual_freedom);
  for (Eigen::Index j = 0; j < solution.b.size(); ++j)
    fit.coefficients[static_cast<std::size_t>(j)] = coefficient(solution.b(j), covariance(j, j), fit.residual_freedom);
  return fit;
}

}  // namespace statistics
