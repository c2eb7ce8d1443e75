#include <doctest/doctest.h>

#include "tests/world/world.h"

using namespace partnership;

TEST_CASE("a reader asks the same question once, and a writer asks it anew") {
  tests::World world;
  int asked = 0;
  auto ask_twice = [&](Reader& db) {
    for (int i = 0; i < 2; ++i)
      CHECK(db.once("parties", [&] { return ++asked, db.all<Party>("order by place"); }).size() == 3);
    db.once("units", [&] { return ++asked; });
  };
  world.sees(world.ana, ask_twice);
  CHECK(asked == 2);
  world.does(world.ana, ask_twice);
  CHECK(asked == 5);
}
