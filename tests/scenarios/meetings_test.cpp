// A meeting in the life of the other modules: a body has met, and what found no room is solved together.
#include <doctest/doctest.h>

#include "app/program.h"
#include "app/tables.h"
#include "modules/governance/standing.h"
#include "modules/solving/solving.h"
#include "partnership/notifications.h"
#include "partnership/record/rebuild.h"
#include "partnership/record/verify.h"
#include "tests/world/folder.h"
#include "tests/world/world.h"
//
#include "modules/governance/world_for_tests.h"
#include "modules/meetings/world_for_tests.h"

using namespace meetings;

namespace {

// The council of Sunny Ridge meets today: Ana and Ben come, Mia does not.
struct CouncilWorld : governance::GovernedWorld {
  CouncilWorld() {
    does(olga, [&](Tx& tx) { governance::put_forward(tx, council, mia, labor, Role::member); });
  }
  Id<Seat> seat_of(const Id<Person>& person) {
    return sees(person, [&](Reader& db) {
      return Id<Seat>{
          db.value<std::string>("select id from seats where person_id = $1 and place_id = $2", {person, council})};
    });
  }
  Id<Meeting> met_of_two() {
    auto id = does(ana, [&](Tx& tx) {
      return plan_meeting(tx, {.place = council.text,
                               .title = "Council",
                               .location = {},
                               .zone = "UTC",
                               .meets_on = today(),
                               .meets_at = "14:00"})
          .id;
    });
    does(ben, [&](Tx& tx) {
      add_item(tx, {.meeting = id, .title = "One lift for beds", .presenter = std::nullopt});
      open_meeting(tx, id);
    });
    does(ana, [&](Tx& tx) { note_attendance(tx, {id, seat_of(ana), Presence::came, {}}); });
    does(ana, [&](Tx& tx) { note_attendance(tx, {id, seat_of(mia), Presence::excused, {}}); });
    return id;
  }
  governance::Standing standing() {
    return sees(mia, [&](Reader& db) { return governance::standing_of(db, governance::find_body(db, council)); });
  }
};

}  // namespace

TEST_CASE("a body has met when both sides approved its minutes, and its hours are those of who came") {
  CouncilWorld world;
  auto id = world.met_of_two();
  world.pass_days(1);  // somebody forgot to end it: it counts ten hours
  world.does(world.ana, [&](Tx& tx) { end_meeting(tx, id); });
  world.does(world.ana, [&](Tx& tx) { ask_approval(tx, id); });
  CHECK_FALSE(world.standing().last_met);
  world.does(world.ben,
             [&](Tx& tx) { answer_assent(tx, latest_assent(tx, id.text, "minutes")->assent.id, Answer::signed_, ""); });
  CHECK(world.standing().last_met == kit::add_days(world.today(), -1));
  CHECK(world.standing().person_minutes == 2 * 600);
  CHECK(world.get(world.mia, "/bodies/" + world.council.text + "/meetings").body.find("Council") != std::string::npos);
  CHECK(world.get(world.mia, "/meetings/" + id.text).body.find("/bodies/" + world.council.text) != std::string::npos);
  CHECK(world.faults().empty());
}

TEST_CASE("what a body's meetings took is found wrong where it is, and made again from the journal") {
  if (std::getenv("CONCERT_TEST_DATABASE")) return;
  CouncilWorld world;
  auto id = world.met_of_two();
  world.does(world.ana, [&](Tx& tx) { end_meeting(tx, id); });
  world.does(world.ana, [&](Tx& tx) { ask_approval(tx, id); });
  world.does(world.ben,
             [&](Tx& tx) { answer_assent(tx, latest_assent(tx, id.text, "minutes")->assent.id, Answer::signed_, ""); });
  auto hours = [](kit::Database& database) {
    return database.read().value<std::string>(
        "select body_id || ' ' || met_on || ' ' || person_minutes from body_sittings");
  };
  auto kept = hours(world.database());
  tests::Folder folder;
  app::Program again(app::Setting{.database = folder / "again.db"});
  rebuild(world.database(), again.database(), app::journaled_tables());
  CHECK(hours(again.database()) == kept);
  CHECK(verify(again.database(), app::journaled_tables()).faults == std::vector<std::string>{});
  world.does({}, [](Tx& tx) { tx.run("update body_sittings set person_minutes = person_minutes + 1"); });
  CHECK_FALSE(world.faults().empty());
}

TEST_CASE("what was parked is solved together: its owner opens the question, and both parties are asked") {
  MeetingWorld world;
  auto id = world.running();
  auto parked = world.parks(world.mia, id, world.ben);
  std::string meeting = "/meetings/" + id.text, url = "/meeting_actions/" + parked.text + "/solving";
  CHECK(world.get(world.ben, meeting).body.find("Solve it together") != std::string::npos);
  CHECK(world.get(world.mia, meeting).body.find("Solve it together") == std::string::npos);
  CHECK(world.post(world.mia, url, {}).status == 403);
  auto before = world.needs(world.ana);
  CHECK(world.post(world.ben, url, {}).status == 303);
  CHECK(world.post(world.ben, url, {}).status == 409);  // once

  auto issue = world.sees(world.ana, [&](Reader& db) { return solving::issue_from(db, parked.text); });
  REQUIRE(issue);
  CHECK(issue->question == "Day and night shift quarrel over late chairs?");
  CHECK(issue->background.empty());
  CHECK(issue->place == world.team.text);
  CHECK(issue->seat == world.seat_of(world.ben));
  CHECK(world.needs(world.ana) == before + 1);  // what does labor need?
  CHECK(world.sees(world.ana, [&](Reader& db) { return running_clocks(db, parked.text).size(); }) == 0);
  // Each leads to the other.
  CHECK(world.get(world.mia, meeting).body.find(solving::url_of(issue->id)) != std::string::npos);
  CHECK(world.get(world.mia, solving::url_of(issue->id)).body.find(meeting + "#parked") != std::string::npos);
  CHECK(world.faults().empty());
}

TEST_CASE("a parked matter of many words becomes a short question, with all of them beside it") {
  MeetingWorld world;
  auto id = world.running();
  std::string words = "Nights find chairs where days left them";
  while (words.size() < 400) words += ", and days find none where nights left them";
  auto parked = world.parks(world.mia, id, world.ben, words);
  CHECK(world.post(world.ben, "/meeting_actions/" + parked.text + "/solving", {}).status == 303);
  auto issue = world.sees(world.ana, [&](Reader& db) { return solving::issue_from(db, parked.text); });
  REQUIRE(issue);
  CHECK(issue->question.size() <= 160);
  CHECK(issue->question.ends_with("?"));
  CHECK(issue->background == words);
}
