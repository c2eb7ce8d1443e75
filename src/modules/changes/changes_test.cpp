#include "modules/changes/changes.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "partnership/clocks.h"
#include "partnership/needs.h"
#include "tests/world/world.h"

using namespace changes;
using tests::status_of;

namespace {

struct ChangingWorld : tests::World {
  Change asked(int begins_in, std::string kind = "schedules") {
    Change change;
    change.unit = transport, change.party = management, change.kind = std::move(kind);
    change.title = "The early shift begins at six", change.body = "Half an hour earlier, for four people.";
    change.begins_on = kit::add_days(today(), begins_in);
    return change;
  }
  Id<Change> told(int begins_in, std::string kind = "schedules") {
    return does(ben, [&](Tx& tx) { return tell(tx, asked(begins_in, std::move(kind))).id; });
  }
  Timing timing(const Id<Change>& id) {
    return sees(mia, [&](Reader& db) {
      Course course = course_of(db, id);
      return notice_of(course.change, course.beginning).timing;
    });
  }
  std::vector<std::string> clocks(const Id<Change>& id) {
    return sees(mia, [&](Reader& db) {
      std::vector<std::string> kinds;
      for (auto& one : running_clocks(db, id.text)) kinds.push_back(one.clock.kind);
      std::ranges::sort(kinds);
      return kinds;
    });
  }
  std::size_t needs(const Id<Person>& who) {
    return sees(who, [&](Reader& db) { return needs_of(db, db.actor()).size(); });
  }
};
using Kinds = std::vector<std::string>;

}  // namespace

TEST_CASE("early, in time, late or after the fact follows from the days") {
  Date day = kit::date_of(2026, 11, 21);
  auto timing = [&](int begins_in, std::optional<int> began_in = {}, bool told = true) {
    Change change{.told = told, .begins_on = kit::add_days(day, begins_in), .notice_days = 28, .recorded_on = day};
    std::optional<ChangeBeginning> beginning;
    if (began_in) beginning = ChangeBeginning{.began_on = kit::add_days(day, *began_in)};
    return notice_of(change, beginning).timing;
  };
  CHECK(timing(56) == Timing::early);
  CHECK(timing(55) == Timing::in_time);
  CHECK(timing(28) == Timing::in_time);
  CHECK(timing(27) == Timing::late);
  CHECK(timing(0) == Timing::late);
  CHECK(timing(-1) == Timing::after);
  CHECK(timing(40, 20) == Timing::late);  // told in time, begun too early
  CHECK(timing(40, 60) == Timing::in_time);
  CHECK(timing(-3, {}, false) == Timing::missing);
}

TEST_CASE("telling starts the others' clock to read it and one's own to put the question") {
  ChangingWorld world;
  auto id = world.told(40);
  CHECK(world.timing(id) == Timing::in_time);
  CHECK(world.clocks(id) == Kinds{"changes.question", "changes.reading"});
  CHECK(world.needs(world.carmen) == 1);  // the nearest of labor, upward
  CHECK(world.needs(world.ben) == 1);
  world.does(world.ana, [&](Tx& tx) { acknowledge(tx, id, "Who swaps?"); });
  CHECK(world.clocks(id) == Kinds{"changes.question"});
  CHECK(world.needs(world.carmen) == 0);
  CHECK(status_of([&] { world.does(world.carmen, [&](Tx& tx) { acknowledge(tx, id, ""); }); }) == 409);
  CHECK(status_of([&] { world.does(world.ben, [&](Tx& tx) { acknowledge(tx, id, ""); }); }) == 403);
  CHECK(world.faults().empty());
}

TEST_CASE("the question goes to a place that decides, and needs at least what the policy asks for") {
  ChangingWorld world;
  auto id = world.told(40);
  auto decision = world.does(world.ben, [&](Tx& tx) { return open_decision(tx, id, world.team.text); });
  CHECK(decision.body == "Half an hour earlier, for four people.");
  CHECK(world.clocks(id) == Kinds{"changes.reading"});
  CHECK(world.sees(world.ben, [&](Reader& db) { return decisions::needed_here(db, decision); }) ==
        Involvement::consensus);
  CHECK(status_of([&] {
          world.does(world.ana, [&](Tx& tx) {
            decisions::AskedTerms terms;
            terms.terms.involvement = Involvement::inform;
            terms.terms.closes_on = kit::add_days(tx.today(), 7), terms.terms.scale = "live_with";
            terms.terms.fallback = "rework", terms.roles = {Role::co_lead};
            decisions::fix_terms(tx, decision.id, terms);
          });
        }) == 422);
  CHECK(world.get(world.mia, "/changes/" + id.text).body.find("/decisions/" + decision.id.text) != std::string::npos);
}

