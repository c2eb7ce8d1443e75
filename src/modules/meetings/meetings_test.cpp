// Meetings as people run them, through the commands and the router.
#include "modules/meetings/meetings.h"

#include <doctest/doctest.h>

#include "partnership/notifications.h"
#include "tests/world/world.h"
//
#include "modules/meetings/world_for_tests.h"

using namespace meetings;
using namespace tests;

// ── planning and the agenda ──────────────────────────────────────────────────

TEST_CASE("either chair builds the agenda, both accept it, and whoever changes it afterwards asks again") {
  MeetingWorld world;
  auto id = world.planned();
  CHECK(world.needs(world.ana) == 1);  // build the agenda
  CHECK(world.needs(world.ben) == 1);
  auto talk = world.item(id, "Late chairs");
  world.does(world.ana, [&](Tx& tx) { put_agenda(tx, id); });
  CHECK(world.needs(world.ana) == 0);
  CHECK(world.needs(world.ben) == 1);  // accept it
  world.signs(world.ben, id, "agenda");
  auto accepted = [&] {
    return world.sees(world.ana,
                      [&](Reader& db) { return is_accepted(latest_assent(db, id.text, "agenda"), course_of(db, id)); });
  };
  CHECK(accepted());
  world.does(world.ben, [&](Tx& tx) {
    AgendaItem item = tx.find(talk);
    item.length = 25;
    change_item(tx, item);
  });
  CHECK_FALSE(accepted());
  world.does(world.ben, [&](Tx& tx) { put_agenda(tx, id); });
  world.signs(world.ana, id, "agenda");
  CHECK(accepted());
  CHECK(world.faults().empty());
}

TEST_CASE("items keep their order when one is moved or taken off") {
  MeetingWorld world;
  auto id = world.planned();
  auto a = world.item(id, "A"), b = world.item(id, "B"), c = world.item(id, "C");
  world.does(world.ana, [&](Tx& tx) { move_item(tx, c, 1); });
  world.does(world.ben, [&](Tx& tx) { remove_item(tx, a); });
  auto items = world.course(id).items;
  REQUIRE(items.size() == 2);
  CHECK((items[0].title == "C" && items[0].number == 1));
  CHECK((items[1].id == b && items[1].number == 2));
}

TEST_CASE("the next four times of a series are always planned, and a cancelled one is replaced") {
  MeetingWorld world;
  auto id = world.planned("FREQ=WEEKLY;INTERVAL=2");
  auto coming = [&] {
    return world.sees(world.ana, [&](Reader& db) { return coming_meetings(db, world.team.text, 10); });
  };
  CHECK(coming().size() == 4);
  CHECK(coming()[1].meeting.meets_on == kit::add_days(world.today(), 14));
  world.does(world.ben, [&](Tx& tx) { cancel_meeting(tx, id, "Flu"); });
  CHECK(coming().size() == 4);
  CHECK(coming()[0].meeting.meets_on == kit::add_days(world.today(), 14));
  world.does(world.ana, [&](Tx& tx) { end_series(tx, *coming()[0].meeting.series, "The ward closes"); });
  CHECK(coming().empty());
  CHECK(world.faults().empty());
}

TEST_CASE("a series goes on though nobody came, and ends where its rule does") {
  MeetingWorld world;
  world.planned("FREQ=WEEKLY");
  auto finite =
      world.does(world.ben, [&](Tx& tx) { return plan_meeting(tx, world.today_at("08:00", "FREQ=DAILY;COUNT=2")); });
  world.pass_days(40);
  auto planned = [&] { return world.does({}, [](Tx& tx) { return plan_series(tx); }); };
  CHECK(planned() == 2);  // one goes on, the other has ended
  CHECK(planned() == 0);
  auto coming = world.sees(world.ana, [&](Reader& db) { return coming_meetings(db, world.team.text, 10); });
  CHECK(coming.size() == 4);
  CHECK(coming.front().meeting.meets_on >= world.today());
  CHECK(world.sees(world.ana, [&](Reader& db) { return db.find(*finite.series).ended_on.has_value(); }));
  CHECK(world.faults().empty());
}

