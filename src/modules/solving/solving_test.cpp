#include "modules/solving/solving.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "partnership/notifications.h"
#include "partnership/versions.h"
#include "tests/world/world.h"

#include "modules/solving/world_for_tests.h"

using namespace solving;

namespace {
bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("an issue is a question, at a place that chairs of two parties lead") {
  SolvingWorld world;
  CHECK(world.wall().stage() == Stage::interests);
  CHECK(world.wall().parties.size() == 2);
  auto page = world.post(world.ana, "/teams/" + world.team.text + "/issues", {{"question", "One more on nights."}});
  CHECK(page.status == 422);
  CHECK(holds(page.body, "Put it as a question"));
  Issue asked;
  asked.question = "How do we begin?", asked.place = world.ward_team.text;
  CHECK(status_of([&] { world.does(world.carmen, [&](Tx& tx) { open_issue(tx, asked); }); }) == 409);  // nobody leads
  CHECK(status_of([&] { world.does(world.mia, [&](Tx& tx) { open_issue(tx, asked); }); }) == 403);
  CHECK(world.faults().empty());
}

TEST_CASE("options are locked until every party has put its interests, and nobody sees one before") {
  SolvingWorld world;
  world.interest(world.ana, "Nobody stays behind alone.");
  world.does(world.ana, [&](Tx& tx) { put_interests(tx, world.id); });
  auto add = [&] { world.does(world.ana, [&](Tx& tx) { add_option(tx, world.id, "Overlap"); }); };
  CHECK(status_of(add) == 409);
  CHECK(status_of([&] {
          world.does(world.ana, [&](Tx& tx) { start_brainstorm(tx, world.id, BrainstormKind::open); });
        }) == 409);
  CHECK(holds(world.get(world.mia, world.url()).body, "Locked until every party has put its interests."));
  CHECK(holds(world.get(world.mia, world.url()).body, "Next: Management to put the interests down."));
  CHECK(status_of([&] { world.does(world.ben, [&](Tx& tx) { put_interests(tx, world.id); }); }) == 409);  // none yet
  world.interest(world.ben, "Calls are answered.");
  world.does(world.ben, [&](Tx& tx) { put_interests(tx, world.id); });
  CHECK(world.wall().stage() == Stage::options);
  world.does(world.ben, [&](Tx& tx) { start_brainstorm(tx, world.id, BrainstormKind::open); });
  CHECK(status_of(add) == 200);
}

TEST_CASE("an interest is shared once the other party says it is its own too, and no more when it takes that back") {
  SolvingWorld world;
  world.interests_put();
  auto shared = [&] {
    Wall wall = world.wall();
    return std::ranges::count_if(wall.interests, [&](auto& one) { return wall.shared(one); });
  };
  CHECK(shared() == 1);
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { share_interest(tx, world.first, true); }); }) == 409);
  world.does(world.ben, [&](Tx& tx) { share_interest(tx, world.first, false); });
  CHECK(shared() == 0);
  CHECK(world.faults().empty());
}

TEST_CASE("needs for interests go as each party has put them") {
  SolvingWorld world;
  auto needs = [&](const Id<Person>& who) {
    return world.sees(who, [&](Reader& db) { return count_needs(db, db.actor()); });
  };
  CHECK(needs(world.ana) == 1);
  CHECK(needs(world.ben) == 1);
  world.interests_put();
  CHECK(needs(world.ana) == 0);
  CHECK(needs(world.ben) == 0);
}

