// More of R 4.2.2, on random data: small and large samples, ties, exposures, autocorrelated series.
#include "statistics/adjustment.h"
#include "statistics/authority_vectors.h"
#include "statistics/correlation.h"
#include "statistics/generalised.h"
#include "statistics/interrupted_series.h"
#include "statistics/interval.h"
#include "statistics/proportions.h"
#include "statistics/ranks.h"
#include "statistics/scale.h"
#include "statistics/two_by_two.h"

using namespace statistics;
using boost::json::value;

namespace {

const value& reference() {
  static const value file = vectors("stats/r-more.json");
  return file;
}

void check(const std::optional<Correlation>& ours, const value& theirs) {
  CHECK(close(ours->value, theirs.at("estimate"), 1e-10));
  CHECK(close(ours->test.statistic, theirs.at("statistic"), 1e-9));
  CHECK(close_tail(ours->test.p, theirs.at("p"), 1e-9));
}

void check_all(const std::vector<double>& ours, const value& theirs) {
  REQUIRE(ours.size() == theirs.as_array().size());
  for (std::size_t i = 0; i < ours.size(); ++i) CHECK(close(ours[i], theirs.at(i), 1e-10));
}

}  // namespace

TEST_CASE("correlations of 7 to 60 pairs, with and without ties") {
  for (const value& test : reference().at("cor").as_array()) {
    const auto x = numbers(test.at("x")), y = numbers(test.at("y"));
    CAPTURE(x.size());
    check(pearson(x, y), test.at("pearson"));
    check(spearman(x, y), test.at("spearman"));
    check(kendall(x, y), test.at("kendall"));
  }
}

TEST_CASE("rank tests of 6 to 40 values, with ties, zeros and pairs") {
  for (const value& test : reference().at("ranks").as_array()) {
    const auto x = numbers(test.at("x")), y = numbers(test.at("y"));
    CAPTURE(x.size());
    std::vector<double> differences;
    for (std::size_t i = 0; test.at("paired").as_bool() && i < x.size(); ++i) differences.push_back(x[i] - y[i]);
    auto check_one = [&](const char* name, RankP how) {
      if (!test.as_object().contains(name) || !test.at(name).is_object() || test.at(name).as_object().empty()) return;
      const auto ours = differences.empty() ? mann_whitney(x, y, how) : signed_rank(differences, how);
      CAPTURE(name);
      CHECK(close(ours->statistic, test.at(name).at("statistic")));
      CHECK(close_tail(ours->p, test.at(name).at("p")));
    };
    check_one("exact", RankP::exact);
    check_one("corrected", RankP::normal_corrected);
    check_one("plain", RankP::normal);
  }
}

TEST_CASE("interrupted series agree with lm and with sandwich's NeweyWest") {
  for (const value& test : reference().at("series").as_array()) {
    const auto values = numbers(test.at("y"));
    const auto begin = test.at("begin").to_number<std::size_t>();
    const InterruptedSeries wide = interrupted_series(values, begin),
                            plain = interrupted_series(values, begin, Errors::plain);
    CHECK(wide.lag == test.at("lag").to_number<int>());
    for (std::size_t i = 0; i < 4; ++i) {
      CHECK(close(wide.fit.coefficients[i].estimate, test.at("coef").at(i), 1e-9));
      CHECK(close(wide.fit.coefficients[i].error, test.at("newey_west").at(i), 1e-9));
      CHECK(close(plain.fit.coefficients[i].error, test.at("plain").at(i), 1e-9));
    }
  }
}

TEST_CASE("Fisher's test of two by three to three by four") {
  for (const value& test : reference().at("fisher").as_array()) {
    Table table;
    for (const value& row : test.at("table").as_array()) table.push_back(numbers(row));
    CHECK(close_tail(fisher_exact_p(table), test.at("p"), 1e-7));
    CHECK(close_tail(chi_square(table)->p, test.at("chisq"), 1e-9));
  }
}

TEST_CASE("a trend over scores, rates against what was expected, quantiles, Hommel") {
  const value& trend = reference().at("trend");
  std::vector<Share> shares;
  for (std::size_t i = 0; i < 4; ++i) shares.push_back({number(trend.at("x").at(i)), number(trend.at("n").at(i))});
  const auto ours = trend_in_shares(shares, numbers(trend.at("score")));
  CHECK(close(ours->statistic, trend.at("statistic"), 1e-9));
  CHECK(close_tail(ours->p, trend.at("p")));
  for (const value& test : reference().at("rates").as_array()) {
    const Rate rate{number(test.at("events")), number(test.at("exposure"))};
    CAPTURE(rate.events);
    CHECK(close_tail(exact_rate_test(rate, number(test.at("expected"))), test.at("p")));
    CHECK(close(exact_rate(rate).low, test.at("ci").at(0), 1e-9));
    CHECK(close(exact_rate(rate).high, test.at("ci").at(1), 1e-9));
  }
  const value& quantiles = reference().at("quantiles");
  const auto values = numbers(quantiles.at("x")), probabilities = numbers(quantiles.at("probs"));
  for (int definition = 1; definition <= 9; ++definition)
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
      CAPTURE(definition);
      CAPTURE(probabilities[i]);
      CHECK(close(quantile(values, probabilities[i], definition),
                  quantiles.at("types").at(static_cast<std::size_t>(definition) - 1).at(i), 1e-10));
    }
  for (const value& test : reference().at("adjust").as_array()) {
    const auto p = numbers(test.at("p"));
    check_all(hommel(p), test.at("hommel"));
    check_all(benjamini_hochberg(p), test.at("BH"));
    check_all(holm(p), test.at("holm"));
  }
}

TEST_CASE("a Poisson regression of rates agrees with glm and its offset") {
  const value& test = reference().at("poisson");
  const std::vector<std::vector<double>> columns{numbers(test.at("g")), numbers(test.at("a"))};
  const auto fit = fit_poisson(columns, numbers(test.at("count")), numbers(test.at("e")));
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(close(fit.coefficients[i].estimate, test.at("coef").at(i), 1e-8));
    CHECK(close(fit.coefficients[i].error, test.at("se").at(i), 1e-8));
  }
  CHECK(close(fit.deviance, test.at("deviance"), 1e-9));
  CHECK(close(fit.null_deviance, test.at("null"), 1e-9));
  CHECK(close(fit.log_likelihood, test.at("loglik"), 1e-9));
}
