// Regression of shares (logistic: log odds) and of counts (Poisson: log rate) by iteratively reweighted least squares,
// as R's glm. The intercept comes first. Errors and p values (z) are Wald's.
//
// Throws std::invalid_argument as regression.h does, and for outcomes that are not possible. When the predictors
// separate the cases completely, estimates run away: then `converged` is false and no number of the fit should be
// shown.
#pragma once
#include <span>
#include <vector>

#include "statistics/interval.h"
#include "statistics/regression.h"

namespace statistics {

struct GeneralisedFit {
  std::vector<Coefficient> coefficients;
  double deviance = 0;
  double null_deviance = 0;  // of the intercept alone
  double log_likelihood = 0;
  double akaike = 0;  // 2 k - 2 log likelihood
  bool converged = false;
};

// One share for each row: {1, 1} and {0, 1} for single people, {cases, chances} for groups.
GeneralisedFit fit_logistic(std::span<const std::vector<double>> columns, std::span<const Share> outcomes);

// Counts of events; `exposures` (empty, or one for each row) make rates of them.
GeneralisedFit fit_poisson(std::span<const std::vector<double>> columns, std::span<const double> counts,
                           std::span<const double> exposures = {});

}  // namespace statistics
