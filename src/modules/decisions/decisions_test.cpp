#include "modules/decisions/decisions.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/world/world.h"

#include "modules/decisions/world_for_tests.h"

using namespace decisions;

TEST_CASE("a proposal that nobody objects to is not a decision, however long it stands there") {
  DecidingWorld world;
  Decision decision = world.proposed();
  world.does(world.mia, [&](Tx& tx) { say(tx, decision.id.text, {.body = "Fine with me."}); });
  world.pass_days(90);
  CHECK(world.state(decision.id) == State::proposed);
  auto page = world.get(world.ben, "/decisions/" + decision.id.text);
  CHECK(page.status == 200);
  CHECK(page.body.find("Not decided. This is a proposal and nobody has been asked.") != std::string::npos);
  CHECK(world.get_json(world.ben, "/decisions/" + decision.id.text).body.find("\"decided\":false") !=
        std::string::npos);
  CHECK(world.get(world.amari, "/decisions").body.find("Proposed, nobody asked") != std::string::npos);
  CHECK(status_of([&] { world.does(world.ben, [&](Tx& tx) { close(tx, decision.id); }); }) == 409);
}

TEST_CASE("both co-leads agree, so it is decided; their needs come and go") {
  DecidingWorld world;
  auto id = world.opened(world.terms());
  CHECK(world.needs(world.ana) == 1);
  CHECK(world.needs(world.mia) == 0);
  world.answer(world.ana, id, "live_with");
  CHECK(world.needs(world.ana) == 0);
  CHECK(world.needs(world.ben) == 1);
  world.answer(world.ben, id, "support");
  CHECK(world.closed(id) == Outcome::agreed);
  CHECK(world.state(id) == State::final_);
  CHECK(world.faults().empty());
}

TEST_CASE("silence leaves it undecided and starts what was fixed for that, with a clock for each chair") {
  DecidingWorld world;
  auto id = world.opened(world.terms());
  world.answer(world.ben, id, "support");
  CHECK(world.closed(id) == Outcome::no_quorum);
  CHECK(world.state(id) == State::not_agreed);
  auto clocks = world.sees(world.ana, [&](Reader& db) { return running_clocks(db, id.text); });
  CHECK(clocks.size() == 2);
  CHECK(world.get(world.amari, "/decisions/" + id.text).body.find("Has said nothing: that is not agreement") !=
        std::string::npos);
  CHECK(world.faults().empty());
}

TEST_CASE("one party cannot decide for the other, and a block needs its reason and interest") {
  DecidingWorld world;
  auto id = world.opened(world.terms(BallotKind::open, {Role::co_lead, Role::member}));
  for (int i = 5; i < 10; ++i) world.answer(world.people[static_cast<std::size_t>(i)], id, "support");
  world.answer(world.ben, id, "support");
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { take_stance(tx, id, "cannot", "", ""); }); }) == 422);
  world.answer(world.ana, id, "cannot");
  CHECK(world.closed(id) == Outcome::blocked);
}

TEST_CASE("a stance may change until the close; the last counts and the former stays") {
  DecidingWorld world;
  auto id = world.opened(world.terms());
  world.answer(world.ana, id, "cannot");
  world.answer(world.ana, id, "support");
  world.answer(world.ben, id, "support");
  CHECK(world.sees(world.mia, [&](Reader& db) { return stances_seen(db, course_of(db, id)).size(); }) == 3);
  CHECK(world.closed(id) == Outcome::agreed);
  CHECK(status_of([&] { world.answer(world.ana, id, "cannot"); }) == 409);
}

