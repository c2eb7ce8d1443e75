// A later date by mutual consent: one side proposes it, the other agrees or declines, and both are on record.
#include <doctest/doctest.h>

#include "partnership/extensions.h"
#include "partnership/web/history_view.h"
#include "tests/world/world.h"

using namespace tests;

namespace {

// Rita Quist, sponsor for labor, has spoken with the co-leads; she owes the next contact within a month.
struct Promised {
  World world;
  Id<Clock> clock;
  Date due;

  Promised() {
    world.does(world.quist, [&](Tx& tx) { teams::record_contact(tx, world.team, world.today(), "Spoke."); });
    auto running = world.sees(world.ana, [&](Reader& db) { return running_clocks(db, world.team.text).front(); });
    clock = running.clock.id;
    due = running.due_on;
  }
  std::string url() const { return "/clocks/" + clock.text; }
  kit::Response propose(const Id<Person>& person, const std::string& due_on, const std::string& reason = "Away.") {
    return world.post(person, url() + "/extensions", {{"due_on", due_on}, {"reason", reason}});
  }
  std::string later(int days) const { return kit::iso(kit::add_days(due, days)); }
  kit::Response answer(const Id<Person>& person, const std::string& answer, const std::string& reason = "") {
    auto assent = world.sees(world.ana, [&](Reader& db) { return proposed_extensions(db, clock, 1).front().state; });
    return world.post(person, "/assents/" + assent.assent.id.text + "/signature",
                      {{"answer", answer}, {"reason", reason}});
  }
  Date due_now() {
    return world.sees(world.ana, [&](Reader& db) { return running_clock(db, clock).value().due_on; });
  }
  std::vector<std::string> needs(const Id<Person>& person) {
    std::vector<std::string> kinds;
    for (auto& need : world.sees(person, [](Reader& db) { return needs_of(db, db.actor()); })) {
      if (need.kind == "clock.extension") kinds.push_back(need.url);
    }
    return kinds;
  }
  std::string history(const std::string& of) { return world.get_json(world.ana, "/history/" + of).body; }
};

bool says(const kit::Response& page, std::string_view words) { return page.body.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("a later date that both sides agree to moves the clock, and the history says who asked and who agreed") {
  Promised promised;
  World& world = promised.world;
  auto answer = promised.propose(world.quist, promised.later(20), "Away until then.");
  CHECK(answer.status == 303);
  CHECK(answer.headers.get("Location").value().starts_with(promised.url()));
  CHECK(promised.due_now() == promised.due);

  CHECK(promised.needs(world.quist).empty());
  CHECK(promised.needs(world.amari) == std::vector{promised.url()});
  CHECK(says(world.get(world.amari, "/"), "Agree to a later date or decline it: Patient Transport"));
  CHECK(says(world.get(world.amari, promised.url()), "Away until then."));

  CHECK(promised.answer(world.amari, "signed").status == 303);
  CHECK(promised.due_now() == kit::add_days(promised.due, 20));
  CHECK(promised.needs(world.amari).empty());
  for (auto& of : {promised.clock.text, world.team.text}) {
    std::string history = promised.history(of);
    CHECK(history.find("Rita Quist proposed") != std::string::npos);
    CHECK(history.find("Dana Amari signed for Management") != std::string::npos);
    CHECK(history.find("By consent of every party") != std::string::npos);
  }
  CHECK(world.faults().empty());
}

TEST_CASE("one side alone moves nothing: it cannot agree for the other, nor twice for itself") {
  Promised promised;
  World& world = promised.world;
  CHECK(promised.propose(world.quist, promised.later(20)).status == 303);
  CHECK(promised.answer(world.quist, "signed").status == 409);
  for (auto& other : {world.ana, world.ben, world.mia, world.olga, world.paul, world.carmen})
    CHECK(promised.answer(other, "signed").status == 403);
  CHECK(promised.propose(world.quist, promised.later(40)).status == 409);
  CHECK(promised.propose(world.amari, promised.later(40)).status == 409);
  CHECK(promised.due_now() == promised.due);
}

TEST_CASE("somebody who sits for two parties agrees for one of them") {
  Promised promised;
  World& world = promised.world;
  world.does({}, [&](Tx& tx) {
    tx.insert(Seat{kit::fresh<Seat>(), world.quist, world.management, std::nullopt, world.team.text, Role::sponsor,
                   world.today(), std::nullopt});
  });
  CHECK(promised.propose(world.quist, promised.later(20)).status == 303);
  CHECK(promised.answer(world.quist, "signed").status == 409);
  CHECK(promised.due_now() == promised.due);
}

TEST_CASE("a declined date leaves the old one, with the reason on record, and another may be asked for") {
  Promised promised;
  World& world = promised.world;
  CHECK(promised.propose(world.amari, promised.later(20)).status == 303);
  CHECK(promised.needs(world.quist) == std::vector{promised.url()});
  CHECK(promised.answer(world.quist, "sent_back").status == 422);
  CHECK(promised.answer(world.quist, "sent_back", "The co-leads wait.").status == 303);
  CHECK(promised.due_now() == promised.due);
  CHECK(promised.history(promised.clock.text).find("The co-leads wait.") != std::string::npos);
  auto page = world.get(world.amari, promised.url());
  CHECK(says(page, "Declined: the date stays as it was"));
  CHECK(says(page, "The co-leads wait."));
  CHECK(promised.propose(world.amari, promised.later(5)).status == 303);
  CHECK(world.faults().empty());
}

TEST_CASE("a date that is past, or not later than the one that holds, is refused with a sentence") {
  Promised promised;
  World& world = promised.world;
  auto past = promised.propose(world.quist, kit::iso(kit::add_days(world.today(), -1)));
  CHECK(past.status == 422);
  CHECK(says(past, "Give a date that is still to come."));
  auto same = promised.propose(world.quist, promised.later(0));
  CHECK(same.status == 422);
  CHECK(says(same, "which holds now."));
  CHECK(promised.propose(world.quist, "soon").status == 422);
  CHECK(promised.propose(world.quist, promised.later(9), "").status == 422);
  CHECK(promised.propose(world.quist, promised.later(9)).status == 303);
}

TEST_CASE("who does not sit where a clock is owed is not asked what date they would like") {
  Promised promised;
  World& world = promised.world;
  for (auto& other : {world.ana, world.ben, world.mia, world.olga, world.sato, world.carmen, world.eve}) {
    CHECK(promised.propose(other, "nonsense").status == 403);
    CHECK_FALSE(says(world.get(other, promised.url()), "/extensions"));
  }
  CHECK(world.get(world.ana, promised.url()).status == 200);
  CHECK(world.get(world.ana, "/clocks/clock_none").status == 404);
  CHECK(world.post(world.quist, "/clocks/clock_none/extensions", {}).status == 404);
}

TEST_CASE("where nobody of another party sits, nobody can consent") {
  Promised promised;
  World& world = promised.world;
  auto seat = world.sees(world.amari, [](Reader& db) { return db.actor().seats.front(); });
  seat.ends_on = kit::add_days(world.today(), -1);
  world.does({}, [&](Tx& tx) { tx.update(seat); });
  CHECK(promised.propose(world.quist, promised.later(20)).status == 409);
  CHECK(promised.due_now() == promised.due);
}

TEST_CASE("a promise that is kept takes an open proposal with it") {
  Promised promised;
  World& world = promised.world;
  CHECK(promised.propose(world.amari, promised.later(20)).status == 303);
  world.does(world.quist, [&](Tx& tx) { teams::record_contact(tx, world.team, world.today(), "Spoke again."); });
  CHECK(promised.needs(world.quist).empty());
  CHECK(promised.answer(world.quist, "signed").status == 409);
  CHECK(promised.propose(world.quist, promised.later(20)).status == 409);
  auto page = world.get(world.amari, promised.url());
  CHECK(says(page, "Withdrawn, because the promise ended"));
  CHECK(says(page, "Kept on"));
  CHECK(world.faults().empty());
}

TEST_CASE("an overdue clock that is extended is no longer counted as overdue") {
  Promised promised;
  World& world = promised.world;
  world.pass_days(60);
  auto overdue = [&] { return world.sees(world.ana, [&](Reader& db) { return count_overdue(db, world.nation); }); };
  CHECK(overdue() == 1);
  CHECK(says(world.get(world.ana, "/clocks"), promised.url()));
  std::string next_week = kit::iso(kit::add_days(world.today(), 7));
  CHECK(promised.propose(world.quist, next_week).status == 303);
  CHECK(overdue() == 1);
  CHECK(promised.answer(world.amari, "signed").status == 303);
  CHECK(overdue() == 0);
}

TEST_CASE("a program reads a clock and proposes a later date") {
  Promised promised;
  World& world = promised.world;
  auto made = world.post_json(world.quist, promised.url() + "/extensions",
                              R"({"due_on":")" + promised.later(3) + R"(","reason":"Away."})");
  CHECK(made.status == 201);
  auto read = world.get_json(world.amari, promised.url());
  CHECK(says(read, "\"proposals\":[{\"proposal\":{\"id\":"));
  CHECK(says(read, "\"outcome\":null"));
}
