// Tests and intervals beside R 4.2.2 and published tables. tests/vectors/stats/README.md names the sources.
#include <limits>

#include "statistics/adjustment.h"
#include "statistics/authority_vectors.h"
#include "statistics/correlation.h"
#include "statistics/distribution.h"
#include "statistics/generalised.h"
#include "statistics/interval.h"
#include "statistics/means.h"
#include "statistics/proportions.h"
#include "statistics/ranks.h"
#include "statistics/regression.h"
#include "statistics/scale.h"
#include "statistics/two_by_two.h"

using namespace statistics;
using boost::json::object;
using boost::json::value;

namespace {

const value& reference() {
  static const value file = vectors("stats/r-reference.json");
  return file;
}

bool same(Interval ours, const value& theirs, double tolerance = 1e-9) {
  const bool endless = theirs.at(1).is_null() && ours.high == std::numeric_limits<double>::infinity();
  return close(ours.low, theirs.at(0), tolerance) && (endless || close(ours.high, theirs.at(1), tolerance));
}

// R searches odds ratios, or what one is divided by them, to four decimals.
bool same_odds(double ours, const value& theirs) {
  if (theirs.is_null() || std::isinf(ours)) return theirs.is_null() && std::isinf(ours);
  const double expected = number(theirs);
  return std::abs(expected > 1 ? 1 / ours - 1 / expected : ours - expected) < 1.3e-4;
}

bool same_odds(const FisherExact& ours, const value& estimate, const value& interval) {
  return same_odds(ours.odds_ratio, estimate) && same_odds(ours.interval.low, interval.at(0)) &&
         same_odds(ours.interval.high, interval.at(1));
}

bool same(const Significance& ours, const value& theirs) {
  const bool freedom = theirs.at("df").is_null() || close(ours.freedom, theirs.at("df"), 1e-9);
  return close(ours.statistic, theirs.at("statistic"), 1e-9) && freedom && close_tail(ours.p, theirs.at("p"));
}

bool same(const std::vector<double>& ours, const value& theirs) {
  const auto expected = numbers(theirs);
  if (ours.size() != expected.size()) return false;
  for (std::size_t i = 0; i < ours.size(); ++i)
    if (!close(ours[i], expected[i], 1e-10)) return false;
  return true;
}

Table table_of(const value& rows) {
  Table table;
  for (const value& row : rows.as_array()) table.push_back(numbers(row));
  return table;
}

std::vector<Share> shares_of(const value& x, const value& n) {
  std::vector<Share> shares;
  for (std::size_t i = 0; i < x.as_array().size(); ++i) shares.push_back({number(x.at(i)), number(n.at(i))});
  return shares;
}

// R leaves a statistic out where the data say nothing.
void check_test(const std::optional<Significance>& ours, const value& theirs) {
  REQUIRE(ours.has_value() == !theirs.at("statistic").is_null());
  if (ours) CHECK(same(*ours, theirs));
}

void check_coefficients(const std::vector<Coefficient>& ours, const value& theirs, double tolerance) {
  REQUIRE(ours.size() == theirs.at("coef").as_array().size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    CAPTURE(i);
    const bool zero = std::abs(number(theirs.at("coef").at(i))) < 1e-12;
    CHECK(close(ours[i].error, theirs.at("se").at(i), tolerance));
    if (zero) {
      CHECK(std::abs(ours[i].estimate) < 1e-12);
      continue;
    }
    CHECK(close(ours[i].estimate, theirs.at("coef").at(i), tolerance));
    CHECK(close(ours[i].statistic, theirs.at(theirs.as_object().contains("z") ? "z" : "t").at(i), tolerance));
    CHECK(close_tail(ours[i].p, theirs.at("p").at(i), tolerance * 100));
  }
}

void check_likelihood(const GeneralisedFit& ours, const value& theirs) {
  CHECK(ours.converged);
  CHECK(close(ours.deviance, theirs.at("deviance"), 1e-9));
  CHECK(close(ours.null_deviance, theirs.at("null_deviance"), 1e-9));
  CHECK(close(ours.log_likelihood, theirs.at("loglik"), 1e-9));
  CHECK(close(ours.akaike, theirs.at("aic"), 1e-9));
}

std::vector<Share> single_outcomes(const value& outcomes) {
  std::vector<Share> out;
  for (double outcome : numbers(outcomes)) out.push_back({outcome, 1});
  return out;
}

std::vector<double> is(const value& column, double level) {
  std::vector<double> out;
  for (double each : numbers(column)) out.push_back(each == level);
  return out;
}

std::vector<double> scaled(std::vector<double> values, double factor) {
  for (double& each : values) each /= factor;
  return values;
}

}  // namespace