TEST_CASE("who was slower at a card sees both texts, and nothing is overwritten") {
  SolvingWorld world;
  world.gathered();
  std::string url = "/options/" + world.option.text;
  CHECK(holds(world.get(world.ben, url).body, "name=\"version\" value=\"1\""));
  CHECK(world.post(world.ben, url, {{"body", "Overlap by fifteen"}, {"version", "1"}}).status == 303);
  auto page = world.post(world.ana, url, {{"body", "Overlap on nights"}, {"version", "1"}});
  CHECK(page.status == 409);
  CHECK(holds(page.body, "Ben Okafor changed this text while you were writing."));
  CHECK(holds(page.body, "Overlap by fifteen"));
  CHECK(holds(page.body, "Overlap on nights"));
  CHECK(holds(page.body, "name=\"version\" value=\"2\""));
  CHECK(holds(world.get(world.ana, world.url()).body, "Overlap by fifteen"));
  auto json = world.post_json(world.ana, url, R"({"body":"Overlap on nights"})");
  CHECK(json.status == 409);
  CHECK(holds(json.body, "\"standing\":{\"body\":\"Overlap by fifteen\"}"));
  CHECK(world.post(world.ana, url, {{"body", "Overlap on nights"}, {"version", "2"}}).status == 303);
  CHECK(world.post(world.ben, url, {{"body", "Overlap on nights"}, {"version", "1"}}).status == 303);  // the very same
  CHECK(world.faults().empty());
}

TEST_CASE("a party's interest is its own to word; options and standards are everybody's at the table") {
  SolvingWorld world;
  world.gathered();
  auto reword = [&](const Id<Person>& who) {
    return status_of(
        [&] { world.does(who, [&](Tx& tx) { reword_interest(tx, world.first, "We leave together.", 1); }); });
  };
  CHECK(reword(world.ben) == 403);
  CHECK(reword(world.mia) == 200);
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { remove_interest(tx, world.first); }); }) ==
        409);  // last one
}

TEST_CASE("the facilitator keeps the process and says nothing of the matter") {
  SolvingWorld world;
  auto seat = world.does({}, [&](Tx& tx) {
    Seat held{kit::fresh<Seat>(),
              world.eve,
              world.physicians,
              std::nullopt,
              world.nation.text,
              Role::facilitator,
              kit::add_days(world.today(), -9),
              std::nullopt};
    tx.insert(held);
    return held.id;
  });
  CHECK(status_of([&] { world.does(world.mia, [&](Tx& tx) { name_facilitator(tx, world.id, seat); }); }) == 403);
  world.does(world.ana, [&](Tx& tx) { name_facilitator(tx, world.id, seat); });
  CHECK(holds(world.get(world.ben, world.url()).body, "Eve Lindqvist facilitates"));
  CHECK(status_of([&] { world.interest(world.eve, "Peace"); }) == 403);
  world.interests_put();
  world.does(world.eve, [&](Tx& tx) { start_brainstorm(tx, world.id, BrainstormKind::open); });
  CHECK(status_of([&] { world.does(world.eve, [&](Tx& tx) { add_option(tx, world.id, "Sleep"); }); }) == 403);
  CHECK(world.sees(world.eve, [&](Reader& db) { return notices_of(db, 5).size(); }) == 1);
}

TEST_CASE("standards come before a choice, every party signs, and then each step and the look back have a clock") {
  SolvingWorld world;
  world.interests_put();
  auto propose = [&] { world.does(world.ana, [&](Tx& tx) { propose_agreement(tx, world.id, world.words()); }); };
  CHECK(status_of(propose) == 409);
  SolvingWorld done;
  done.gathered();
  done.does(done.mia, [&](Tx& tx) { mark_option(tx, done.option, {{done.first.text, Fit::meets}}); });
  done.does(done.ben, [&](Tx& tx) { mark_option(tx, done.option, {{done.first.text, Fit::meets}}); });
  CHECK(holds(done.get(done.sato, done.url()).body,
              "“Overlap by ten minutes” serves best: every party says that it meets 1 of 3"));
  done.does(done.ana, [&](Tx& tx) { propose_agreement(tx, done.id, done.words()); });
  CHECK(done.wall().stage() == Stage::signing);
  done.sign(done.ben, Answer::sent_back);
  CHECK(done.wall().stage() == Stage::weighing);
  done.does(done.ben, [&](Tx& tx) { propose_agreement(tx, done.id, done.words()); });
  done.sign(done.ana);
  Wall wall = done.wall();
  CHECK(wall.stage() == Stage::agreed);
  CHECK(wall.agreement->number == 2);
  auto clocks = [&](const std::string& subject) {
    return done.sees(done.ana, [&](Reader& db) { return running_clocks(db, subject).size(); });
  };
  CHECK(clocks(wall.steps.front().id.text) == 1);
  CHECK(clocks(done.id.text) == 2);
  done.does(done.ben, [&](Tx& tx) { end_step(tx, wall.steps.front().id, StepOutcome::done, "Printed."); });
  done.does(done.ana, [&](Tx& tx) { review_agreement(tx, done.id, ReviewOutcome::holds, "Nobody waits."); });
  CHECK(clocks(wall.steps.front().id.text) == 0);
  CHECK(clocks(done.id.text) == 0);
  CHECK(done.wall().stage() == Stage::reviewed);
  CHECK(done.faults().empty());
}

