#include <doctest/doctest.h>

#include "modules/solving/solving.h"
#include "partnership/cases.h"
#include "partnership/clocks.h"
#include "partnership/conversation.h"
#include "partnership/extensions.h"
#include "partnership/notifications.h"
#include "tests/world/world.h"

#include "modules/solving/world_for_tests.h"

using namespace solving;

namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A quarrel between two people, opened by Ana; Carmen is named, Mia is not.
struct SealedWorld : SolvingWorld {
  SealedWorld() {
    id = opened_sealed({carmen});
    program().integrate();
  }
  int reads(const Id<Person>& who) { return get(who, url()).status; }
  bool hears_of_it(const Id<Person>& who) {
    for (const std::string& where :
         std::vector<std::string>{"/", "/issues", "/teams/" + team.text, "/teams/" + team.text + "/issues", "/journal",
                                  "/search?q=quarrelled", "/clocks", "/journal?chapter=solving"})
      if (holds(get(who, where).body, id.text)) return true;
    return false;
  }
};

}  // namespace

TEST_CASE("of a sealed question only the chairs, whoever opened it and those named know that there is one") {
  SealedWorld world;
  for (auto& who : {world.ana, world.ben, world.carmen}) {
    CHECK(world.reads(who) == 200);
    CHECK(world.hears_of_it(who));
  }
  for (auto& who : {world.mia, world.olga, world.paul, world.quist, world.eve}) {
    CHECK(world.reads(who) != 200);
    CHECK_FALSE(world.hears_of_it(who));
  }
  CHECK(world.reads(world.mia) == 404);
  CHECK(world.faults().empty());
}

TEST_CASE("who opens a sealed question by the form names whom they choose") {
  SolvingWorld world;
  auto answer = world.post(world.ana, "/teams/" + world.team.text + "/issues",
                           {{"question", "How do we part?"},
                            {"read_by", "named"},
                            {"reader", world.mia.text},
                            {"reader", world.carmen.text}});
  CHECK(answer.status == 303);
  std::string url(answer.headers.get("Location").value_or(""));
  url = url.substr(0, url.find('?'));
  CHECK(world.get(world.mia, url).status == 200);
  CHECK(world.get(world.carmen, url).status == 200);
  CHECK(world.get(world.quist, url).status == 404);
  CHECK(holds(world.get(world.mia, url).body, "Sealed: read by the 4 people named"));
}

TEST_CASE("who is named later reads what was said before and is told; who is taken out reads it no more") {
  SealedWorld world;
  world.interest(world.ana, "Nobody is blamed.");
  CHECK(status_of([&] { world.does(world.carmen, [&](Tx& tx) { name_reader(tx, world.id, world.mia); }); }) == 403);
  world.does(world.ben, [&](Tx& tx) { name_reader(tx, world.id, world.mia); });
  CHECK(holds(world.get(world.mia, world.url()).body, "Nobody is blamed."));
  CHECK(world.sees(world.mia, [](Reader& db) { return notices_of(db, 5).size(); }) == 1);
  world.does(world.ben, [&](Tx& tx) { take_out_reader(tx, world.id, world.mia); });
  CHECK(world.reads(world.mia) == 404);
  CHECK(world.sees(world.mia, [](Reader& db) { return notices_of(db, 5).size(); }) == 0);
  CHECK(world.faults().empty());
}

TEST_CASE("every party keeps a chair who can read and sign a sealed question") {
  SealedWorld world;
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { take_out_reader(tx, world.id, world.ben); }); }) == 409);
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { take_out_reader(tx, world.id, world.carmen); }); }) == 200);
  SolvingWorld joint;
  CHECK(status_of([&] { joint.does(joint.ana, [&](Tx& tx) { name_reader(tx, joint.id, joint.mia); }); }) == 409);
}

TEST_CASE("who has left, or never sat anywhere, reads no case, named or not") {
  SealedWorld world;
  world.does(world.ana, [&](Tx& tx) { name_reader(tx, world.id, world.eve); });
  CHECK(world.reads(world.eve) != 200);
  world.does({}, [&](Tx& tx) {
    for (Seat seat : tx.all<Seat>("where person_id = $1", {world.carmen})) {
      seat.ends_on = tx.today();
      tx.update(seat);
    }
  });
  CHECK(world.reads(world.carmen) == 200);
  world.pass_days(1);
  CHECK(world.reads(world.carmen) != 200);
  for (auto& who : {world.eve, world.carmen})
    CHECK_FALSE(world.sees(who, [&](Reader& db) { return may_read(db, wall_of_case(world.id.text)); }));
}

TEST_CASE("what a sealed question asks and promises is asked of those named alone, and counts in no total") {
  SealedWorld world;
  world.does(world.ana, [&](Tx& tx) { name_reader(tx, world.id, world.mia); });
  world.agreed();
  auto running = [&](const Id<Person>& who) {
    return world.sees(who, [&](Reader& db) { return running_clocks(db, world.id.text).size(); });
  };
  CHECK(running(world.ana) == 2);  // the day to look back, for each party
  CHECK(running(world.quist) == 0);
  world.pass_days(90);
  auto overdue = [&](const Id<Person>& who) { return holds(world.get(who, "/clocks").body, world.url()); };
  CHECK(overdue(world.ben));
  CHECK_FALSE(overdue(world.quist));
  CHECK_FALSE(overdue(world.olga));
  CHECK(world.sees(world.ben, [&](Reader& db) { return count_overdue(db, world.lakes); }) == 0);
  CHECK(world.faults().empty());
}