TEST_CASE("what only has to be told asks no question") {
  ChangingWorld world;
  CHECK(world.clocks(world.told(10, "rules")) == Kinds{"changes.reading"});
}

TEST_CASE("a party tells its own changes, and puts on record what another began untold") {
  ChangingWorld world;
  Change untold = world.asked(-4, "technology");
  untold.told = false;
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { tell(tx, world.asked(40)); }); }) == 403);
  CHECK(status_of([&] { world.does(world.mia, [&](Tx& tx) { tell(tx, untold); }); }) == 403);
  CHECK(status_of([&] { world.does(world.ben, [&](Tx& tx) { tell(tx, untold); }); }) == 422);
  auto id = world.does(world.carmen, [&](Tx& tx) { return tell(tx, untold).id; });
  CHECK(world.timing(id) == Timing::missing);
  CHECK(world.needs(world.paul) == 1);  // the party whose change it is answers
  world.does(world.ben, [&](Tx& tx) { acknowledge(tx, id, "A mistake of ours."); });
  CHECK(world.needs(world.paul) == 0);
  auto page = world.get(world.mia, "/changes/" + id.text);
  CHECK(page.body.find("It began and nobody was told.") != std::string::npos);
  CHECK(page.body.find("A mistake of ours.") != std::string::npos);
  CHECK(world.faults().empty());
}

TEST_CASE("a change that begins before its day is late, and one withdrawn owes nothing more") {
  ChangingWorld world;
  auto id = world.told(40);
  world.pass_days(3);
  world.does(world.ana, [&](Tx& tx) { record_beginning(tx, id, tx.today(), "The board says so."); });
  CHECK(world.timing(id) == Timing::late);
  auto other = world.told(40);
  world.does(world.ben, [&](Tx& tx) { withdraw(tx, other, "Surgery changed its mind."); });
  CHECK(world.clocks(other).empty());
  CHECK(world.sees(world.mia, [&](Reader& db) { return course_of(db, other).state; }) == State::withdrawn);
  CHECK(world.faults().empty());
}

TEST_CASE("the register shows a unit's changes with those below it, and nothing of another region") {
  ChangingWorld world;
  world.told(12);
  auto has = [&](const Id<Unit>& unit) {
    return world.get(world.mia, "/changes?unit=" + unit.text).body.find("The early shift begins at six") !=
           std::string::npos;
  };
  CHECK(has(world.transport));
  CHECK(has(world.cascade));
  CHECK_FALSE(has(world.lakes));
  CHECK(world.get_json(world.mia, "/changes").body.find("\"timing\":\"late\"") != std::string::npos);
  CHECK(world.get(world.eve, "/changes").status == 403);
}

TEST_CASE("a change is told, read and questioned through its pages") {
  ChangingWorld world;
  CHECK(world.get(world.ben, "/changes/new?unit=" + world.transport.text).status == 200);
  CHECK(world.get(world.mia, "/changes/new?unit=" + world.transport.text).status == 403);
  auto told = world.post(world.ben, "/changes",
                         {{"unit_id", world.transport.text},
                          {"told", "yes"},
                          {"party", world.management.text},
                          {"kind", "schedules"},
                          {"title", "The early shift begins at six"},
                          {"body", "Half an hour earlier."},
                          {"begins_on", kit::iso(kit::add_days(world.today(), 40))}});
  REQUIRE(told.status == 303);
  std::string url(told.headers.get("Location").value_or(""));
  url = url.substr(0, url.find('?'));
  CHECK(world.post(world.carmen, url + "/readings", {{"words", "Who swaps?"}}).status == 303);
  CHECK(world.get(world.ben, url).body.find("Who swaps?") != std::string::npos);
  auto asked = world.post(world.ben, url + "/decisions", {{"place", world.team.text}});
  CHECK(std::string(asked.headers.get("Location").value_or("")).find("/terms") != std::string::npos);
}

TEST_CASE("a team reads on its own page what will change in its unit, until it is withdrawn") {
  ChangingWorld world;
  auto shown = [&] { return world.get(world.mia, "/teams/" + world.team.text).body; };
  CHECK(shown().find("What will change here") == std::string::npos);
  auto id = world.told(40);
  CHECK(shown().find("The early shift begins at six") != std::string::npos);
  world.does(world.ben, [&](Tx& tx) { withdraw(tx, id, "The buses do not run so early."); });
  CHECK(shown().find("What will change here") == std::string::npos);
  CHECK(world.faults().empty());
}
