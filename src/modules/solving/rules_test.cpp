#include "modules/solving/rules.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace solving;

namespace {

const std::vector<std::string> everybody{"labor", "management", "physicians"};

std::set<std::string> some_of(std::mt19937& random, const std::vector<std::string>& names) {
  std::set<std::string> some;
  for (auto& name : names)
    if (random() % 2) some.insert(name);
  return some;
}

Progress any_progress(std::mt19937& random) {
  int parties = static_cast<int>(random() % 4);
  return {.parties = parties,
          .put = static_cast<int>(random() % static_cast<unsigned>(parties + 1)),
          .gathered = random() % 2 == 0,
          .options = static_cast<int>(random() % 3),
          .standards = static_cast<int>(random() % 3),
          .asked = random() % 2 == 0};
}

}  // namespace

TEST_CASE("a shared interest needs every party: its owner, and each of the others saying so") {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    auto parties = some_of(random, everybody), sharers = some_of(random, everybody);
    std::string owner = everybody[random() % everybody.size()];
    if (!is_shared(parties, owner, sharers)) continue;
    CHECK(parties.size() >= 2);
    CHECK(parties.contains(owner));
    for (auto& party : parties) CHECK((party == owner || sharers.contains(party)));
    // Without any one of them it is shared no more.
    for (auto& party : parties) {
      auto fewer = sharers;
      fewer.erase(party);
      if (party != owner) CHECK_FALSE(is_shared(parties, owner, fewer));
    }
  }
  CHECK_FALSE(is_shared({"labor", "management"}, "labor", {"labor"}));
  CHECK(is_shared({"labor", "management"}, "labor", {"management"}));
}

TEST_CASE("no stage is skipped: options wait for every party's interests, a choice for options and standards") {
  std::mt19937 random(2);
  for (int i = 0; i < 4000; ++i) {
    Progress progress = any_progress(random);
    Stage stage = stage_of(progress);
    bool all = progress.parties >= 2 && progress.put == progress.parties;
    CHECK(options_open(progress) == all);
    CHECK((stage == Stage::interests) == !all);
    if (stage >= Stage::weighing) CHECK(may_choose(progress));
    if (may_choose(progress)) CHECK((progress.options > 0 && progress.standards > 0 && progress.gathered));
  }
}

TEST_CASE("an option meets what every party says it meets; one party's praise is not enough") {
  std::vector<Mark> marks{{"a", "one", "labor", Fit::meets},         {"a", "one", "management", Fit::meets},
                          {"a", "two", "labor", Fit::meets},         {"a", "two", "management", Fit::partly},
                          {"a", "three", "management", Fit::misses}, {"b", "one", "labor", Fit::misses}};
  Weight weight = weigh("a", {"one", "two", "three"}, {"labor", "management"}, marks);
  CHECK(weight.met == 1);
  CHECK(weight.missed == 1);
}
