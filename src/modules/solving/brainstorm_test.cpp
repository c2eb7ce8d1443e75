// A brainstorm without names, with the whole database laid open: nothing of it can be seen before the box opens, and
// nothing ever leads from an idea to a person.
#include <doctest/doctest.h>

#include <algorithm>

#include "journal/entry.h"
#include "modules/solving/box.h"

#include "tests/world/world.h"

#include "modules/solving/world_for_tests.h"

using namespace solving;

namespace {

const std::vector<std::string> ideas{"Idea of the float", "Idea of the overlap", "Idea of the phone"};

struct BoxWorld : SolvingWorld {
  BoxWorld() {
    interests_put();
    does(ana, [&](Tx& tx) { start_brainstorm(tx, id, BrainstormKind::anonymous); });
  }
  int give(const Id<Person>& who, const std::string& words) {
    return post(who, url() + "/ideas", {{"idea", words}}).status;
  }
  void all_give() {
    CHECK(give(mia, ideas[0]) == 303);
    pass_days(1);
    CHECK(give(ben, ideas[1]) == 303);
    CHECK(give(ana, ideas[2]) == 303);
  }
  std::vector<std::string> texts(const std::string& sql) {
    return sees({}, [&](Reader& db) {
      std::vector<std::string> found;
      db.each(sql, {}, [&](const kit::Row& row) { found.emplace_back(row.text(0)); });
      return found;
    });
  }
};

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("an idea in the box leaves no entry, no draft and no row but the box, and no page tells of it") {
  BoxWorld world;
  auto before = world.entries();
  world.all_give();
  CHECK(world.entries() == before);
  CHECK(world.texts("select form from drafts").empty());
  CHECK(world.texts("select issue_id from idea_boxes").size() == 1);
  for (auto& who : {world.ana, world.ben, world.mia, world.olga, world.sato})
    for (const std::string& url : {world.url(), world.url() + "/sheet", world.url() + "/history"}) {
      CHECK_FALSE(holds(world.get(who, url).body, "Idea of"));
      CHECK_FALSE(holds(world.get_json(who, url).body, "Idea of"));
    }
  CHECK_FALSE(holds(world.get(world.ana, world.url()).body, "data-draft=\"/issues"));
  CHECK_FALSE(holds(world.get(world.ana, world.url()).body, "name=\"draft\" value=\"/issues"));
}

TEST_CASE("while there is a box, options by name wait; too few ideas open nothing") {
  BoxWorld world;
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { add_option(tx, world.id, "Mine"); }); }) == 409);
  CHECK(world.give(world.sato, "From outside") == 403);
  CHECK(world.give(world.mia, ideas[0]) == 303);
  CHECK(world.post(world.ana, world.url() + "/brainstorm_ending", {}).status == 409);
  CHECK(world.wall().options.empty());
}

TEST_CASE("the box opens as one entry from nobody's seat, in the order of ids that tell no time") {
  BoxWorld world;
  world.all_give();
  world.does(world.ana, [&](Tx& tx) { end_brainstorm(tx, world.id); });
  auto options = world.wall().options;
  REQUIRE(options.size() == 3);
  for (const Option& one : options) CHECK_FALSE(one.seat.has_value());
  CHECK(std::ranges::is_sorted(options, {}, [](auto& one) { return one.id.text; }));
  CHECK(world.texts("select content from idea_boxes").empty());
  auto entries = world.texts(
      "select entry from journal_entries join journal_bodies on journal_bodies.sequence = journal_entries.sequence"
      " where body like '%Idea of%'");
  REQUIRE(entries.size() == 1);
  CHECK(journal::decode(entries.front())->seat.empty());
  CHECK(world.faults().empty());
}

TEST_CASE("what lies first in the box was put there first no more often than chance has it") {
  SolvingWorld world;
  int first = 0;
  for (int round = 0; round < 40; ++round) {
    world.does(world.ana, [&](Tx& tx) {
      destroy_ideas(tx, world.id);
      for (int i = 0; i < 5; ++i) {
        auto there = ideas_in(tx, world.id);
        there.push_back(std::to_string(i));
        keep_ideas(tx, world.id, there);
      }
      first += ideas_in(tx, world.id).front() == "0";
    });
  }
  CHECK(first < 24);
}
