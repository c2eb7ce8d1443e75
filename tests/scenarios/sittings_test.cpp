#include <doctest/doctest.h>

#include "modules/meetings/meetings.h"
#include "tests/world/world.h"
//
#include "modules/governance/world_for_tests.h"
#include "partnership/record/projections.h"

namespace meetings {
namespace {

using governance::GovernedWorld;

// A meeting of the council that Ana and Ben chair; both came, and it was ended the day after.
Id<Meeting> held(GovernedWorld& world) {
  auto id = world.does(world.ana, [&](Tx& tx) {
    Meeting meeting = plan_meeting(tx, {.place = world.council.text,
                                        .title = "Council, June",
                                        .location = "",
                                        .zone = "America/Los_Angeles",
                                        .meets_on = tx.today(),
                                        .meets_at = "09:00"});
    add_item(tx, {.meeting = meeting.id, .title = "Beds", .presenter = std::nullopt});
    open_meeting(tx, meeting.id);
    return meeting.id;
  });
  world.does(world.ben, [&](Tx& tx) {
    const Seat& own = *tx.actor().seat(world.council.text, Role::co_lead);
    note_attendance(tx, {id, own.id, Presence::came, {}});
  });
  world.pass_days(1);
  world.does(world.ben, [&](Tx& tx) { end_meeting(tx, id); });
  return id;
}

std::int64_t minutes_of(GovernedWorld& world) {
  return world.sees(world.ana, [&](Reader& db) {
    return db.maybe_value<std::int64_t>("select person_minutes from body_sittings where body_id = $1", {world.council})
        .value_or(0);
  });
}

}  // namespace

TEST_CASE("a body has met when both co-chairs approved the minutes, and the record says the same") {
  GovernedWorld world;
  auto id = held(world);
  world.does(world.ana, [&](Tx& tx) { ask_approval(tx, id); });
  CHECK(minutes_of(world) == 0);
  world.does(world.ben,
             [&](Tx& tx) { answer_assent(tx, latest_assent(tx, id.text, "minutes")->assent.id, Answer::signed_, ""); });
  CHECK(minutes_of(world) == 2 * 600);  // ten hours of each are counted, where somebody forgot to end it
  kit::Session db = world.database().read();
  for (const Projection& projection : projections())
    if (projection.table == "body_sittings") CHECK(check_projection(db, projection) == std::vector<std::string>{});
}

TEST_CASE("a body's page says when it meets, and leads to its meetings") {
  GovernedWorld world;
  held(world);
  std::string meetings = "/bodies/" + world.council.text + "/meetings";
  CHECK(world.get(world.mia, "/bodies/" + world.council.text).body.find(meetings) != std::string::npos);
  auto page = world.get(world.mia, meetings).body;
  CHECK(page.find("Council, June") != std::string::npos);
  CHECK(page.find("/bodies/" + world.council.text + "/charter") != std::string::npos);
}

}  // namespace meetings