TEST_CASE("Wilson's interval and Newcombe's for a difference give the published figures") {
  for (const value& test : reference().at("wilson_published").at("cases").as_array()) {
    const Share share{number(test.at("x")), number(test.at("n"))};
    CHECK(same(wilson(share), test.at("r_prop_test"), 1e-10));
    CHECK(wilson(share).low == doctest::Approx(number(test.at("published").at(0))).epsilon(0.00005));
  }
  for (const value& test : reference().at("newcombe_diff_published").at("cases").as_array())
    CHECK(same(newcombe({number(test.at("x1")), number(test.at("n1"))}, {number(test.at("x2")), number(test.at("n2"))}),
               test.at("computed"), 1e-10));
}

TEST_CASE("adjusted p values agree with R, and reject what Benjamini and Hochberg rejected") {
  auto check = [](const value& test) {
    const auto p = numbers(test.at("p"));
    CHECK(same(benjamini_hochberg(p), test.at("BH")));
    CHECK(same(holm(p), test.at("holm")));
    CHECK(same(benjamini_yekutieli(p), test.at("BY")));
  };
  const value& published = reference().at("p_adjust_published");
  check(published);
  const auto p = numbers(published.at("p"));
  CHECK(same(hommel(p), published.at("hommel")));
  CHECK(same(bonferroni(p), published.at("bonferroni")));
  CHECK(std::ranges::count_if(benjamini_hochberg(p), [](double each) { return each <= 0.05; }) == 4);
  for (const value& test : reference().at("p_adjust_random").as_array()) check(test);
}

TEST_CASE("two shares: pooled z, chi-square with and without Yates, Fisher and the intervals agree with R") {
  for (const value& test : reference().at("prop_test").as_array()) {
    const auto shares = shares_of(test.at("x"), test.at("n"));
    CAPTURE(shares[0].cases);
    const auto z = pooled_z(shares[0], shares[1]);
    REQUIRE(z.has_value() == !test.at("pooled_z").is_null());
    if (z) {
      CHECK(close(z->statistic, test.at("pooled_z"), 1e-10));
      CHECK(close_tail(z->p, test.at("pooled_z_p"), 1e-10));
    }
    check_test(compare_shares(shares), test.at("uncorrected"));
    const auto yates = compare_shares(shares, true);
    REQUIRE(yates.has_value() == !test.at("yates").at("statistic").is_null());
    if (yates) CHECK(yates->p == doctest::Approx(number(test.at("yates").at("p"))).epsilon(1e-10));
    CHECK(same(wald(shares[0], shares[1], false), test.at("uncorrected").at("ci"), 1e-10));
    CHECK(same(wald(shares[0], shares[1], true), test.at("yates").at("ci"), 1e-10));
    CHECK(same(newcombe(shares[0], shares[1]), test.at("newcombe"), 1e-10));
    const TwoByTwo table{shares[0].cases, shares[0].chances - shares[0].cases, shares[1].cases,
                         shares[1].chances - shares[1].cases};
    const FisherExact fisher = fisher_exact(table);
    CHECK(close_tail(fisher.p, test.at("fisher").at("p")));
    CHECK(same_odds(fisher, test.at("fisher").at("estimate"), test.at("fisher").at("ci")));
  }
}