TEST_CASE("only a chair plans, moves and cancels, and nothing that has begun") {
  MeetingWorld world;
  CHECK(world.refused([&] { world.does(world.mia, [&](Tx& tx) { plan_meeting(tx, world.today_at("14:00")); }); }) ==
        403);
  auto id = world.running();
  auto cancel = [&](const Id<Person>& who) {
    return world.refused([&] { world.does(who, [&](Tx& tx) { cancel_meeting(tx, id, "No"); }); });
  };
  CHECK(cancel(world.mia) == 403);
  CHECK(cancel(world.ben) == 409);
  auto page = world.post(world.ana, "/teams/" + world.team.text + "/meetings/new",
                         {{"title", ""}, {"meets_on", "2020-01-01"}, {"meets_at", "25:00"}, {"length", "60"}});
  CHECK(page.status == 422);
  CHECK(page.body.find("id=\"title-error\"") != std::string::npos);
}

TEST_CASE("how long, where the clock stands and how often are said, and a wrong word is refused where it stands") {
  MeetingWorld world;
  std::string url = "/teams/" + world.team.text + "/meetings/new";
  Fields whole{{"title", "Team meeting"}, {"meets_on", kit::iso(world.today())},
               {"meets_at", "14:00"},     {"length", "60"},
               {"zone", "UTC"},           {"repeats", "once"}};
  auto before = world.entries();
  for (auto* name : {"length", "zone", "repeats"})
    for (auto* value : {"", "  ", "sometimes"}) {
      CAPTURE(name);
      CAPTURE(value);
      Fields asked = whole;
      for (auto& [field, given] : asked)
        if (field == name) given = value;
      auto page = world.post(world.ana, url, asked);
      CHECK(page.status == 422);
      CHECK(page.body.find("id=\"" + std::string(name) + "-error\"") != std::string::npos);
    }
  CHECK(world.entries() == before);
  CHECK(world.post(world.ana, url, whole).status == 303);
  // A program may give a rule of its own.
  auto planned = world.post_json(world.ana, url,
                                 R"({"title":"Nights","meets_on":")" + kit::iso(world.today()) +
                                     R"(","meets_at":"22:00","length":30,"zone":"UTC","rule":"FREQ=DAILY;COUNT=2"})");
  CHECK(planned.status == 201);
}

TEST_CASE("everybody with a seat is told of a meeting, a move and a cancellation") {
  MeetingWorld world;
  auto id = world.planned();
  CHECK(world.told(world.mia) == std::vector<std::string>{"meetings.invitation"});
  world.does(world.ben, [&](Tx& tx) { move_meeting(tx, id, kit::add_days(world.today(), 1), "09:30", "Room 3"); });
  CHECK(world.told(world.mia) == std::vector<std::string>{"meetings.moved"});
  world.does(world.ben, [&](Tx& tx) { cancel_meeting(tx, id, "Flu"); });
  CHECK(world.told(world.mia) == std::vector<std::string>{"meetings.cancelled"});
  CHECK(world.told(world.carmen).empty());
}

// ── in the room ──────────────────────────────────────────────────────────────

TEST_CASE("a remark that nobody objects to in a meeting is talk, and can not be mistaken for a decision") {
  MeetingWorld world;
  auto id = world.running();
  world.notes(world.ana, id, world.ben, Presence::came);
  world.does(world.ben, [&](Tx& tx) { start_item(tx, world.talk); });
  world.writes(world.ben, world.talk, 0, "Nobody objected.");
  // Also with quorum: an item to talk about opens no decision.
  auto answer = world.post(world.ben, "/agenda_items/" + world.talk.text + "/decision",
                           {{"title", "Rotate"}, {"body", "They rotate"}, {"subject", "schedules"}});
  CHECK(answer.status == 409);
  world.close(id);
  auto page = world.get(world.mia, "/meetings/" + id.text + "/read-out").body;
  CHECK(page.find("Talked about, not decided.") != std::string::npos);
  CHECK(page.find("carrying it out needs a decision") != std::string::npos);
  CHECK(world.sees(world.ana, [](Reader& db) { return db.value<std::int64_t>("select count(*) from decisions"); }) ==
        0);
}

