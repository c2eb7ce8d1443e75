// A body in the life of the other modules: it decides, and its questions go up to the body above it.
#include <doctest/doctest.h>

#include "modules/decisions/decisions.h"
#include "tests/world/world.h"

#include "modules/governance/world_for_tests.h"

using namespace governance;

TEST_CASE("a body decides as a team does: its co-chairs fix the terms, and both parties are needed") {
  GovernedWorld world;
  auto id = world.does(world.ana, [&](Tx& tx) {
    decisions::Decision asked;
    asked.title = "One lift for beds", asked.body = "From Monday on.", asked.subject = "work";
    asked.place = world.council.text;
    return decisions::propose(tx, asked).id;
  });
  world.does(world.ben, [&](Tx& tx) {
    decisions::AskedTerms terms;
    terms.terms.closes_on = kit::add_days(tx.today(), 7), terms.terms.scale = "live_with";
    terms.terms.fallback = "upward", terms.roles = {Role::co_lead};
    decisions::fix_terms(tx, id, terms);
    decisions::open(tx, id);
  });
  world.does(world.ana, [&](Tx& tx) { decisions::take_stance(tx, id, "cannot", "Noise", "Sleep at night"); });
  world.pass_days(8);
  world.does(world.ben, [&](Tx& tx) { decisions::close(tx, id); });
  auto course = world.sees(world.mia, [&](Reader& db) { return decisions::course_of(db, id); });
  REQUIRE(course.referrals.size() == 1);  // without agreement it goes to the co-chairs of the body above
  CHECK(course.referrals.front().place == world.region.text);
  auto page = world.get(world.mia, "/bodies/" + world.council.text);
  CHECK(page.status == 200);
  CHECK(page.body.find("One lift for beds") != std::string::npos);
  CHECK(world.faults().empty());
}
