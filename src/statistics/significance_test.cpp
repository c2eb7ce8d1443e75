// What tests answer when the data say nothing, and what they refuse. Their figures are tried in r_reference_test.cpp.
#include "statistics/significance.h"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "statistics/adjustment.h"
#include "statistics/correlation.h"
#include "statistics/generalised.h"
#include "statistics/means.h"
#include "statistics/proportions.h"
#include "statistics/ranks.h"
#include "statistics/regression.h"
#include "statistics/scale.h"
#include "statistics/two_by_two.h"

using namespace statistics;

TEST_CASE("injuries are told per 200,000 hours with an exact interval, zero injuries too") {
  const Rate injuries{.events = 6, .exposure = 480'000, .per = kHoursOfHundredPeople};
  CHECK(injuries.value() == doctest::Approx(2.5));
  CHECK(exact_rate(injuries).low == doctest::Approx(0.917457).epsilon(1e-5));
  CHECK(exact_rate(injuries).high == doctest::Approx(5.441430).epsilon(1e-5));
  const Interval none = exact_rate({.events = 0, .exposure = 1000, .per = 1000});
  CHECK(none.low == 0);
  CHECK(none.high == doctest::Approx(3.688879).epsilon(1e-6));
  CHECK_THROWS_AS(exact_rate({.events = 1, .exposure = 0}), std::invalid_argument);
}

TEST_CASE("tests that the data cannot answer are none, never NaN") {
  CHECK_FALSE(pooled_z({0, 10}, {0, 20}).has_value());
  CHECK_FALSE(pooled_z({10, 10}, {20, 20}).has_value());
  CHECK_FALSE(chi_square({{0, 5}, {0, 7}}).has_value());
  CHECK_FALSE(mcnemar(0, 0).has_value());
  const std::vector<Share> nobody{{0, 5}, {0, 5}};
  CHECK_FALSE(trend_in_shares(nobody).has_value());
  const std::vector<double> flat{2, 2, 2, 2}, rising{1, 2, 3, 4};
  CHECK_FALSE(pearson(flat, rising).has_value());
  CHECK_FALSE(spearman(rising, flat).has_value());
  CHECK_FALSE(kendall(flat, rising).has_value());
  CHECK_FALSE(welch_t(flat, flat).has_value());
  CHECK_FALSE(mann_whitney(flat, flat, RankP::exact).has_value());
  CHECK_FALSE(mann_whitney(flat, flat, RankP::normal).has_value());
  CHECK_FALSE(signed_rank(std::vector<double>{0, 0}, RankP::normal).has_value());
  CHECK_FALSE(odds_ratio({1, 0, 0, 1}).has_value());
  CHECK_FALSE(risk_ratio({1, 2, 0, 3}).has_value());
  CHECK_FALSE(cronbach_alpha(std::vector<std::vector<double>>{{1, 1}, {1, 1}}).has_value());
}

TEST_CASE("perfect agreement is one, without NaN") {
  const std::vector<double> rising{1, 2, 3, 4, 5}, falling{5, 4, 3, 2, 1};
  CHECK(pearson(rising, rising)->value == doctest::Approx(1));
  CHECK(pearson(rising, rising)->test.p == doctest::Approx(0));
  CHECK(pearson(rising, falling)->value == doctest::Approx(-1));
  CHECK(spearman(rising, rising)->test.p == doctest::Approx(2.0 / 120));
  CHECK(kendall(rising, falling)->test.p == doctest::Approx(2.0 / 120));
}

TEST_CASE("Spearman's series joins what is counted out") {
  std::vector<double> x, y;
  for (int i = 0; i < 12; ++i) {
    x.push_back(i);
    y.push_back((i * 5) % 12);
  }
  const auto ours = spearman(x, y);
  CHECK(ours->test.p > 0.05);
  CHECK(ours->test.p < 1);
}

TEST_CASE("Fisher's test of any shape agrees with the one of two by two") {
  CHECK(fisher_exact_p({{15, 85}, {5, 95}}) == doctest::Approx(fisher_exact({15, 85, 5, 95}).p).epsilon(1e-9));
  CHECK(fisher_exact_p({{0, 3}, {0, 4}}) == doctest::Approx(1));
  CHECK(fisher_exact({0, 3, 0, 4}).p == 1);
  CHECK_THROWS_AS(fisher_exact_p({{1.5, 2}, {3, 4}}), std::invalid_argument);
  CHECK_THROWS_WITH_AS(fisher_exact_p(Table(8, std::vector<double>(8, 40))),
                       "The table is too large for an exact test; use the chi-square test.", std::invalid_argument);
}

TEST_CASE("regressions refuse columns that follow from each other, and too few rows") {
  const std::vector<std::vector<double>> twice{{1, 2, 3, 4}, {2, 4, 6, 8}};
  const std::vector<double> y{1, 2, 2, 3};
  CHECK_THROWS_WITH_AS(fit_line(twice, y), "A column of the regression follows from the others.",
                       std::invalid_argument);
  const std::vector<std::vector<double>> one{{1, 2}};
  CHECK_THROWS_WITH_AS(fit_line(one, std::vector<double>{1, 2}), "A regression needs more rows than coefficients.",
                       std::invalid_argument);
  CHECK_THROWS_AS(fit_line(std::vector<std::vector<double>>{{1, 2, 3}}, y), std::invalid_argument);
}

TEST_CASE("a logistic fit that separates the cases says that it did not converge") {
  const std::vector<std::vector<double>> x{{1, 2, 3, 4, 5, 6}};
  const std::vector<Share> parted{{0, 1}, {0, 1}, {0, 1}, {1, 1}, {1, 1}, {1, 1}};
  CHECK_FALSE(fit_logistic(x, parted).converged);
  const std::vector<Share> mixed{{0, 1}, {0, 1}, {1, 1}, {0, 1}, {1, 1}, {1, 1}};
  CHECK(fit_logistic(x, mixed).converged);
}

TEST_CASE("counts per exposure are fitted as rates") {
  const std::vector<std::vector<double>> second{{0, 1}};
  const auto fit = fit_poisson(second, std::vector<double>{10, 30}, std::vector<double>{1000, 1500});
  CHECK(std::exp(fit.coefficients[0].estimate) == doctest::Approx(0.01));
  CHECK(std::exp(fit.coefficients[1].estimate) == doctest::Approx(2));
}

TEST_CASE("what cannot be a p value, a level or a table is refused in a sentence") {
  CHECK_THROWS_WITH_AS(holm(std::vector<double>{0.1, 1.2}), "A p value lies between zero and one.",
                       std::invalid_argument);
  CHECK_THROWS_WITH_AS(wilson({1, 2}, 95), "A confidence level lies between zero and one.", std::invalid_argument);
  CHECK_THROWS_WITH_AS(chi_square({{1, 2}, {3}}), "Every row of a table needs as many counts as the first.",
                       std::invalid_argument);
  CHECK_THROWS_AS(quantile({}, 0.5), std::invalid_argument);
  CHECK(benjamini_hochberg({}).empty());
}