TEST_CASE("all that is written about a sealed question, to its last clock, stands behind its wall") {
  SealedWorld world;
  auto joint = [&] {
    return world.sees({}, [](Reader& db) {
      return db.value<std::int64_t>("select count(*) from journal_entries where wall = 'joint'");
    });
  };
  std::int64_t before = joint();
  world.does(world.ana, [&](Tx& tx) { name_reader(tx, world.id, world.mia); });
  world.does(world.ana, [&](Tx& tx) { name_facilitator(tx, world.id, world.seat_of(world.ben)); });
  world.agreed();
  auto step = world.wall().steps.front().id;
  auto clock = world.sees(world.ben, [&](Reader& db) { return running_clocks(db, step.text).front().clock.id; });
  world.does(world.ben, [&](Tx& tx) { propose_extension(tx, clock, kit::add_days(tx.today(), 30), "Nights first."); });
  world.does(world.ana, [&](Tx& tx) {
    auto asked = tx.value<std::string>("select id from assents where kind = 'clock.extension'");
    answer_assent(tx, {asked}, Answer::signed_, "");
  });
  world.does(world.ben, [&](Tx& tx) { end_step(tx, step, StepOutcome::done, ""); });
  world.does({}, [&](Tx& tx) { stop_clock(tx, "solving.review", world.id.text, world.labor, ClockOutcome::void_); });
  world.does(world.ana, [&](Tx& tx) { review_agreement(tx, world.id, ReviewOutcome::holds, "They share it."); });
  world.does(world.carmen,
             [&](Tx& tx) { say(tx, world.id.text, {.body = "Good", .behind_wall = false, .meant = {}}); });
  CHECK(joint() == before);
  CHECK(world.faults().empty());
}

TEST_CASE("a co-lead who came later and is not named can neither see nor sign what is asked of co-leads in a case") {
  SealedWorld world;
  world.does(world.ana, [&](Tx& tx) { name_reader(tx, world.id, world.mia); });
  world.gathered();
  world.does(world.ana, [&](Tx& tx) { propose_agreement(tx, world.id, world.words()); });
  auto later = world.does({}, [&](Tx& tx) {
    Person person{kit::fresh<Person>(), "later", "Lena Ter", std::nullopt, std::nullopt, "en"};
    tx.insert(person);
    tx.insert(Seat{kit::fresh<Seat>(), person.id, world.management, std::nullopt, world.team.text, Role::co_lead,
                   tx.today(), std::nullopt});
    return person.id;
  });
  auto asked = world.sees(
      world.ana, [&](Reader& db) { return latest_assent(db, wall_of(db, world.id).agreement->id.text)->assent.id; });
  auto needs = [&](const Id<Person>& who) {
    return world.sees(
        who, [&](Reader& db) { return std::pair(needs_of(db, db.actor()).size(), count_needs(db, db.actor())); });
  };
  CHECK(needs(later) == std::pair<std::size_t, std::int64_t>(1, 1));  // the joint question's interests
  CHECK(needs(world.ben) == std::pair<std::size_t, std::int64_t>(2, 2));
  auto answer = [&](const Id<Person>& who, Answer answer) {
    return status_of([&] { world.does(who, [&](Tx& tx) { answer_assent(tx, asked, answer, "It is too soon."); }); });
  };
  CHECK(answer(later, Answer::signed_) == 404);
  CHECK(answer(later, Answer::sent_back) == 404);
  CHECK(answer(world.ben, Answer::signed_) == 200);
}

TEST_CASE("talk about a sealed question stays in it, for all who are named") {
  SealedWorld world;
  auto talk = [&](const Id<Person>& who, const Saying& saying) {
    return status_of([&] { world.does(who, [&](Tx& tx) { say(tx, world.id.text, saying); }); });
  };
  CHECK(talk(world.mia, {.body = "What is it about?", .behind_wall = false, .meant = {}}) == 404);
  CHECK(talk(world.ana, {.body = "@Mia Tran should know", .behind_wall = false, .meant = {}}) == 422);
  CHECK(talk(world.ana, {.body = "Among us", .behind_wall = true, .meant = {}}) == 409);
  CHECK(talk(world.carmen, {.body = "Both have slept badly", .behind_wall = false, .meant = {}}) == 200);
  CHECK(holds(world.get(world.ben, world.url()).body, "Both have slept badly"));
  CHECK_FALSE(holds(world.get(world.olga, "/search?q=slept").body, world.id.text));
  CHECK(holds(world.get(world.ana, "/search?q=slept").body, world.id.text));
}

TEST_CASE("a sealed question is not put to a decision, which everybody reads") {
  SealedWorld world;
  world.does(world.ana, [&](Tx& tx) { name_reader(tx, world.id, world.mia); });
  world.agreed();
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { put_to_decision(tx, world.id, "schedules"); }); }) == 409);
}