TEST_CASE("without its quorum a meeting opens no decision, and the page says what is missing") {
  MeetingWorld world;
  auto id = world.running();
  auto decide = [&] {
    return world.post(world.ana, "/agenda_items/" + world.decision.text + "/decision",
                      {{"title", "Phones"}, {"body", "Each carries a phone."}, {"subject", "technology"}});
  };
  CHECK(decide().status == 409);
  auto page = world.get(world.ana, "/meetings/" + id.text + "/room").body;
  CHECK(page.find("No decision can be opened now") != std::string::npos);
  CHECK(page.find("Nobody leads for Management") != std::string::npos);
  world.notes(world.ana, id, world.ben, Presence::came);
  CHECK(decide().status == 303);
  CHECK(decide().status == 409);  // one from each item
  CHECK(world.course(id).decisions.size() == 1);
  CHECK(world.faults().empty());
}

TEST_CASE("a chair who sends somebody of their own party is represented; the other side represents nobody") {
  MeetingWorld world;
  auto id = world.running();
  world.notes(world.ana, id, world.amari, Presence::came);
  CHECK(world.refused([&] { world.notes(world.ana, id, world.ben, Presence::excused, world.seat_of(world.mia)); }) ==
        422);
  world.notes(world.ana, id, world.ben, Presence::excused, world.seat_of(world.amari));
  auto met = world.sees(world.ana, [&](Reader& db) {
    return quorum_now(db, course_of(db, id), decisions::seats_of(db, world.team.text)).met();
  });
  CHECK(met);
  CHECK(world.refused([&] { world.notes(world.mia, id, world.ben, Presence::absent); }) == 403);
  world.notes(world.mia, id, world.mia, Presence::came);  // oneself
}

TEST_CASE("the chairs sign a quorum of their own, and until then the usual one holds") {
  MeetingWorld world;
  auto id = world.running();
  world.notes(world.ana, id, world.ben, Presence::came);
  AgreedQuorum rule;
  rule.place = world.team.text, rule.people = 3;
  auto proposed = world.does(world.ben, [&](Tx& tx) { return propose_quorum(tx, rule); });
  auto met = [&] {
    return world.sees(world.ana, [&](Reader& db) {
      return quorum_now(db, course_of(db, id), decisions::seats_of(db, world.team.text)).met();
    });
  };
  CHECK(met());
  world.does(world.ana,
             [&](Tx& tx) { answer_assent(tx, latest_assent(tx, proposed.id.text)->assent.id, Answer::signed_, ""); });
  CHECK_FALSE(met());
  world.notes(world.mia, id, world.mia, Presence::came);
  CHECK(met());
  CHECK(world.faults().empty());
}

// ── writing together ─────────────────────────────────────────────────────────

TEST_CASE("of two who write at once neither is overwritten: the second's text is kept for them alone") {
  MeetingWorld world;
  world.running();
  CHECK(world.writes(world.ana, world.talk, 0, "Ana's words").newest.version == 1);
  auto second = world.writes(world.ben, world.talk, 0, "Words of Ben");
  CHECK(second.kept_aside);
  CHECK(second.newest.body == "Ana's words");
  std::string url = "/agenda_items/" + world.talk.text + "/minutes";
  CHECK(world.get(world.ben, url).body.find("Words of Ben") != std::string::npos);
  CHECK(world.get(world.ana, url).body.find("Words of Ben") == std::string::npos);
  CHECK(world.get(world.mia, url).body.find("Words of Ben") == std::string::npos);
  CHECK(world.get(world.ben, "/").body.find("Finish") != std::string::npos);
  // A third text of his does not push the second out, and joining them ends it.
  world.writes(world.ben, world.talk, 0, "More of Ben");
  CHECK(world.get(world.ben, url).body.find("Words of Ben") != std::string::npos);
  auto saved = world.post(world.ben, url, {{"version", "1"}, {"body", "Ana's words, Words of Ben"}, {"draft", url}});
  CHECK(saved.status == 303);
  CHECK(world.get(world.ben, url).body.find("What you wrote") == std::string::npos);
}

TEST_CASE("a program hears 409 with the text that stands, and 201 with its version") {
  MeetingWorld world;
  world.running();
  std::string url = "/agenda_items/" + world.talk.text + "/minutes";
  auto first = world.post_json(world.ana, url, R"({"version":0,"body":"one"})");
  CHECK(first.status == 201);
  auto second = world.post_json(world.ben, url, R"({"version":0,"body":"two"})");
  CHECK(second.status == 409);
  CHECK(kit::Json::parse(second.body).at("body").as_text() == "one");
  CHECK(kit::Json::parse(second.body).at("writer").as_text() == "Ana Flores");
}

