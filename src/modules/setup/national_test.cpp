#include <doctest/doctest.h>

#include "modules/setup/examples.h"
#include "modules/setup/fixture_for_tests.h"

namespace setup {
namespace {
NationalShape small_shape() {
  NationalShape shape = national_for(400);
  shape.years = 3;
  return shape;
}
std::vector<std::int64_t> counts(EmptyPartnership& partnership) {
  std::vector<std::int64_t> counts;
  for (const char* table : {"people", "seats", "teams", "projects", "test_cycles", "measurements", "rating_starts",
                            "running_clocks", "tallies"})
    counts.push_back(partnership.count(table));
  counts.push_back(partnership.value<std::int64_t>("select sum(total) from tallies"));
  return counts;
}
}  // namespace

TEST_CASE("a nation has the size that was asked for") {
  EmptyPartnership partnership;
  make_national(partnership.database(), small_shape(), partnership.today);
  CHECK(partnership.count("people") == 400);
  CHECK(partnership.count("teams") == 20);
  CHECK(partnership.count("projects") == small_shape().projects);
  CHECK(partnership.count("test_cycles") == small_shape().cycles);
  CHECK(partnership.count("running_clocks") == 40);
  CHECK(partnership.value<std::int64_t>("select total from tallies join units on units.id = unit_id"
                                        " where external_id = 'all' and period = '' and tallies.name = 'projects'") ==
        small_shape().projects);
}

TEST_CASE("a nation that was stopped goes on and comes out the same") {
  EmptyPartnership whole, stopped;
  make_national(whole.database(), small_shape(), whole.today);
  struct Stop {};
  int words = 0;
  for (int rounds = 0; rounds < 20; ++rounds) {
    try {
      make_national(stopped.database(), small_shape(), stopped.today, [&](double) {
        if (++words % 3 == 0) throw Stop{};
      });
      break;
    } catch (const Stop&) {
    }
  }
  CHECK(counts(stopped) == counts(whole));
  CHECK(words > 6);
}

TEST_CASE("a nation does not go on with another shape") {
  EmptyPartnership partnership;
  make_national(partnership.database(), small_shape(), partnership.today);
  NationalShape other = small_shape();
  other.seed = 2;
  CHECK_THROWS_AS(make_national(partnership.database(), other, partnership.today), std::runtime_error);
}

}  // namespace setup
