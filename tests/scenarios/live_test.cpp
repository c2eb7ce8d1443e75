// The journal as it happens: in order, once, without gaps, and never past a wall.
#include "partnership/record/live.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "partnership/notes.h"
#include "tests/world/world.h"

using namespace tests;

namespace {

struct Event {
  std::string name;
  std::int64_t id = -1;
  std::string data;
};

// What a browser would have heard so far.
std::vector<Event> heard(kit::EventStream& stream) {
  std::vector<Event> events;
  std::string text = stream.take();
  for (std::size_t at = 0; at < text.size();) {
    auto end = text.find("\n\n", at);
    REQUIRE(end != std::string::npos);
    Event event;
    for (auto line = at; line < end;) {
      auto stop = std::min(text.find('\n', line), end);
      std::string_view part = std::string_view(text).substr(line, stop - line);
      if (part.starts_with("id: ")) event.id = std::stoll(std::string(part.substr(4)));
      if (part.starts_with("event: ")) event.name = part.substr(7);
      if (part.starts_with("data: ")) event.data = part.substr(6);
      line = stop + 1;
    }
    events.push_back(event);
    at = end + 2;
  }
  return events;
}

void write(World& world, const Id<Person>& person, bool behind_wall, const std::string& words,
           const std::string& subject = "") {
  world.does(person, [&](Tx& tx) {
    const Seat& seat = tx.actor().seats.front();
    tx.act_from(seat);
    write_note(tx, subject.empty() ? world.team.text : subject, seat, behind_wall, words);
  });
}

struct Ear {
  World& world;
  std::shared_ptr<kit::EventStream> stream;

  Ear(World& in, const Id<Person>& person, std::string about = "", std::int64_t after = -1) : world(in) {
    stream =
        world.program().live().listen({.token = world.session_of(person), .about = std::move(about), .after = after});
  }
  std::vector<Event> hear() {
    world.program().integrate();
    world.program().live().deliver();
    return heard(*stream);
  }
};

}  // namespace

TEST_CASE("who listens hears what is new, in the order of the tree, and each entry once") {
  World world;
  world.program().integrate();
  Ear ear(world, world.ben);
  CHECK(ear.hear().empty());
  write(world, world.ana, false, "one");
  write(world, world.ben, false, "two");
  auto events = ear.hear();
  REQUIRE(events.size() == 2);
  CHECK(events[0].name == "entry");
  CHECK(events[0].id + 1 == events[1].id);
  CHECK(events[0].data.find("Ana Flores") != std::string::npos);
  CHECK(ear.hear().empty());
}

TEST_CASE("what labor writes behind its wall never reaches management's or the physicians' ears") {
  World world;
  world.program().integrate();
  Ear ben(world, world.ben), sato(world, world.sato), carmen(world, world.carmen),
      team(world, world.ben, world.team.text);
  write(world, world.ana, true, "Ask the steward first.");
  CHECK(carmen.hear().size() == 1);
  CHECK(ben.hear().empty());
  CHECK(sato.hear().empty());
  CHECK(team.hear().empty());
}

TEST_CASE("whoever comes back hears all that was missed and nothing twice") {
  World world;
  world.program().integrate();
  Ear first(world, world.ben);
  write(world, world.ana, false, "one");
  write(world, world.ana, false, "two");
  auto before = first.hear();
  REQUIRE(before.size() == 2);
  first.stream->close();
  write(world, world.ana, false, "three");
  write(world, world.ana, false, "four");
  world.program().integrate();
  Ear again(world, world.ben, "", before.front().id);
  auto after = again.hear();
  REQUIRE(after.size() == 3);
  CHECK(after[0].id == before[1].id);
  CHECK(after[2].id == before[1].id + 2);
  CHECK(again.hear().empty());
}

TEST_CASE("who was away for very long is told to look again, once, and goes on from there") {
  World world;
  {
    kit::Session db = world.database().write();
    Actor system;
    Tx tx(db, system, world.now(), world.today());
    for (int i = 0; i < 1100; ++i)
      tx.insert(Union{kit::fresh<Union>(), "u" + std::to_string(i), "Local", world.labor, {}});
    tx.commit();
  }
  world.program().integrate();
  Ear ear(world, world.ben, "", 3);
  auto events = ear.hear();
  REQUIRE(events.size() == 1);
  CHECK(events[0].name == "missed");
  write(world, world.ana, false, "one");
  CHECK(ear.hear().size() == 1);
}

