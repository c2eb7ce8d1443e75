#include "kit/id/id.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <unordered_set>
#include <vector>

using namespace kit;

namespace {

struct Boat {
  static constexpr std::string_view prefix = "bot";
};
struct Oar {
  static constexpr std::string_view prefix = "oar";
};

void all_ones(std::span<unsigned char> bytes) { std::ranges::fill(bytes, 0xff); }
void zeros(std::span<unsigned char> bytes) { std::ranges::fill(bytes, 0); }

}  // namespace

TEST_CASE("an id carries its kind and twenty-six characters") {
  Id<Boat> boat = fresh<Boat>();
  CHECK(boat.text.size() == 30);
  CHECK(is_id(boat.text, "bot"));
  CHECK(!is_id(boat.text, "oar"));
  CHECK(html_text(boat) == boat.text);
  CHECK(Id<Boat>{}.empty());
  CHECK(!std::is_convertible_v<Id<Boat>, Id<Oar>>);
}

TEST_CASE("ids come out in the order they are made") {
  std::vector<std::string> made;
  for (int i = 0; i < 100'000; ++i) made.push_back(new_id("bot"));
  CHECK(std::ranges::is_sorted(made));
  CHECK(std::ranges::adjacent_find(made) == made.end());
}

TEST_CASE("threads never make the same id") {
  std::vector<std::vector<std::string>> made(4);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : made)
      threads.emplace_back([&mine] {
        for (int i = 0; i < 5'000; ++i) mine.push_back(new_id("bot"));
      });
  }
  std::set<std::string> all;
  for (auto& mine : made) all.insert(mine.begin(), mine.end());
  CHECK(all.size() == 20'000);
}

TEST_CASE("the layout is that of a ULID") {
  // 1,469,918,176,385 ms is the moment of the ULID specification's own example, 01ARYZ6S41.
  Instant at{1'469'918'176'385'000};
  CHECK(new_id("bot", at, zeros) == "bot_01aryz6s410000000000000000");
  CHECK(new_id("bot", at, all_ones) == "bot_01aryz6s41zzzzzzzzzzzzzzzz");
  CHECK(new_id("bot", Instant{0}, zeros) == "bot_00000000000000000000000000");
  CHECK_THROWS_AS(new_id("bot", Instant{-1}, zeros), std::invalid_argument);
}

TEST_CASE("a fresh id begins with the present moment") {
  std::string before = new_id("bot", now(), zeros), made = new_id("bot"), after = new_id("bot", now(), all_ones);
  CHECK(before.substr(0, 14) <= made.substr(0, 14));
  CHECK(made.substr(0, 13) <= after.substr(0, 13));
}

TEST_CASE("a timeless id tells no order") {
  std::vector<std::string> made;
  for (int i = 0; i < 64; ++i) made.push_back(timeless_id("bot"));
  CHECK(std::ranges::all_of(made, [](auto& text) { return is_id(text, "bot"); }));
  CHECK(!std::ranges::is_sorted(made));
  CHECK(std::set<char>{made[0][4], made[1][4], made[2][4], made[3][4], made[4][4], made[5][4], made[6][4], made[7][4],
                       made[8][4], made[9][4], made[10][4], made[11][4]}
            .size() > 1);
}

TEST_CASE("a text that is no id is refused") {
  std::string good = new_id("bot", Instant{0}, zeros);
  CHECK(is_id(good, "bot"));
  for (auto text :
       {"", "bot", "bot_", "bot_0000000000000000000000000", "bot_000000000000000000000000000",
        "bot-00000000000000000000000000", "bot_0000000000000000000000000I", "bot_0000000000000000000000000u",
        "bot_80000000000000000000000000", "BOT_00000000000000000000000000"})
    CHECK_MESSAGE(!is_id(text, "bot"), std::string(text));
}

TEST_CASE("ids can be keys of a hash table") {
  Id<Boat> boat = fresh<Boat>();
  std::unordered_set<Id<Boat>> boats{boat, boat, fresh<Boat>()};
  CHECK(boats.size() == 2);
  CHECK(boats.contains(boat));
}