TEST_CASE("terms are fixed once, before anybody is asked, and hold what the rules ask for") {
  DecidingWorld world;
  Decision decision = world.proposed();
  auto fix = [&](const Id<Person>& who, AskedTerms asked) {
    return status_of([&] { world.does(who, [&](Tx& tx) { fix_terms(tx, decision.id, asked); }); });
  };
  auto with = [&](auto change) {
    AskedTerms asked = world.terms();
    change(asked);
    return asked;
  };
  CHECK(fix(world.mia, world.terms()) == 403);
  CHECK(fix(world.ben, with([](auto& asked) { asked.terms.involvement = Involvement::consult; })) == 422);
  CHECK(fix(world.ben, with([](auto& asked) { asked.roles = {}; })) == 422);
  CHECK(fix(world.ben, with([](auto& asked) { asked.roles = {Role::champion}; })) == 422);
  CHECK(fix(world.ben, with([](auto& asked) { asked.terms.scale = "dice"; })) == 422);
  CHECK(fix(world.ben, with([](auto& asked) { asked.terms.fallback = "dice"; })) == 422);
  CHECK(fix(world.ben, with([&](auto& asked) { asked.terms.closes_on = world.today(); })) == 422);
  CHECK(fix(world.ben, with([](auto& asked) { asked.terms.ballot = BallotKind::secret; })) == 422);
  CHECK(fix(world.ben, with([&](auto& asked) { asked.affected = {world.ward_team.text}; })) == 422);
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { open(tx, decision.id); }); }) == 409);
  CHECK(fix(world.ben, world.terms()) == 200);
  CHECK(fix(world.ana, world.terms()) == 409);
  CHECK(status_of([&] { world.answer(world.ana, decision.id, "support"); }) == 409);
}

TEST_CASE("a person is asked once, whatever seats they hold") {
  DecidingWorld world;
  world.does({}, [&](Tx& tx) {
    tx.insert(Seat{kit::fresh<Seat>(), world.ana, world.labor, std::nullopt, world.team.text, Role::member,
                   world.today(), std::nullopt});
  });
  auto id = world.opened(world.terms(BallotKind::open, {Role::member, Role::co_lead}));
  auto count = world.sees(world.ana, [&](Reader& db) {
    return db.value<std::int64_t>(
        "select count(*) from decision_asked join seats on seats.id = seat_id where"
        " decision_id = $1 and person_id = $2",
        {id, world.ana});
  });
  CHECK(count == 1);
}

TEST_CASE("a hidden ballot shows nobody what others said until the close, and everybody afterwards") {
  DecidingWorld world;
  auto id = world.opened(world.terms(BallotKind::hidden));
  auto before = world.entries();
  world.answer(world.ana, id, "cannot");
  world.answer(world.ana, id, "stand_aside");
  CHECK(world.entries() == before);
  for (auto& reader : {world.ben, world.amari, world.olga, world.mia, world.carmen}) {
    CHECK(world.get(reader, "/decisions/" + id.text).body.find("My reason") == std::string::npos);
    CHECK(world.get_json(reader, "/decisions/" + id.text).body.find("My reason") == std::string::npos);
  }
  auto seen_by = [&](const Id<Person>& reader) {
    return world.sees(reader, [&](Reader& db) { return stances_seen(db, course_of(db, id)).size(); });
  };
  CHECK(seen_by(world.ben) == 0);
  CHECK(seen_by(world.olga) == 0);
  CHECK(seen_by(world.ana) == 2);
  CHECK(world.get(world.ana, "/decisions/" + id.text).body.find("I stand aside") != std::string::npos);
  world.answer(world.ben, id, "support");
  CHECK(world.closed(id) == Outcome::not_reached);
  CHECK(world.sees(world.mia, [&](Reader& db) { return stances_seen(db, course_of(db, id)).size(); }) == 3);
  CHECK(world.get(world.ben, "/decisions/" + id.text).body.find("My reason") != std::string::npos);
  CHECK(world.faults().empty());
}

TEST_CASE("affected teams sign before it is final, or say what is in the way and are asked again") {
  DecidingWorld world;
  world.does({}, [&](Tx& tx) {
    for (auto& [person, party] : {std::pair{world.carmen, world.labor}, std::pair{world.paul, world.management}})
      tx.insert(Seat{kit::fresh<Seat>(), person, party, std::nullopt, world.ward_team.text, Role::co_lead,
                     world.today(), std::nullopt});
  });
  AskedTerms asked = world.terms();
  asked.affected = {world.ward_team.text};
  auto id = world.opened(asked);
  world.answer(world.ana, id, "support"), world.answer(world.ben, id, "support");
  CHECK(world.closed(id) == Outcome::agreed);
  CHECK(world.state(id) == State::agreed);
  auto sign = [&](const Id<Person>& who, Answer answer) {
    world.does(who, [&](Tx& tx) {
      answer_assent(tx, latest_assent(tx, id.text, world.ward_team.text)->assent.id, answer, "No lift on nights.");
    });
  };
  sign(world.carmen, Answer::sent_back);
  CHECK(world.state(id) == State::agreed);
  CHECK(world.get(world.ana, "/decisions/" + id.text).body.find("No lift on nights.") != std::string::npos);
  world.does(world.ana, [&](Tx& tx) { ask_sign_offs(tx, id); });
  sign(world.carmen, Answer::signed_);
  CHECK(world.state(id) == State::agreed);
  sign(world.paul, Answer::signed_);
  CHECK(world.state(id) == State::final_);
  CHECK(world.faults().empty());
}