TEST_CASE("an agreement becomes a decision in the same words, once") {
  SolvingWorld world;
  world.agreed();
  auto page = world.post(world.ana, world.url() + "/decision", {{"subject", "schedules"}});
  REQUIRE(page.status == 303);
  std::string url(page.headers.get("Location").value_or(""));
  CHECK(holds(world.get(world.ben, url.substr(0, url.find('?'))).body, "Shifts overlap by ten minutes."));
  CHECK(world.post(world.ana, world.url() + "/decision", {{"subject", "schedules"}}).status == 409);
  CHECK(world.faults().empty());
}

TEST_CASE("a decision that met a block is solved by interests: what was unmet comes along, and the words go back") {
  SolvingWorld world;
  decisions::Decision asked;
  asked.title = "Shall supervisors rotate?", asked.body = "They rotate.", asked.subject = "schedules";
  asked.place = world.team.text;
  decisions::AskedTerms terms;
  terms.terms.closes_on = kit::add_days(world.today(), 7), terms.terms.scale = "live_with";
  terms.terms.fallback = "problem_solving", terms.roles = {Role::co_lead};
  auto decision = world.does(world.ben, [&](Tx& tx) {
    auto id = decisions::propose(tx, asked).id;
    decisions::fix_terms(tx, id, terms);
    decisions::open(tx, id);
    return id;
  });
  std::string create = "/teams/" + world.team.text + "/issues";
  tests::Fields form{{"question", "How do supervisors learn both shifts?"}, {"origin", decision.text}};
  CHECK(world.post(world.ana, create, form).status == 409);  // it may still be agreed
  world.does(world.ana, [&](Tx& tx) { decisions::take_stance(tx, decision, "cannot", "Nights", "A fixed roster"); });
  world.does(world.ben, [&](Tx& tx) { decisions::take_stance(tx, decision, "support", "", ""); });
  world.pass_days(8);
  world.does(world.ana, [&](Tx& tx) { decisions::close(tx, decision); });
  auto page = world.get(world.ana, "/decisions/" + decision.text).body;
  CHECK(holds(page, "/issues/new?origin=" + decision.text));
  CHECK(world.post(world.ana, create, form).status == 303);
  CHECK(world.post(world.ben, create, form).status == 409);  // once
  auto issue = world.sees(world.ana, [&](Reader& db) { return issue_from(db, decision.text); });
  REQUIRE(issue);
  world.id = issue->id;
  REQUIRE(world.wall().interests.size() == 1);
  CHECK(world.wall().interests.front().body == "A fixed roster");
  CHECK(holds(world.get(world.ben, "/decisions/" + decision.text).body, "/issues/" + issue->id.text));
  world.agreed();
  auto next = world.does(world.ana, [&](Tx& tx) { return put_to_decision(tx, world.id, "schedules"); });
  CHECK(next.former->text == decision.text);
  CHECK(world.sees(world.ana, [&](Reader& db) { return running_clocks(db, decision.text).size(); }) == 0);
  CHECK(world.faults().empty());
}

TEST_CASE("nothing more is put on the wall once it has ended") {
  SolvingWorld world;
  world.does(world.ben, [&](Tx& tx) { close_issue(tx, world.id, "The ward moves."); });
  CHECK(world.wall().stage() == Stage::closed);
  CHECK(status_of([&] { world.interest(world.ana, "Sleep"); }) == 409);
  CHECK(holds(world.get(world.ana, world.url()).body, "The ward moves."));
  CHECK(world.get(world.ana, world.url() + "/sheet").status == 200);
  CHECK(holds(world.get(world.sato, "/issues").body, "Ended without agreement"));
}
