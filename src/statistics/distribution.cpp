#include "statistics/distribution.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace statistics {

using boost::math::complement;

double normal_below(double z) { return cdf(boost::math::normal(), z); }
double normal_beyond(double z) { return 2 * cdf(boost::math::normal(), -std::abs(z)); }
double normal_quantile(double p) { return quantile(boost::math::normal(), p); }

double t_below(double t, double freedom) { return cdf(boost::math::students_t(freedom), t); }
double t_beyond(double t, double freedom) { return 2 * cdf(boost::math::students_t(freedom), -std::abs(t)); }
double t_quantile(double p, double freedom) { return quantile(boost::math::students_t(freedom), p); }
double noncentral_t_above(double t, double freedom, double shift) {
  return cdf(complement(boost::math::non_central_t(freedom, shift), t));
}

double chi_square_above(double x, double freedom) { return cdf(complement(boost::math::chi_squared(freedom), x)); }
double f_above(double f, double freedom, double residual_freedom) {
  return cdf(complement(boost::math::fisher_f(freedom, residual_freedom), f));
}

double beta_below(double x, double a, double b) { return cdf(boost::math::beta_distribution<>(a, b), x); }
double beta_quantile(double p, double a, double b) { return quantile(boost::math::beta_distribution<>(a, b), p); }
double gamma_quantile(double p, double shape) { return quantile(boost::math::gamma_distribution<>(shape), p); }

double binomial_probability(double count, double tries, double chance) {
  if (count < 0 || count > tries) return 0;
  return pdf(boost::math::binomial(tries, chance), count);
}
double binomial_at_most(double count, double tries, double chance) {
  if (count < 0) return 0;
  return count >= tries ? 1 : cdf(boost::math::binomial(tries, chance), count);
}
double poisson_probability(double count, double mean) {
  if (count < 0) return 0;
  return mean == 0 ? (count == 0 ? 1 : 0) : pdf(boost::math::poisson(mean), count);
}
double poisson_at_most(double count, double mean) {
  if (count < 0) return 0;
  return mean == 0 ? 1 : cdf(boost::math::poisson(mean), count);
}

}  // namespace statistics