TEST_CASE("a new round links to the former, and only where that ended without agreement") {
  DecidingWorld world;
  auto id = world.opened(world.terms());
  CHECK(status_of([&] { world.proposed(id); }) == 409);
  world.closed(id);
  Decision next = world.proposed(id, "Other words.");
  CHECK(world.sees(world.ana, [&](Reader& db) { return course_of(db, id).next; }) == next.id);
  CHECK(world.sees(world.ana, [&](Reader& db) { return running_clocks(db, id.text).size(); }) == 0);
  CHECK(status_of([&] { world.proposed(id); }) == 409);
}

TEST_CASE("where the fallback is a vote, the next round on the same words is that vote, and not another one") {
  DecidingWorld world;
  AskedTerms asked = world.terms();
  asked.terms.fallback = "vote_70";
  auto first = world.opened(asked);
  world.answer(world.ana, first, "cannot");
  CHECK(world.closed(first) == Outcome::blocked);
  Decision second = world.proposed(first);
  AskedTerms again = world.terms(BallotKind::open, {Role::co_lead, Role::member});
  again.terms.fallback = "vote_70";
  CHECK(status_of([&] { world.does(world.ben, [&](Tx& tx) { fix_terms(tx, second.id, again); }); }) == 422);
  again.terms.fallback = "upward";
  world.does(world.ben, [&](Tx& tx) { fix_terms(tx, second.id, again); });
  world.does(world.ben, [&](Tx& tx) { open(tx, second.id); });
  // Labor: Ana against, Mia and five others for: six of seven. Management: all six.
  world.answer(world.ana, second.id, "cannot");
  world.answer(world.mia, second.id, "support"), world.answer(world.ben, second.id, "support");
  for (auto& person : world.people) world.answer(person, second.id, "support");
  CHECK(world.closed(second.id) == Outcome::agreed);
}

TEST_CASE("what goes upward lies on one desk after another, each with its date, until one gives it back") {
  DecidingWorld world;
  AskedTerms asked = world.terms();
  asked.terms.fallback = "upward";
  auto id = world.opened(asked);
  world.closed(id);
  CHECK(world.needs(world.quist) == 1);
  CHECK(status_of([&] { world.proposed(id); }) == 409);
  auto answer = [&](const Id<Person>& who, DeskAnswer answer) {
    return status_of([&] {
      world.does(who, [&](Tx& tx) {
        answer_referral(tx, course_of(tx, id).referrals.back().id, answer, "Look at the roster first.");
      });
    });
  };
  CHECK(answer(world.ana, DeskAnswer::returned) == 403);
  CHECK(answer(world.quist, DeskAnswer::referred) == 200);
  CHECK(world.needs(world.quist) == 0);
  CHECK(answer(world.carmen, DeskAnswer::referred) == 200);  // the steward of the hospital
  CHECK(answer(world.olga, DeskAnswer::referred) == 409);    // nobody sits above
  CHECK(answer(world.olga, DeskAnswer::returned) == 200);
  CHECK(status_of([&] { world.proposed(id); }) == 200);
  CHECK(world.faults().empty());
}

TEST_CASE("the chairs of both parties together close it before its day; one alone does not") {
  DecidingWorld world;
  auto id = world.opened(world.terms());
  world.answer(world.ana, id, "support"), world.answer(world.ben, id, "support");
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { close(tx, id); }); }) == 409);
  world.does(world.ana, [&](Tx& tx) { ask_early_close(tx, id); });
  CHECK(world.state(id) == State::open);
  world.does(world.ben, [&](Tx& tx) {
    answer_assent(tx, latest_assent(tx, id.text, "early_close")->assent.id, Answer::signed_, "");
  });
  CHECK(world.state(id) == State::final_);
}

