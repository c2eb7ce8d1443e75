// Linear regression by least squares: y = X b + e. Columns are scaled, then decomposed by Householder QR with column
// pivoting in extended precision, so that NIST's certified values are met to the digits that the data, as doubles, can
// carry. Errors of estimates assume independent e of equal variance, unless asked for Newey and West.
//
// Throws std::invalid_argument when columns differ in length, a number is not finite, there are no more rows than
// coefficients, or a column follows from the others.
#pragma once
#include <span>
#include <vector>

#include "statistics/interval.h"

namespace statistics {

struct Coefficient {
  double estimate = 0;
  double error = 0;      // standard error
  double statistic = 0;  // estimate / error: t for linear, z for logistic and Poisson; zero when the error is
  double p = 1;
  Interval interval;  // 95 %
};

struct LinearFit {
  std::vector<Coefficient> coefficients;  // the intercept first, if there is one
  double residual_deviation = 0;          // sqrt(residual squares / residual freedom)
  double residual_squares = 0;
  double residual_freedom = 0;
  double r_squared = 0;  // about zero where there is no intercept
  double adjusted_r_squared = 0;
  double f = 0, f_freedom = 0,
         f_p = 1;  // all coefficients but the intercept against none; f infinite for a perfect fit
  std::vector<double> residuals;
};

enum class Intercept { with, without };

// One inner vector for each predictor.
LinearFit fit_line(std::span<const std::vector<double>> columns, std::span<const double> y,
                   Intercept intercept = Intercept::with);

// b0 + b1 x + b2 x^2 + ...; powers are taken in extended precision.
LinearFit fit_polynomial(std::span<const double> x, int degree, std::span<const double> y);

// Errors that allow for residuals which go on like the one before (Newey and West 1987): Bartlett weights up to `lag`,
// times n / (n - k). Replaces errors, statistics, p values (t) and intervals of `fit`.
LinearFit fit_line_newey_west(std::span<const std::vector<double>> columns, std::span<const double> y, int lag);

}  // namespace statistics
