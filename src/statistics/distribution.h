// Probabilities and quantiles of the distributions that the tests need (Boost.Math behind them). Tails are computed
// directly, so that small p values keep their digits. Arguments outside a distribution's range throw std::domain_error.
#pragma once

namespace statistics {

double normal_below(double z);
double normal_beyond(double z);  // both tails: P(|Z| >= |z|)
double normal_quantile(double p);

double t_below(double t, double freedom);
double t_beyond(double t, double freedom);  // both tails
double t_quantile(double p, double freedom);
double noncentral_t_above(double t, double freedom, double shift);

double chi_square_above(double x, double freedom);
double f_above(double f, double freedom, double residual_freedom);

double beta_below(double x, double a, double b);
double beta_quantile(double p, double a, double b);
double gamma_quantile(double p, double shape);  // of scale one

// Counts are whole numbers; a count below zero has probability zero.
double binomial_probability(double count, double tries, double chance);
double binomial_at_most(double count, double tries, double chance);
double poisson_probability(double count, double mean);
double poisson_at_most(double count, double mean);

}  // namespace statistics
