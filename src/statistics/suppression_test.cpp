#include "statistics/suppression.h"

#include <stdexcept>

#include "statistics/authority_vectors.h"

using namespace statistics;
using boost::json::value;

namespace {

Counts counts_of(const value& rows) {
  Counts table;
  for (const value& row : rows.as_array()) {
    auto& into = table.emplace_back();
    for (double count : numbers(row)) into.push_back(static_cast<int>(count));
  }
  return table;
}

Mask mask_of(const value& rows) {
  Mask mask;
  for (const value& row : rows.as_array()) {
    auto& into = mask.emplace_back();
    for (const value& cell : row.as_array()) into.push_back(cell.as_bool());
  }
  return mask;
}

bool any_told(const Counts& table, const Mask& left_out, Totals totals = {}) {
  const auto bounds = bounds_of(table, left_out, totals);
  for (std::size_t i = 0; i < table.size(); ++i)
    for (std::size_t j = 0; j < table[i].size(); ++j)
      if (left_out[i][j] && bounds[i][j].tell()) return true;
  return false;
}

void check_attack(const Counts& table, const Mask& left_out, const value& attack) {
  const auto bounds = bounds_of(table, left_out);
  for (const value& cell : attack.as_array()) {
    const auto row = cell.at("row").to_number<std::size_t>() - 1, column = cell.at("col").to_number<std::size_t>() - 1;
    CAPTURE(row);
    CAPTURE(column);
    CHECK(bounds[row][column].low == doctest::Approx(number(cell.at("low"))));
    CHECK(bounds[row][column].high == doctest::Approx(number(cell.at("up"))));
    CHECK(bounds[row][column].tell() == cell.at("exactly_recoverable").as_bool());
  }
}

}  // namespace

TEST_CASE("what an attacker can work out is what linear programmes found") {
  const value file = vectors("stats/suppression.json");
  const auto& cases = file.at("cases").as_object();
  std::size_t attacked = 0;
  for (const auto& one : cases) {
    if (!one.value().is_object() || !one.value().as_object().contains("attack")) continue;
    const value& test = one.value();
    CAPTURE(std::string(one.key()));
    check_attack(counts_of(test.at("table")), mask_of(test.at("suppressed")), test.at("attack"));
    ++attacked;
  }
  require_cases(attacked, 4);
  for (const value& test : cases.at("random").as_array()) {
    check_attack(counts_of(test.at("table")), mask_of(test.at("primary")), test.at("attack_with_primary_only"));
    CHECK(any_told(counts_of(test.at("table")), mask_of(test.at("primary"))) == test.at("any_exact").as_bool());
  }
}

TEST_CASE("one more cell leaves the interval that the programmes found for it") {
  const value file = vectors("stats/suppression.json");
  const value& base = file.at("cases").at("wb_exactly_recoverable");
  const Counts table = counts_of(base.at("table"));
  for (const value& test : file.at("cases").at("wb_single_extra").at("cases").as_array()) {
    Mask left_out = mask_of(base.at("suppressed"));
    left_out[test.at("extra_row").to_number<std::size_t>() - 1][test.at("extra_col").to_number<std::size_t>() - 1] =
        true;
    const Bounds wb = bounds_of(table, left_out)[0][1];
    CHECK(wb.low == number(test.at("wb_low")));
    CHECK(wb.high == number(test.at("wb_up")));
    CHECK(any_told(table, left_out) == test.at("any_exact").as_bool());
  }
}

TEST_CASE("tables made safe tell no cell that was left out") {
  const value file = vectors("stats/suppression.json");
  for (const value& test : file.at("cases").at("random").as_array()) {
    const Counts table = counts_of(test.at("table"));
    const Suppression made = suppress(table, {.least = test.at("primary_threshold").to_number<int>()});
    if (made.safe) CHECK_FALSE(any_told(table, made.left_out));
    const Mask primary = mask_of(test.at("primary"));
    for (std::size_t i = 0; i < table.size(); ++i)
      for (std::size_t j = 0; j < table[i].size(); ++j)
        if (primary[i][j] && table[i][j] > 0) CHECK(made.left_out[i][j]);
  }
}

TEST_CASE("one small cell takes three others with it") {
  const Suppression made = suppress({{2, 18}, {19, 14}, {10, 12}, {14, 11}}, {.least = 3});
  CHECK(made.primary == 1);
  CHECK(made.complementary == 3);
  CHECK(made.safe);
  CHECK(made.left_out[2][0]);
  CHECK_FALSE(any_told({{2, 18}, {19, 14}, {10, 12}, {14, 11}}, made.left_out));
}

TEST_CASE("whoever is alone in a cell cannot use that to work out another") {
  const Counts line{{1, 2, 1}};
  SuppressionRule rule{.least = 2, .totals = {.of_columns = false}};
  CHECK(suppress(line, rule).complementary == 1);
  rule.guard_against_insiders = false;
  CHECK(suppress(line, rule).complementary == 0);
  rule.least = 3;
  CHECK(suppress(line, rule).primary == 3);
}

TEST_CASE("a table that cannot be protected says so") {
  CHECK_FALSE(suppress({{2}, {30}}).safe);
  CHECK(suppress({{20, 30}, {40, 50}}).primary == 0);
  CHECK(suppress({{0, 30}, {40, 50}}).primary == 0);
  CHECK(suppress({{0, 30}, {40, 50}}, {.hide_zeros = true}).primary == 1);
  CHECK_THROWS_AS(suppress({{1, 2}, {3}}), std::invalid_argument);
  CHECK_THROWS_AS(suppress({{1, -2}}), std::invalid_argument);
}
