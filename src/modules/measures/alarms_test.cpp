#include "modules/measures/alarms.h"

#include <doctest/doctest.h>

#include "partnership/notifications.h"
#include "tests/world/world.h"

using namespace tests;
using namespace measures;

namespace {

// Two measures of Patient Transport's unit, steady for fifteen months up to October; the world is in November 2026.
struct Followed {
  World world;
  Metric falls, waits;
  Series of_falls, of_waits;

  Followed() {
    world.does(world.olga, [&](Tx& tx) {
      falls = add_metric(tx, {.name = "Falls", .direction = Direction::lower, .frequency = Frequency::month});
      waits = add_metric(tx, {.name = "Waits", .direction = Direction::lower, .frequency = Frequency::month});
      of_falls = add_series(tx, falls.id, world.transport.text, "", kit::whole(25));
      of_waits = add_series(tx, waits.id, world.transport.text, "", {});
    });
    for (int i = 0; i < 15; ++i) {
      record(of_falls, kit::add_months(kit::date_of(2025, 8, 1), i), 20 + i % 3);
      record(of_waits, kit::add_months(kit::date_of(2025, 8, 1), i), 40 + i % 3);
    }
  }
  void record(const Series& series, Date period, int value) {
    world.does(world.olga, [&](Tx& tx) {
      record_measurements(tx, series, {{series.id, period, 0, kit::whole(value), kit::whole(1), ""}});
    });
  }
  void follow(const Id<Person>& who, const Series& series, Alarm alarm = {}) {
    world.does(who, [&](Tx& tx) { set_alarm(tx, series.id, alarm); });
  }
  void ring() {
    world.does({}, [](Tx& tx) { ring_alarms(tx); });
  }
  std::vector<Told> told(const Id<Person>& who) {
    return world.sees(who, [](Reader& db) { return notices_of(db, 50); });
  }
  static Date november() { return kit::date_of(2026, 11, 1); }
};

}  // namespace

TEST_CASE("a new signal is told once, to who asked and to nobody else") {
  Followed followed;
  World& world = followed.world;
  followed.follow(world.ana, followed.of_falls);
  followed.ring();
  CHECK(followed.told(world.ana).empty());
  followed.record(followed.of_falls, Followed::november(), 60);
  followed.ring();
  auto told = followed.told(world.ana);
  REQUIRE(told.size() == 1);
  CHECK(told[0].kind == "measures.signal");
  CHECK(told[0].about == "Falls, Transport");
  CHECK(told[0].url == "/series/" + followed.of_falls.id.text);
  CHECK(followed.told(world.ben).empty());
  for (int day = 0; day < 3; ++day) {
    followed.ring();
    world.pass_days(1);
  }
  CHECK(followed.told(world.ana).size() == 1);
}

TEST_CASE("of several measures somebody hears in one message a day, and of what comes later on the next") {
  Followed followed;
  World& world = followed.world;
  followed.follow(world.ana, followed.of_falls);
  followed.follow(world.ana, followed.of_waits);
  followed.record(followed.of_falls, Followed::november(), 60);
  followed.ring();
  followed.record(followed.of_waits, Followed::november(), 90);
  followed.ring();
  CHECK(followed.told(world.ana).size() == 1);
  world.pass_days(1);
  followed.ring();
  CHECK(followed.told(world.ana).size() == 2);

  Followed both;
  both.follow(both.world.ana, both.of_falls);
  both.follow(both.world.ana, both.of_waits);
  both.record(both.of_falls, Followed::november(), 60);
  both.record(both.of_waits, Followed::november(), 90);
  both.ring();
  auto told = both.told(both.world.ana);
  REQUIRE(told.size() == 1);
  CHECK(told[0].kind == "measures.several");
  CHECK(told[0].about == "Falls, Transport; Waits, Transport");
}

TEST_CASE("what is so when somebody asks for an alarm is not news") {
  Followed followed;
  followed.record(followed.of_falls, Followed::november(), 60);
  followed.follow(followed.world.ana, followed.of_falls);
  followed.ring();
  CHECK(followed.told(followed.world.ana).empty());
}

TEST_CASE("a target that begins to be missed is told, and again only after it was met") {
  Followed followed;
  World& world = followed.world;
  followed.follow(world.ana, followed.of_falls,
                  {.id = {}, .series = {}, .on_signal = false, .on_target = true, .on_late = false});
  auto after = [&](int month, int value) {
    followed.record(followed.of_falls, kit::add_months(Followed::november(), month), value);
    world.pass_days(1);
    followed.ring();
    return followed.told(world.ana).size();
  };
  CHECK(after(0, 26) == 1);
  CHECK(after(1, 27) == 1);
  CHECK(after(2, 20) == 1);
  CHECK(after(3, 28) == 2);
}

TEST_CASE("a figure that does not come is told ten days after its month") {
  Followed followed;
  World& world = followed.world;
  followed.follow(world.ana, followed.of_falls,
                  {.id = {}, .series = {}, .on_signal = false, .on_target = false, .on_late = true});
  Alarm late{.id = {}, .series = {}, .on_signal = false, .on_target = false, .on_late = true};
  SeriesSummary summary{.latest_on = kit::date_of(2026, 10, 1)};
  CHECK(causes_of(late, summary, Frequency::month, kit::date_of(2026, 12, 10)).empty());
  CHECK(causes_of(late, summary, Frequency::month, kit::date_of(2026, 12, 11)) ==
        std::vector<std::string>{"late 2026-11-01"});
  world.pass_days(60);
  followed.ring();
  REQUIRE(followed.told(world.ana).size() == 1);
  CHECK(followed.told(world.ana)[0].kind == "measures.late");
}

TEST_CASE("an alarm is kept, listed and taken back on pages") {
  Followed followed;
  World& world = followed.world;
  std::string url = "/series/" + followed.of_falls.id.text;
  CHECK(world.post(world.ana, url + "/alarm", {{"on_signal", "yes"}, {"on_late", "yes"}}).status == 303);
  auto list = world.get(world.ana, "/me/alarms").body;
  CHECK(list.find("Falls") != std::string::npos);
  CHECK(list.find("of a new signal · when a figure does not come") != std::string::npos);
  CHECK(world.get(world.ben, "/me/alarms").body.find("Falls") == std::string::npos);
  CHECK(world.post(world.ana, url + "/alarm", {}).status == 303);
  CHECK(world.get(world.ana, "/me/alarms").body.find("You follow no measure yet") != std::string::npos);
  CHECK(world.post(world.eve, url + "/alarm", {{"on_signal", "yes"}}).status == 403);
}

TEST_CASE("a figure is late by the clock of the feed that brings it") {
  Alarm late{.id = {}, .series = {}, .on_signal = false, .on_target = false, .on_late = true};
  SeriesSummary summary{.latest_on = kit::date_of(2026, 10, 1)};
  auto told = [&](Date awaited, Date due_on, Date today) {
    return causes_of(late, summary, Frequency::month, today, Awaited{awaited, due_on}).size();
  };
  const Date november = kit::date_of(2026, 11, 1), january = kit::date_of(2027, 1, 20);
  CHECK(told(november, january, kit::date_of(2026, 12, 31)) == 0);  // the feed has longer than ten days
  CHECK(told(november, january, january) == 0);
  CHECK(told(november, january, kit::add_days(january, 1)) == 1);
  // The file came, without this place in it.
  CHECK(told(kit::date_of(2026, 12, 1), january, kit::date_of(2026, 12, 5)) == 1);
}