TEST_CASE("what is over is counted by the clock, once") {
  DecidingWorld world;
  auto id = world.opened(world.terms());
  CHECK(world.does({}, [&](Tx& tx) { return close_over(tx); }) == 0);
  world.pass_days(8);
  CHECK(world.state(id) == State::over);
  CHECK(world.does({}, [&](Tx& tx) { return close_over(tx); }) == 1);
  CHECK(world.does({}, [&](Tx& tx) { return close_over(tx); }) == 0);
  CHECK(world.state(id) == State::not_agreed);
}

TEST_CASE("what is to be done has an owner and a date, and both parties sign that it was carried out") {
  DecidingWorld world;
  auto id = world.opened(world.terms());
  world.answer(world.ana, id, "support"), world.answer(world.ben, id, "support");
  world.closed(id);
  auto seat = world.sees(world.mia, [&](Reader& db) { return db.actor().seat(world.team.text, Role::member)->id; });
  auto item = world.does(world.ben, [&](Tx& tx) {
    return add_follow_up(tx, id, "Write the roster", seat, kit::add_days(world.today(), 10));
  });
  CHECK(world.needs(world.mia) == 1);
  CHECK(status_of([&] {
          world.does(world.quist, [&](Tx& tx) { end_follow_up(tx, item.id, FollowUpOutcome::done, ""); });
        }) == 403);
  world.does(world.mia, [&](Tx& tx) { end_follow_up(tx, item.id, FollowUpOutcome::done, ""); });
  CHECK(world.needs(world.mia) == 0);
  world.does(world.ben, [&](Tx& tx) { ask_completion(tx, id); });
  CHECK(world.state(id) == State::final_);
  world.does(world.ana, [&](Tx& tx) {
    answer_assent(tx, latest_assent(tx, id.text, "carried_out")->assent.id, Answer::signed_, "");
  });
  CHECK(world.state(id) == State::carried_out);
  CHECK(world.faults().empty());
}

TEST_CASE("reading is acknowledged by a button, once, and never by opening the page") {
  DecidingWorld world;
  auto id = world.opened(world.terms());
  auto read = [&] { return world.sees(world.ana, [&](Reader& db) { return count_readings(db, id); }); };
  world.get(world.mia, "/decisions/" + id.text);
  CHECK(read() == 0);
  CHECK(world.post(world.mia, "/decisions/" + id.text + "/readings", {}).status == 303);
  CHECK(world.post(world.mia, "/decisions/" + id.text + "/readings", {}).status == 303);
  CHECK(read() == 1);
}

TEST_CASE("a remark behind labor's wall on a decision is there for labor alone") {
  DecidingWorld world;
  auto id = world.opened(world.terms());
  CHECK(
      world
          .post(world.ana, "/conversations/" + id.text + "/notes", {{"note", "Among us: hold out."}, {"wall", "party"}})
          .status == 303);
  for (auto& reader : {world.ana, world.quist, world.olga, world.carmen})
    CHECK(world.get(reader, "/decisions/" + id.text).body.find("hold out") != std::string::npos);
  for (auto& reader : {world.ben, world.amari, world.paul, world.sato})
    for (const std::string& url :
         std::vector<std::string>{"/decisions/" + id.text, "/decisions/" + id.text + "/history", "/decisions?q=hold",
                                  "/journal", "/history/" + id.text}) {
      CHECK(world.get(reader, url).body.find("hold out") == std::string::npos);
      CHECK(world.get_json(reader, url).body.find("hold out") == std::string::npos);
    }
}

TEST_CASE("the register finds by words, state, subject and unit, above and not beside") {
  DecidingWorld world;
  auto id = world.opened(world.terms());
  auto finds = [&](const std::string& query) {
    return world.get_json(world.carmen, "/decisions?" + query).body.find(id.text) != std::string::npos;
  };
  CHECK(finds("q=ROTATE"));
  CHECK(finds("q=rotat+superv"));     // words by their beginnings, in any order
  CHECK_FALSE(finds("q=otate"));      // and not by their middles
  CHECK_FALSE(finds("q=%E2%80%A6"));  // what is no word finds nothing
  CHECK_FALSE(finds("q=rotate+vacation"));
  CHECK_FALSE(finds("q=vacation"));
  CHECK(finds("state=open&subject=schedules"));
  CHECK_FALSE(finds("state=final"));
  CHECK_FALSE(finds("subject=budget"));
  CHECK(finds("unit=" + world.cascade.text));
  CHECK_FALSE(finds("unit=" + world.lakes.text));
}

