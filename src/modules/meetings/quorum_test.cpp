// When a meeting may decide, as a table.
#include "modules/meetings/quorum.h"

#include <doctest/doctest.h>

using namespace meetings;

namespace {

const std::vector<std::pair<std::string, std::string>> parties{{"l", "Labor"}, {"m", "Management"}};
const Attending ana{.party = "l", .name = "Ana", .chair = true, .represents_union = true};
const Attending ben{.party = "m", .name = "Ben", .chair = true};
const Attending mia{.party = "l", .name = "Mia"};
const Attending rep{.party = "l", .name = "Rosa", .represents_union = true};
const Attending dana{.party = "m", .name = "Dana"};

Attending by(Attending absent, const std::string& whom) {
  absent.represented_by = whom, absent.represents_union = false;
  return absent;
}

std::string missing(const QuorumRule& rule, const std::vector<Attending>& there) {
  std::string keys;
  for (auto& line : judge_quorum(rule, parties, there).lines)
    if (!line.met) keys += line.key + " ";
  return keys;
}

}  // namespace

TEST_CASE("both chairs, a union representative and somebody of each party make the usual quorum") {
  struct Case {
    std::vector<Attending> there;
    std::string missing;
  };
  for (auto& [there, expected] : std::vector<Case>{
           {{ana, ben}, ""},
           {{ana}, "no_chair party people "},
           {{ben, mia}, "no_chair no_union "},
           {{by(ana, "Rosa"), rep, ben}, ""},
           {{by(ana, "Mia"), mia, ben}, "no_union "},  // represented, but by nobody the union designated
           {{ana, by(ben, "Dana"), dana}, ""},
           {{by(ana, "Rosa"), by(ben, "Dana")}, "no_union party party people "},  // both sent somebody who did not come
           {{}, "no_chair no_chair no_union party party people "},
       })
    CHECK(missing({}, there) == expected);
}

TEST_CASE("a charter may ask for more people, or for less") {
  CHECK(missing({.people = 3}, {ana, ben}) == "people ");
  CHECK(missing({.each_party = 2, .people = 0}, {ana, ben, mia}) == "party ");
  CHECK(missing({.chairs = false, .union_representative = false, .each_party = 0, .people = 1}, {dana}).empty());
}

TEST_CASE("an empty rule is met by nobody being there only if it asks for nothing") {
  CHECK(
      judge_quorum({.chairs = false, .union_representative = false, .each_party = 0, .people = 0}, parties, {}).met());
  CHECK_FALSE(judge_quorum({}, parties, {}).met());
}