TEST_CASE("several shares and their trend agree with R") {
  const value& test = reference().at("prop_test_smokers");
  const auto shares = shares_of(test.at("x"), test.at("n"));
  CHECK(same(*compare_shares(shares), test.at("result")));
  CHECK(same(*trend_in_shares(shares), test.at("trend")));
}

TEST_CASE("tables agree with R: Pearson, Yates, expected counts and Fisher's test of any shape") {
  for (const value& test : reference().at("chisq").as_array()) {
    CAPTURE(text(test.at("name")));
    const Table table = table_of(test.at("table"));
    CHECK(same(*chi_square(table), test.at("pearson")));
    if (!test.at("yates").is_null()) CHECK(same(*chi_square(table, true), test.at("yates")));
    const Table expected = expected_counts(table);
    for (std::size_t i = 0; i < table.size(); ++i) CHECK(same(expected[i], test.at("expected").at(i)));
    CHECK(close_tail(fisher_exact_p(table), test.at("fisher_p"), 1e-7));
  }
  const value& fit = reference().at("gof");
  CHECK(same(goodness_of_fit(numbers(fit.at("x")), numbers(fit.at("p"))), fit.at("result")));
}

TEST_CASE("odds and risk ratios agree with R and epitools") {
  for (const value& test : reference().at("odds_ratio").as_array()) {
    const Table t = table_of(test.at("table"));
    const TwoByTwo table{t[0][0], t[0][1], t[1][0], t[1][1]};
    const auto odds = odds_ratio(table);
    CHECK(close(odds->value, test.at("sample_or"), 1e-12));
    CHECK(close(odds->interval.low, test.at("wald").at(1), 1e-10));
    if (!test.at("wald").at(2).is_null()) CHECK(close(odds->interval.high, test.at("wald").at(2), 1e-10));
    // epitools compares the second outcome in the second group with the first group.
    const auto risk = risk_ratio({table.d, table.c, table.b, table.a});
    CHECK(close(risk->value, test.at("riskratio").at(0), 1e-12));
    CHECK(close(risk->interval.low, test.at("riskratio").at(1), 1e-10));
    CHECK(close(risk->interval.high, test.at("riskratio").at(2), 1e-10));
    const FisherExact fisher = fisher_exact(table);
    CHECK(same_odds(fisher, test.at("fisher_conditional_mle"), test.at("fisher_ci")));
    CHECK(close_tail(fisher.p, test.at("fisher_p")));
  }
}

TEST_CASE("McNemar's test agrees with R") {
  const value& test = reference().at("mcnemar");
  const Table table = table_of(test.at("table"));
  CHECK(same(*mcnemar(table[0][1], table[1][0]), test.at("corrected")));
  CHECK(same(*mcnemar(table[0][1], table[1][0], false), test.at("uncorrected")));
}

TEST_CASE("correlations agree with R, with and without ties") {
  for (const value& test : reference().at("cor").as_array()) {
    CAPTURE(text(test.at("ref")));
    const auto x = numbers(test.at("x")), y = numbers(test.at("y"));
    const auto straight = pearson(x, y);
    CHECK(same(straight->test, test.at("pearson")));
    CHECK(close(straight->value, test.at("pearson").at("estimate")));
    CHECK(same(*straight->interval, test.at("pearson").at("ci"), 1e-10));
    const auto ranked = spearman(x, y);
    CHECK(close(ranked->value, test.at("spearman").at("estimate")));
    CHECK(same(ranked->test, test.at("spearman")));
    if (!test.as_object().contains("kendall")) continue;
    const auto ordered = kendall(x, y);
    CHECK(close(ordered->value, test.at("kendall").at("estimate")));
    CHECK(same(ordered->test, test.at("kendall")));
  }
}