TEST_CASE("minutes are written from a seat in the place, between the beginning and the closing") {
  MeetingWorld world;
  auto id = world.planned();
  auto item = world.item(id, "Late chairs");
  auto write = [&](const Id<Person>& who) { return world.refused([&] { world.writes(who, item, 0, "x"); }); };
  CHECK(write(world.ana) == 409);
  world.does(world.ana, [&](Tx& tx) { open_meeting(tx, id); });
  CHECK(write(world.carmen) == 403);
  CHECK(write(world.mia) == 0);
  world.close(id);
  CHECK(world.refused([&] { world.writes(world.mia, item, 1, "y"); }) == 409);
}

// ── parked, done, approved ───────────────────────────────────────────────────

TEST_CASE("what is parked has an owner and a clock, and goes to the next agenda with one press") {
  MeetingWorld world;
  auto id = world.running();
  auto parked = world.parks(world.mia, id, world.ben);
  CHECK(world.needs(world.ben) >= 1);
  auto to_agenda = [&] {
    return world.refused([&] { world.does(world.ben, [&](Tx& tx) { put_on_next_agenda(tx, parked); }); });
  };
  CHECK(to_agenda() == 409);  // no next meeting
  world.does(world.ana, [&](Tx& tx) {
    NewMeeting next = world.today_at("14:00");
    next.meets_on = kit::add_days(world.today(), 14);
    plan_meeting(tx, next);
  });
  CHECK(to_agenda() == 0);
  CHECK(to_agenda() == 409);  // once
  auto next = world.sees(world.ana, [&](Reader& db) { return coming_meetings(db, world.team.text, 5).back(); });
  CHECK(world.course(next.meeting.id).items.front().title == "Day and night shift quarrel over late chairs");
  CHECK(world.sees(world.ana, [&](Reader& db) { return running_clocks(db, parked.text).size(); }) == 0);
  CHECK(world.faults().empty());
}

TEST_CASE("with both approvals the meeting is closed, the team has met, and who was not there is told") {
  MeetingWorld world;
  auto id = world.running();
  world.notes(world.ana, id, world.ben, Presence::came);
  world.does(world.ana, [&](Tx& tx) { end_meeting(tx, id); });
  world.does(world.ana, [&](Tx& tx) { ask_approval(tx, id); });
  CHECK(world.course(id).state == State::ended);
  // A word added now is another text: it is asked anew.
  world.writes(world.mia, world.talk, 0, "Mia adds a line");
  CHECK_FALSE(world.sees(world.ana, [&](Reader& db) { return latest_assent(db, id.text, "minutes")->open(); }));
  world.does(world.ben, [&](Tx& tx) { ask_approval(tx, id); });
  world.signs(world.ana, id, "minutes");
  CHECK(world.course(id).state == State::closed);
  auto met = world.sees(world.ana, [&](Reader& db) { return teams::meetings_since(db, world.team, world.today()); });
  REQUIRE(met.size() == 1);
  CHECK(met[0].id.text == id.text);
  CHECK((met[0].labor_present == 1 && met[0].management_present == 1));
  auto told = world.told(world.mia);
  CHECK(std::ranges::count(told, "meetings.read_out") == 1);
  CHECK(std::ranges::count(world.told(world.ben), "meetings.read_out") == 0);
  CHECK(world.faults().empty());
}

TEST_CASE("a closed meeting still says who came when they have left the team") {
  MeetingWorld world;
  auto id = world.running();
  world.notes(world.ana, id, world.mia, Presence::came);
  world.writes(world.mia, world.talk, 0, "Two chairs broke.");
  world.close(id);
  world.does(world.olga, [&](Tx& tx) { teams::end_seat(tx, world.seat_of(world.mia)); });
  world.pass_days(1);
  CHECK(world.get(world.ben, "/meetings/" + id.text + "/read-out").body.find("Mia Tran") != std::string::npos);
}

