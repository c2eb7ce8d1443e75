#include "partnership/record/salt_check.h"

#include <doctest/doctest.h>

#include <random>

using partnership::SaltCheck;

TEST_CASE("two salts that begin alike are found among millions, wherever they stand") {
  constexpr std::size_t many = 2'500'000;  // more than are sorted at once
  std::mt19937_64 random(11);
  std::vector<std::uint64_t> beginnings(many);
  for (std::uint64_t& one : beginnings) one = random();
  beginnings.back() = beginnings[many / 3];
  beginnings[5] = beginnings[6] = beginnings[many / 2] = ~std::uint64_t{0};
  beginnings[7] = beginnings[many - 9] = 0;
  std::vector<std::uint64_t> twice{beginnings.back(), beginnings[5], 0};
  SaltCheck salts("", 0);
  for (std::size_t begin = 0; begin < many; begin += 500'000) salts.add(std::span(beginnings).subspan(begin, 500'000));
  auto found = salts.repeated();
  std::ranges::sort(found), std::ranges::sort(twice);
  CHECK(found == twice);
}

TEST_CASE("salts of which none begins as another one does are let pass") {
  SaltCheck salts("", 0);
  salts.add(std::vector<std::uint64_t>{3, 1, ~std::uint64_t{0}, 0, 2});
  CHECK(salts.repeated().empty());
}