TEST_CASE("rank tests agree with R and exactRankTests") {
  for (const value& test : reference().at("mann_whitney").as_array()) {
    CAPTURE(text(test.at("ref")));
    const auto x = numbers(test.at("x")), y = numbers(test.at("y"));
    const bool paired = text(test.at("ref")).find("paired") != std::string::npos;
    std::vector<double> differences;
    for (std::size_t i = 0; paired && i < x.size(); ++i) differences.push_back(x[i] - y[i]);
    auto check = [&](RankP how, const char* name) {
      if (!test.as_object().contains(name)) return;
      const auto ours = paired ? signed_rank(differences, how) : mann_whitney(x, y, how);
      CAPTURE(name);
      if (test.at(name).is_number()) {
        CHECK(close_tail(ours->p, test.at(name)));
        return;
      }
      CHECK(close(ours->statistic, test.at(name).at("W")));
      CHECK(close_tail(ours->p, test.at(name).at("p")));
    };
    check(RankP::exact, "exact");
    check(RankP::exact, "exact_ties");
    check(RankP::normal_corrected, "normal_cc");
    check(RankP::normal, "normal_nocc");
  }
  const value& test = reference().at("kruskal");
  CHECK(same(*kruskal_wallis(table_of(test.at("groups"))), test.at("result")));
}

TEST_CASE("t tests and the analysis of variance agree with R") {
  const value& sleep = reference().at("t").at("sleep");
  const auto x = numbers(sleep.at("x")), y = numbers(sleep.at("y"));
  auto check = [](const std::optional<MeanDifference>& ours, const value& theirs) {
    CHECK(same(ours->test, theirs));
    CHECK(same(ours->interval, theirs.at("ci")));
  };
  check(welch_t(x, y), sleep.at("welch"));
  check(student_t(x, y), sleep.at("student"));
  check(paired_t(x, y), sleep.at("paired"));
  const value& plants = reference().at("anova_plantgrowth");
  std::vector<std::vector<double>> groups(3);
  const auto weights = numbers(plants.at("weight"));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::string group = text(plants.at("group").at(i));
    groups[group == "ctrl" ? 0 : group == "trt1" ? 1 : 2].push_back(weights[i]);
  }
  const auto ours = one_way(groups);
  CHECK(close(ours->f, plants.at("F"), 1e-10));
  CHECK(close_tail(ours->p, plants.at("p")));
  CHECK(close(ours->between, plants.at("ss").at(0), 1e-10));
  CHECK(close(ours->within, plants.at("ss").at(1), 1e-10));
}

TEST_CASE("logistic regression agrees with R's glm, for single people and for groups") {
  const value& cars = reference().at("logistic").at("mtcars_am_wt");
  const std::vector<std::vector<double>> weight{numbers(cars.at("data").at("wt"))};
  const auto by_weight = fit_logistic(weight, single_outcomes(cars.at("data").at("am")));
  check_coefficients(by_weight.coefficients, cars, 1e-6);
  check_likelihood(by_weight, cars);

  const value& births = reference().at("logistic").at("birthwt");
  std::vector<std::vector<double>> columns;
  for (const char* name : {"age", "lwt", "smoke", "ht", "ui"}) columns.push_back(numbers(births.at("data").at(name)));
  const auto low = fit_logistic(columns, single_outcomes(births.at("data").at("low")));
  check_coefficients(low.coefficients, births, 1e-6);
  check_likelihood(low, births);

  const value& moths = reference().at("logistic").at("grouped_budworm");
  std::vector<Share> dead;
  for (double count : numbers(moths.at("data").at("dead"))) dead.push_back({count, number(moths.at("data").at("n"))});
  const std::vector<std::vector<double>> doses{numbers(moths.at("data").at("sex_female")),
                                               numbers(moths.at("data").at("ldose"))};
  const auto grouped = fit_logistic(doses, dead);
  check_coefficients(grouped.coefficients, moths, 1e-6);
  check_likelihood(grouped, moths);
}