TEST_CASE("who was not there reads, asks back, and a chair's answer ends the question") {
  MeetingWorld world;
  auto id = world.running();
  world.close(id);
  std::string url = "/meetings/" + id.text;
  CHECK(world.post(world.mia, url + "/readings", {}).status == 303);
  CHECK(world.post(world.mia, url + "/readings", {}).status == 303);  // once is enough
  CHECK(world.sees(world.ana, [&](Reader& db) { return readings_of(db, id).size(); }) == 1);
  auto before = world.needs(world.ben);
  world.post(world.mia, url + "/questions", {{"note", "Who pays for the phones?"}});
  CHECK(world.needs(world.ben) == before + 1);
  CHECK(world.get(world.ben, url + "/read-out").body.find("Who pays for the phones?") != std::string::npos);
  world.post(world.ana, url + "/questions", {{"note", "The unit."}});
  CHECK(world.needs(world.ben) == before);
}

// ── ratings ──────────────────────────────────────────────────────────────────

TEST_CASE("only those who came rate, once, and marks are shown when enough did and no more can come") {
  MeetingWorld world;
  auto id = world.running();
  for (auto& who : {world.ben, world.mia, world.quist}) world.notes(world.ana, id, who, Presence::came);
  world.close(id);
  std::string url = "/meetings/" + id.text + "/rating";
  Fields marks{{"agenda", "4"}, {"heard", "5"}, {"worth", "2"}};
  CHECK(world.post(world.amari, url, marks).status == 409);  // was not there
  for (auto& who : {world.ana, world.ben, world.mia}) CHECK(world.post(who, url, marks).status == 303);
  CHECK(world.post(world.ana, url, marks).status == 409);
  CHECK(world.get_json(world.ana, url).body.find("\"shown\":false") != std::string::npos);  // Rita may still answer
  world.pass_days(4);
  CHECK(world.get_json(world.ana, url).body.find("\"heard\":\"5.0\"") != std::string::npos);
  CHECK(world.post(world.quist, url, marks).status == 409);
}

TEST_CASE("no table, entry or order leads from a mark to a person") {
  MeetingWorld world;
  auto id = world.running();
  for (auto& who : {world.ben, world.mia}) world.notes(world.ana, id, who, Presence::came);
  world.close(id);
  auto entries = world.entries();
  auto box = [&] {
    return world.sees(world.ana, [](Reader& db) { return db.value<std::string>("select content from rating_boxes"); });
  };
  world.does(world.mia, [&](Tx& tx) { rate(tx, id, {1, 1, 1}); });
  world.does(world.ana, [&](Tx& tx) { rate(tx, id, {5, 5, 5}); });
  std::string one_way = box();
  CHECK(world.entries() == entries);  // nothing in the journal
  CHECK(std::min(one_way.find(world.ana.text), one_way.find(world.mia.text)) ==
        one_way.find(std::min(world.ana.text, world.mia.text)));
  CHECK(one_way.find("[1,0,0,0,1]") != std::string::npos);
  world.pass_days(4);
  CHECK(world.get_json(world.ana, "/meetings/" + id.text + "/rating").body.find("\"shown\":false") !=
        std::string::npos);  // two are too few
}

// ── huddles, and what was not run here ───────────────────────────────────────

TEST_CASE("a huddle is one form, for anybody with a seat, and is no meeting of the team's path") {
  MeetingWorld world;
  std::string url = "/teams/" + world.team.text + "/huddles";
  Fields said{{"came_up", "Two chairs broke"},
              {"next_step", "Mia calls the depot"},
              {"present", "6"},
              {"held_on", kit::iso(world.today())},
              {"length", "10"}};
  CHECK(world.post(world.mia, url, said).status == 303);
  CHECK(world.post(world.carmen, url, said).status == 403);
  CHECK(world.get(world.ben, url).body.find("Mia calls the depot") != std::string::npos);
  CHECK(
      world.sees(world.ana, [&](Reader& db) { return teams::meetings_since(db, world.team, world.today()); }).empty());
}

TEST_CASE("minutes are found once they are approved, in their last words, and lead to the read-out") {
  MeetingWorld world;
  auto id = world.running();
  world.notes(world.ana, id, world.ben, Presence::came);
  world.writes(world.mia, world.talk, 0, "A zebra in the lift");
  world.writes(world.ben, world.talk, 1, "An okapi in the lift");
  auto finds = [&](const std::string& word) {
    return world.get(world.carmen, "/search?kind=minutes&q=" + word).body.find("/meetings/" + id.text + "/read-out") !=
           std::string::npos;
  };
  CHECK_FALSE(finds("okapi"));
  world.close(id);
  CHECK(finds("okapi"));
  CHECK_FALSE(finds("zebra"));
  CHECK(world.faults().empty());
}