TEST_CASE("who listens to one thing hears of it alone, and of a unit also what happens below it") {
  World world;
  world.program().integrate();
  Ear team(world, world.ben, world.team.text), other(world, world.ben, world.ward_team.text);
  Ear above(world, world.ben, world.cascade.text), beside(world, world.ben, world.lakes.text);
  Ear person(world, world.ben, world.ana.text);
  write(world, world.ana, false, "one");
  CHECK(team.hear().size() == 1);
  CHECK(other.hear().empty());
  CHECK(above.hear().size() == 1);
  CHECK(beside.hear().empty());
  CHECK(person.hear().size() == 1);
}

TEST_CASE("a seat that ends takes what is behind its wall away at once, and the last one everything") {
  World world;
  world.program().integrate();
  Ear ear(world, world.carmen);
  write(world, world.ana, true, "one");
  CHECK(ear.hear().size() == 1);
  {
    kit::Session db = world.database().write();
    db.run("update seats set ends_on = $2 where person_id = $1", {world.carmen, kit::add_days(world.today(), -1)});
    db.commit();
  }
  write(world, world.ana, true, "two");
  CHECK(ear.hear().empty());
  CHECK_FALSE(ear.stream->open());
  ear.hear();
  CHECK(world.program().live().listeners() == 0);
}

TEST_CASE("who has signed out hears no more") {
  World world;
  world.program().integrate();
  Ear ear(world, world.ben);
  {
    kit::Session db = world.database().write();
    db.run("delete from sessions");
    db.commit();
  }
  write(world, world.ana, false, "one");
  CHECK(ear.hear().empty());
  CHECK_FALSE(ear.stream->open());
}

TEST_CASE("a page that listens is not told again of what it shows, though the tree has not taken it in yet") {
  World world;
  world.program().integrate();
  write(world, world.ana, false, "shown already");
  std::string url = world.sees(world.ben, [](Reader& db) { return live_url(db); });
  write(world, world.ana, false, "new");
  auto answer = world.get(world.ben, url);
  REQUIRE(answer.stream);
  world.program().integrate();
  world.program().live().deliver();
  auto events = heard(*answer.stream);
  REQUIRE(events.size() == 1);
  auto last = world.entries() - 1;
  CHECK(events[0].id == last);
}

TEST_CASE("only who holds a seat may listen") {
  World world;
  CHECK(world.get({}, "/journal/live").status == 303);
  CHECK(world.get(world.eve, "/journal/live").status == 403);
  CHECK(world.get(world.ben, "/journal/live").stream);
}

TEST_CASE("a thousand listeners hear of an act within a second, and an idle round costs next to nothing") {
  World world;
  world.program().integrate();
  std::vector<Ear> ears;
  for (int i = 0; i < 1000; ++i) ears.emplace_back(world, i % 2 ? world.ana : world.ben);
  auto took = [](auto act) {
    auto begin = std::chrono::steady_clock::now();
    act();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  write(world, world.ana, false, "one");
  world.program().integrate();
  CHECK(took([&] { world.program().live().deliver(); }) < 0.8);
  int told = 0;
  for (Ear& ear : ears) told += heard(*ear.stream).size() == 1;
  CHECK(told == 1000);
  CHECK(took([&] {
          for (int i = 0; i < 20; ++i) world.program().live().deliver();
        }) / 20 <
        0.05);
}

TEST_CASE("its own thread delivers within a second") {
  World world;
  world.program().integrate();
  Live live(world.database(), kit::Zone("America/Los_Angeles"), [&] { return world.now(); });
  live.start();
  auto stream = live.listen({.token = world.session_of(world.ben)});
  write(world, world.ana, false, "one");
  world.program().integrate();
  std::string text;
  for (int tries = 0; tries < 20 && text.empty(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    text = stream->take();
  }
  CHECK(text.find("event: entry") != std::string::npos);
}