TEST_CASE("the example's year of decisions can be played, act after act, and leaves one of each kind") {
  DecidingWorld world;
  auto acts = example_acts({world.team, world.ana, world.ben});
  std::ranges::stable_sort(acts, std::ranges::greater(), &ExampleAct::days_ago);
  int day = acts.front().days_ago;
  for (auto& one : acts) {
    world.pass_days(day - one.days_ago);
    day = one.days_ago;
    world.does(one.who, one.act);
  }
  std::map<std::string, int> states;
  auto found = world.sees(world.ana, [&](Reader& db) {
    return register_of(db, {.unit = world.nation, .words = {}, .subject = {}, .state = {}, .place = {}, .after = {}},
                       50);
  });
  for (auto& line : found.lines) ++states[std::string(kit::to_value(line.state))];
  CHECK(states ==
        std::map<std::string, int>{{"carried_out", 1}, {"final", 1}, {"not_agreed", 1}, {"open", 1}, {"proposed", 1}});
  CHECK(world.faults().empty());
}

TEST_CASE("what several are asked goes away for each as soon as they have answered, openly or in secret") {
  for (BallotKind ballot : {BallotKind::open, BallotKind::hidden, BallotKind::secret}) {
    CAPTURE(kit::to_value(ballot));
    DecidingWorld world;
    auto id = world.opened(world.terms(ballot, {Role::co_lead, Role::member}));
    auto first = world.people[0], second = world.people[1];
    CHECK(world.needs(first) == 1);
    world.answer(first, id, "support");
    CHECK(world.needs(first) == 0);
    CHECK(world.needs(second) == 1);
    CHECK(world.sees(second, [&](Reader& db) {
      return db.value<std::int64_t>("select count(*) from needs where kind = 'decisions.stance'");
    }) == 4);  // nothing is written of who has answered: one for each role and party still
  }
}

TEST_CASE("somebody of the same role who is not asked is not reminded, and whoever has read is not told again") {
  DecidingWorld world;
  auto asked = world.terms();
  asked.terms.involvement = Involvement::inform;
  Decision decision = world.does(world.ben, [&](Tx& tx) {
    Decision news;
    news.title = "New rules", news.body = "From outside.", news.subject = "news", news.place = world.team.text;
    return propose(tx, news);
  });
  asked.roles = {Role::co_lead};
  world.does(world.ben, [&](Tx& tx) {
    for (const SeatHere& one : seats_of(tx, world.team.text).seats)
      if (one.seat.person == world.people[0]) asked.seats.push_back(one.seat.id);
    fix_terms(tx, decision.id, asked);
    open(tx, decision.id);
  });
  CHECK(world.needs(world.people[0]) == 1);
  CHECK(world.needs(world.people[1]) == 0);
  world.does(world.people[0], [&](Tx& tx) { acknowledge(tx, decision.id); });
  CHECK(world.needs(world.people[0]) == 0);
}

TEST_CASE("the register says how far a decision came, and finds it by what is to be done") {
  DecidingWorld world;
  auto id = world.opened(world.terms());
  world.answer(world.ana, id, "support");
  world.answer(world.ben, id, "support");
  world.closed(id);
  world.does(world.ben, [&](Tx& tx) {
    const Seat& own = *tx.actor().seat(world.team.text, Role::co_lead);
    auto first = add_follow_up(tx, id, "Print the roster", own.id, kit::add_days(tx.today(), 5));
    add_follow_up(tx, id, "Tell the nights", own.id, kit::add_days(tx.today(), 9));
    end_follow_up(tx, first.id, FollowUpOutcome::done, "");
  });
  auto page = world.get(world.mia, "/decisions?q=tell+the+NIGHTS");
  CHECK(page.body.find("1 of 2 done, next by") != std::string::npos);
  CHECK(world.get(world.mia, "/decisions?q=nowhere").body.find("1 of 2 done") == std::string::npos);
}