TEST_CASE("Poisson regression agrees with R's glm") {
  const value& test = reference().at("poisson");
  const value& data = test.at("data");
  const std::vector<std::vector<double>> columns{is(data.at("outcome"), 2), is(data.at("outcome"), 3),
                                                 is(data.at("treatment"), 2), is(data.at("treatment"), 3)};
  const auto fit = fit_poisson(columns, numbers(data.at("counts")));
  check_coefficients(fit.coefficients, test, 1e-6);
  check_likelihood(fit, test);
}

TEST_CASE("linear regression agrees with R's lm") {
  const value& cars = reference().at("lm").at("cars");
  const std::vector<std::vector<double>> speed{numbers(cars.at("data").at("speed"))};
  auto check = [](const LinearFit& fit, const value& theirs) {
    check_coefficients(fit.coefficients, theirs, 1e-9);
    CHECK(close(fit.residual_deviation, theirs.at("sigma"), 1e-9));
    CHECK(close(fit.r_squared, theirs.at("r2"), 1e-9));
    CHECK(close(fit.adjusted_r_squared, theirs.at("adj_r2"), 1e-9));
    CHECK(close(fit.f, theirs.at("F").at(0), 1e-9));
    CHECK(close(fit.f_freedom, theirs.at("F").at(1)));
    CHECK(close(fit.residual_freedom, theirs.at("F").at(2)));
    for (std::size_t i = 0; i < fit.coefficients.size(); ++i)
      CHECK(same(fit.coefficients[i].interval, theirs.at("confint").at(i), 1e-8));
  };
  check(fit_line(speed, numbers(cars.at("data").at("dist"))), cars);
  // R's data are NIST's in thousands of people.
  const value longley = vectors("stats/nist-strd.json").at("linear").at("Longley");
  std::vector<std::vector<double>> columns(6);
  for (const value& row : longley.at("x").as_array())
    for (std::size_t j = 0; j < 6; ++j) columns[j].push_back(number(row.at(j)));
  const double units[] = {1, 1000, 10, 10, 1000, 1};
  for (std::size_t j = 0; j < 6; ++j) columns[j] = scaled(columns[j], units[j]);
  check(fit_line(columns, scaled(numbers(longley.at("y")), 1000)), reference().at("lm").at("longley"));
}

TEST_CASE("the nine definitions of a quantile agree with R") {
  const value& test = reference().at("quantiles");
  const auto values = numbers(test.at("x")), probabilities = numbers(test.at("probs"));
  for (int definition = 1; definition <= 9; ++definition)
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
      CAPTURE(definition);
      CAPTURE(probabilities[i]);
      const auto row = static_cast<std::size_t>(definition) - 1;
      CHECK(close(quantile(values, probabilities[i], definition), test.at("types").at(row).at(i)));
    }
}

TEST_CASE("Cronbach's alpha agrees with R and psych") {
  CHECK(
      close(*cronbach_alpha(table_of(reference().at("cronbach").at("items"))), reference().at("cronbach").at("alpha")));
  const object& data = reference().at("attitude_alpha").at("data").as_object();
  std::vector<std::vector<double>> answers(data.begin()->value().as_array().size());
  for (const auto& item : data)
    for (std::size_t i = 0; i < answers.size(); ++i) answers[i].push_back(number(item.value().at(i)));
  CHECK(close(*cronbach_alpha(answers), reference().at("attitude_alpha").at("alpha")));
}

TEST_CASE("power and group sizes agree with R") {
  const value& test = reference().at("power");
  const ShareComparison shares{.first = 0.5, .second = 0.75};
  const MeanComparison means{.difference = 1};
  CHECK(close(power(shares, 50), test.at("two_prop_power"), 1e-9));
  CHECK(close(power(means, 20), test.at("t_power"), 1e-9));
  CHECK(close(size_of_each_group(shares, 0.9), test.at("two_prop_n"), 1e-5));
  CHECK(close(size_of_each_group(means, 0.9), test.at("t_n"), 1e-5));
}

