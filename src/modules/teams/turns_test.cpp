#include <doctest/doctest.h>

#include "tests/world/world.h"

// No party alone ends or changes a team.
namespace {

using namespace tests;
using namespace teams;

// Both teams led by labor and management; 4 West, being clinical, by Sato for the physicians as well.
struct Turns {
  World world;
  Id<Person> wen, wes;

  Turns() {
    world.does({}, [&](Tx& tx) {
      wen = lead(tx, "Wen", world.labor);
      wes = lead(tx, "Wes", world.management);
      seat(tx, world.sato, world.physicians);
    });
  }
  void seat(Tx& tx, const Id<Person>& person, const Id<Party>& party) {
    tx.insert(Seat{kit::fresh<Seat>(), person, party, {}, world.ward_team.text, Role::co_lead, tx.today(), {}});
  }
  Id<Person> lead(Tx& tx, const char* name, const Id<Party>& party) {
    Person person{kit::fresh<Person>(), name, name, {}, {}, "en"};
    tx.insert(person);
    seat(tx, person.id, party);
    return person.id;
  }
  int propose(const Id<Person>& who, Turn turn, std::optional<Id<Team>> other = {}, std::string reason = "Agreed.") {
    return status_of([&] {
      world.does(who, [&](Tx& tx) {
        propose_turn(tx, world.team, {.turn = turn, .other = other, .new_name = "Night", .reason = reason});
      });
    });
  }
  int answer(const Id<Person>& who, const Id<Team>& team, Answer answer = Answer::signed_, std::string why = "") {
    return status_of([&] {
      world.does(who, [&](Tx& tx) {
        ProposedTurn proposed = proposed_turn(tx, team).value();
        for (auto& question : proposed.questions)
          if (question.team.id == team) answer_assent(tx, question.state.assent.id, answer, why);
      });
    });
  }
  Team team() {
    return world.sees(world.ana, [&](Reader& db) { return find_team(db, world.team); });
  }
  bool waits(const Id<Team>& id) {
    return world.sees(world.ana, [&](Reader& db) {
      auto proposed = proposed_turn(db, id);
      return proposed && proposed->open();
    });
  }
  std::int64_t teams_counted() {
    return world.sees(world.ana, [&](Reader& db) {
      return db.value<std::int64_t>("select total from tallies where unit_id = $1 and period = '' and name = 'teams'",
                                    {world.nation});
    });
  }
};

bool shows(const kit::Response& page, std::string_view text) { return page.body.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("a team is dissolved by the signatures of every party that leads it, and by none alone") {
  Turns t;
  CHECK(t.propose(t.world.ana, Turn::dissolved, {}, "") == 422);
  CHECK(t.propose(t.world.mia, Turn::dissolved) == 403);
  CHECK(t.propose(t.world.ana, Turn::dissolved, {}, "The ward closes.") == 200);
  CHECK_FALSE(t.team().ended_on);
  CHECK(t.answer(t.world.ana, t.world.team) == 409);
  CHECK(t.answer(t.world.amari, t.world.team) == 403);
  CHECK(t.answer(t.world.ben, t.world.team) == 200);
  CHECK(t.team().ended_on == t.world.today());
  CHECK(t.teams_counted() == 1);
  CHECK(t.propose(t.world.ben, Turn::rested) == 409);
  CHECK(shows(t.world.get(t.world.mia, "/teams/" + t.world.team.text + "/history"),
              "Patient Transport was dissolved: “The ward closes.”"));
  CHECK(t.world.faults().empty());
}

TEST_CASE("a team rests and resumes when both co-leads have signed") {
  Turns t;
  CHECK(t.propose(t.world.ben, Turn::resumed) == 409);
  CHECK(t.propose(t.world.ben, Turn::rested) == 200);
  CHECK(t.team().active());
  t.answer(t.world.ana, t.world.team);
  CHECK_FALSE(t.team().active());
  CHECK(t.teams_counted() == 1);
  t.propose(t.world.ana, Turn::resumed);
  t.answer(t.world.ben, t.world.team);
  CHECK(t.teams_counted() == 2);
  CHECK(t.world.faults().empty());
}

TEST_CASE("a sponsor may propose a turn, and the co-leads of both parties sign it") {
  Turns t;
  CHECK(t.propose(t.world.quist, Turn::rested) == 200);
  t.answer(t.world.ana, t.world.team);
  CHECK(t.team().active());
  t.answer(t.world.ben, t.world.team);
  CHECK_FALSE(t.team().active());
}

TEST_CASE("a merger takes the parties of both teams, and one of them sending it back leaves both as they are") {
  Turns t;
  CHECK(t.propose(t.world.ana, Turn::merged) == 422);
  CHECK(t.propose(t.world.ana, Turn::merged, t.world.team) == 422);
  for (bool sent_back : {true, false}) {
    CHECK(t.propose(t.world.ana, Turn::merged, t.world.ward_team) == 200);
    t.answer(t.world.ben, t.world.team);
    t.answer(t.wen, t.world.ward_team);
    t.answer(t.wes, t.world.ward_team);
    CHECK_FALSE(t.team().ended_on);
    CHECK(t.waits(t.world.ward_team));
    if (sent_back) t.answer(t.world.sato, t.world.ward_team, Answer::sent_back, "Too large.");
    if (sent_back) CHECK_FALSE(t.waits(t.world.team));
    if (sent_back) CHECK_FALSE(t.team().ended_on);
  }
  t.answer(t.world.sato, t.world.ward_team);
  CHECK(t.team().ended_on == t.world.today());
  CHECK(t.world.sees(t.world.ana, [&](Reader& db) { return turns_of(db, t.world.ward_team).size(); }) == 1);
  CHECK(t.world.faults().empty());
}

TEST_CASE("a team splits with every signature, and each party is asked for the new one's co-lead") {
  Turns t;
  CHECK(t.propose(t.world.ana, Turn::split) == 200);
  CHECK(t.teams_counted() == 2);
  t.answer(t.world.ben, t.world.team);
  CHECK(t.teams_counted() == 3);
  CHECK(t.team().active());
  CHECK(shows(t.world.get(t.world.paul, "/"), "Put forward your party’s co-lead: Night"));
  CHECK(t.world.faults().empty());
}

TEST_CASE("what waits is seen on the team's page and in Needs me, with who has signed and who is asked") {
  Turns t;
  std::string url = "/teams/" + t.world.team.text;
  Fields asked{{"turn", "dissolved"}, {"reason", "The ward closes."}};
  CHECK(t.world.post(t.world.ana, url + "/turns", asked).status == 303);
  CHECK(shows(t.world.get(t.world.ben, "/"), "Sign what is to become of a team, or send it back: Patient Transport"));
  for (auto& page : {url, url + "/turns"}) {
    auto seen = t.world.get(t.world.ben, page);
    CHECK(shows(seen, "Proposed: Patient Transport is dissolved"));
    CHECK(shows(seen, "The ward closes."));
    CHECK(shows(seen, "signed for Labor"));
    CHECK(shows(seen, "has not answered yet"));
    CHECK(shows(seen, "/signature"));
    CHECK_FALSE(shows(t.world.get(t.world.ana, page), "/signature"));
  }
  auto json = t.world.get_json(t.world.mia, url + "/turns");
  CHECK(shows(json, "\"turn\":\"dissolved\""));
  CHECK(shows(json, "\"answer\":\"signed\""));
  t.answer(t.world.ben, t.world.team, Answer::sent_back, "Not before summer.");
  CHECK_FALSE(shows(t.world.get(t.world.ben, url), "is dissolved"));
  CHECK(shows(t.world.get(t.world.ben, url + "/turns"), "Not before summer."));
  CHECK(t.world.post(t.world.ana, url + "/turns", {{"turn", "merged"}, {"reason", "x"}, {"other", "Nowhere"}}).status ==
        422);
}

TEST_CASE("a newer proposal, or the team's end by a file, withdraws what was asked") {
  Turns t;
  t.propose(t.world.ana, Turn::dissolved);
  t.propose(t.world.ben, Turn::rested);
  auto needs = [&](const Id<Person>& person) {
    return t.world.sees(person, [&](Reader& db) { return count_needs(db, db.actor()); });
  };
  CHECK(needs(t.world.ben) == 0);
  CHECK(needs(t.world.ana) == 1);
  t.answer(t.world.ana, t.world.team);
  CHECK_FALSE(t.team().ended_on);
  t.propose(t.world.ana, Turn::merged, t.world.ward_team);
  CHECK(needs(t.wen) == 1);
  t.world.does({}, [&](Tx& tx) { take_turn(tx, t.world.ward_team, Turn::dissolved, {}, "Closed."); });
  CHECK(needs(t.wen) == 0);
  CHECK_FALSE(t.waits(t.world.team));
  CHECK(t.propose(t.world.ana, Turn::merged, t.world.ward_team) == 409);
  CHECK(t.world.faults().empty());
}

TEST_CASE("where a party's seat is open, its administrators are asked to put somebody forward, once") {
  World world;
  auto propose = [&] {
    world.does(world.ana, [&](Tx& tx) {
      propose_turn(tx, world.team, {.turn = Turn::merged, .other = world.ward_team, .reason = "Smaller."});
    });
  };
  propose();
  propose();
  for (auto& person : {world.olga, world.paul, world.sato})
    CHECK(world.sees(person, [&](Reader& db) { return needs_of(db, db.actor()).size(); }) == 1);
}
