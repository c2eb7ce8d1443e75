#include "statistics/proportions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "statistics/distribution.h"

namespace statistics {
namespace {

void require_table(const Table& table) {
  const std::size_t width = table.empty() ? 0 : table.front().size();
  if (table.size() < 2 || width < 2) throw std::invalid_argument("A table needs two rows and two columns at least.");
  for (const auto& row : table) {
    if (row.size() != width) throw std::invalid_argument("Every row of a table needs as many counts as the first.");
    for (double count : row)
      if (!(count >= 0) || !std::isfinite(count)) throw std::invalid_argument("Counts in a table cannot be negative.");
  }
}

double total(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

Table table_of(std::span<const Share> shares) {
  Table table(2);
  for (const Share& share : shares) {
    require_share(share);
    table[0].push_back(share.cases);
    table[1].push_back(share.chances - share.cases);
  }
  return table;
}

Share pooled(std::span<const Share> shares) {
  Share all;
  for (const Share& share : shares) {
    require_share(share);
    all.cases += share.cases;
    all.chances += share.chances;
  }
  return all;
}

bool says_nothing(Share all) { return all.cases == 0 || all.cases == all.chances; }

// Outcomes that are as likely on paper differ in the last digits.
constexpr double kSlack = 1 + 1e-7;

template <typename Probability>
double no_likelier(double observed, double last, Probability probability) {
  const double limit = probability(observed) * kSlack;
  double sum = 0;
  for (double count = 0; count <= last; ++count)
    if (double here = probability(count); here <= limit) sum += here;
  return std::min(1.0, sum);
}

}  // namespace

std::optional<Significance> pooled_z(Share first, Share second) {
  const Share shares[] = {first, second}, all = pooled(shares);
  if (says_nothing(all)) return {};
  const double p = all.value();
  const double error = std::sqrt(p * (1 - p) * (1 / first.chances + 1 / second.chances));
  const double z = (first.value() - second.value()) / error;
  return Significance{z, 0, normal_beyond(z)};
}

std::optional<Significance> compare_shares(std::span<const Share> shares, bool yates) {
  return chi_square(table_of(shares), yates);
}

std::optional<Significance> trend_in_shares(std::span<const Share> shares, std::span<const double> scores) {
  if (shares.size() < 2 || (!scores.empty() && scores.size() != shares.size()))
    throw std::invalid_argument("A trend needs two groups at least, and one score for each if scores are given.");
  auto score = [&](std::size_t i) { return scores.empty() ? static_cast<double>(i + 1) : scores[i]; };
  const Share all = pooled(shares);
  double middle = 0, slope = 0, spread = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) middle += shares[i].chances * score(i) / all.chances;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    slope += shares[i].cases * (score(i) - middle);
    spread += shares[i].chances * (score(i) - middle) * (score(i) - middle);
  }
  if (says_nothing(all) || spread == 0) return {};
  const double statistic = slope * slope / (all.value() * (1 - all.value()) * spread);
  return Significance{statistic, 1, chi_square_above(statistic, 1)};
}

Table expected_counts(const Table& table) {
  require_table(table);
  std::vector<double> columns(table.front().size());
  for (const auto& row : table)
    for (std::size_t j = 0; j < row.size(); ++j) columns[j] += row[j];
  const double all = total(columns);
  Table expected;
  for (const auto& row : table) {
    const double share = all == 0 ? 0 : total(row) / all;
    auto& into = expected.emplace_back();
    for (double column : columns) into.push_back(column * share);
  }
  return expected;
}

std::optional<Significance> chi_square(const Table& table, bool yates) {
  const Table expected = expected_counts(table);
  const std::size_t rows = table.size(), columns = table.front().size();
  if (yates && (rows != 2 || columns != 2)) throw std::invalid_argument("Yates's correction is for two by two tables.");
  const double correction = yates ? std::min(0.5, std::abs(table[0][0] - expected[0][0])) : 0;
  double statistic = 0;
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j) {
      if (expected[i][j] == 0) return {};
      const double off = std::abs(table[i][j] - expected[i][j]) - correction;
      statistic += off * off / expected[i][j];
    }
  const double freedom = static_cast<double>((rows - 1) * (columns - 1));
  return Significance{statistic, freedom, chi_square_above(statistic, freedom)};
}

Significance goodness_of_fit(std::span<const double> counts, std::span<const double> shares) {
  if (counts.size() < 2 || counts.size() != shares.size() || std::abs(total(shares) - 1) > 1e-9)
    throw std::invalid_argument("A fit needs one share for each of two counts or more, and shares that add up to one.");
  const double all = total(counts);
  double statistic = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!(shares[i] > 0) || !(counts[i] >= 0) || !(all > 0))
      throw std::invalid_argument("A fit needs shares above zero and counts that are not all zero.");
    const double expected = all * shares[i];
    statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
  }
  const double freedom = static_cast<double>(counts.size() - 1);
  return {statistic, freedom, chi_square_above(statistic, freedom)};
}

std::optional<Significance> mcnemar(double changed_one_way, double changed_the_other, bool corrected) {
  if (!(changed_one_way >= 0) || !(changed_the_other >= 0))
    throw std::invalid_argument("Counts in a table cannot be negative.");
  const double both = changed_one_way + changed_the_other, apart = std::abs(changed_one_way - changed_the_other);
  if (both == 0) return {};
  const double off = corrected && apart > 0 ? apart - 1 : apart, statistic = off * off / both;
  return Significance{statistic, 1, chi_square_above(statistic, 1)};
}

double exact_share_test(Share share, double chance) {
  require_share(share);
  if (!(chance >= 0 && chance <= 1)) throw std::invalid_argument("A chance lies between zero and one.");
  return no_likelier(share.cases, share.chances,
                     [&](double count) { return binomial_probability(count, share.chances, chance); });
}

double exact_rate_test(Rate rate, double expected) {
  require_rate(rate);
  if (!(expected >= 0) || !std::isfinite(expected)) throw std::invalid_argument("An expected rate cannot be negative.");
  const double mean = expected * rate.exposure / rate.per;
  if (mean == 0) return rate.events == 0 ? 1 : 0;
  // The two tails: from the observed count outward, and on the other side every count no likelier.
  const double limit = poisson_probability(rate.events, mean) * kSlack;
  if (rate.events == mean) return 1;
  double count = std::floor(mean), below = 0, above = 0;
  while (count >= 0 && poisson_probability(count, mean) > limit) --count;
  below = poisson_at_most(count, mean);
  count = std::ceil(mean);
  while (poisson_probability(count, mean) > limit) ++count;
  for (double here; (here = poisson_probability(count, mean)) > limit * 1e-17; ++count) above += here;
  return std::min(1.0, below + above);
}

double exact_rate_test(Rate first, Rate second) {
  require_rate(first);
  require_rate(second);
  const double both = first.events + second.events;
  if (both == 0) return 1;
  return exact_share_test({first.events, both}, first.exposure / (first.exposure + second.exposure));
}

}  // namespace statistics