TEST_CASE("exact tests of rates and shares agree with R") {
  const value& single = reference().at("poisson_test").at("single");
  const Rate leukaemia{137, 24.19893};
  CHECK(close(leukaemia.value(), single.at("estimate")));
  CHECK(same(exact_rate(leukaemia), single.at("ci")));
  CHECK(close_tail(exact_rate_test(leukaemia, 1), single.at("p")));
  const value& ratio = reference().at("poisson_test").at("rate_ratio");
  const Rate first{11, 800}, second{6 + 8 + 7, 1083 + 1050 + 878};
  CHECK(close(first.value() / second.value(), ratio.at("estimate")));
  CHECK(same(exact_rate_ratio(first, second), ratio.at("ci")));
  CHECK(close_tail(exact_rate_test(first, second), ratio.at("p")));
  const double chances[] = {0.75, 0.5};
  for (std::size_t i = 0; i < 2; ++i) {
    const value& test = reference().at("binom_test").at(i);
    const Share share{number(test.at("statistic")), number(test.at("df"))};
    CHECK(same(exact_proportion(share), test.at("ci")));
    CHECK(close_tail(exact_share_test(share, chances[i]), test.at("p")));
  }
}

TEST_CASE("distributions agree with R far into their tails") {
  const value& d = reference().at("distributions");
  auto each = [](const value& test, const char* first, auto ours) {
    for (std::size_t i = 0; i < test.at(first).as_array().size(); ++i)
      CHECK(close_tail(ours(i), test.at("v").at(i), 1e-12));
  };
  auto at = [](const value& test, const char* name, std::size_t i) { return number(test.at(name).at(i)); };
  each(d.at("pnorm"), "x", [&](std::size_t i) { return normal_below(at(d.at("pnorm"), "x", i)); });
  each(d.at("qnorm"), "p", [&](std::size_t i) { return normal_quantile(at(d.at("qnorm"), "p", i)); });
  each(d.at("pt"), "t", [&](std::size_t i) { return t_below(at(d.at("pt"), "t", i), at(d.at("pt"), "df", i)); });
  each(d.at("qt"), "p", [&](std::size_t i) { return t_quantile(at(d.at("qt"), "p", i), at(d.at("qt"), "df", i)); });
  const value& chi = d.at("pchisq_upper");
  each(chi, "x", [&](std::size_t i) { return chi_square_above(at(chi, "x", i), at(chi, "df", i)); });
  const value& f = d.at("pf_upper");
  each(f, "x", [&](std::size_t i) { return f_above(at(f, "x", i), at(f, "df1", i), at(f, "df2", i)); });
  const value& beta = d.at("pbeta");
  CHECK(close(beta_below(number(beta.at("x")), number(beta.at("a")), number(beta.at("b"))), beta.at("v"), 1e-12));
}

TEST_CASE("sixty hospitals' burnout in two years: every p value, and what remains after adjusting") {
  const value file = vectors("stats/nhs-staff-survey-tests.json");
  std::vector<double> p;
  for (const value& test : file.at("cases").as_array()) {
    const Share before{number(test.at("x1")), number(test.at("n1"))},
        after{number(test.at("x2")), number(test.at("n2"))};
    p.push_back(pooled_z(before, after)->p);
    CHECK(close_tail(p.back(), test.at("p")));
    CHECK(close(after.value() - before.value(), test.at("diff"), 1e-9));
  }
  CHECK(same(benjamini_hochberg(p), file.at("BH")));
  CHECK(same(holm(p), file.at("holm")));
  auto below = [](const std::vector<double>& all) {
    return std::ranges::count_if(all, [](double each) { return each < 0.05; });
  };
  CHECK(below(p) == 39);
  CHECK(below(benjamini_hochberg(p)) == 36);
}
