// Meetings in people's own calendars.
#include "modules/meetings/calendar.h"

#include <doctest/doctest.h>

#include <cstdio>

#include "kit/ical/reply.h"
#include "partnership/notifications.h"
#include "tests/world/world.h"
//
#include "modules/meetings/times.h"
#include "modules/meetings/world_for_tests.h"

using namespace meetings;
using namespace tests;

namespace {

std::string unfolded(std::string text) {
  for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at)) text.erase(at, 3);
  return text;
}
bool has(const std::string& text, const std::string& line) {
  return text.find("\r\n" + line + "\r\n") != std::string::npos;
}

struct CalendarWorld : MeetingWorld {
  CalendarWorld() {
    does({}, [&](Tx& tx) {
      for (auto& [who, address] : {std::pair{ana, "ana@example.org"}, {mia, "mia@example.org"}}) {
        Person person = tx.find(who);
        person.email = address;
        tx.update(person);
      }
    });
  }
  std::string feed(const Id<Person>& who) {
    std::string token = sees(who, [&](Reader& db) { return feed_token(db, who); });
    return unfolded(get({}, "/calendar/" + token + ".ics").body);
  }
  std::string entry_for(const Id<Person>& who) {  // of the newest notice
    return sees(who, [&](Reader& db) {
      return unfolded(db.value<std::string>(
          "select calendar from notices where person_id = $1 order by since desc, id desc limit 1", {who}));
    });
  }
};

}  // namespace

TEST_CASE("a calendar at its secret address shows the reader's meetings, and nothing to anybody else") {
  CalendarWorld world;
  world.planned("FREQ=WEEKLY");
  CHECK(world.get({}, "/calendar/" + world.mia.text + ".AAAA").status == 404);
  CHECK(world.get({}, "/calendar/nobody").status == 404);
  world.post(world.mia, "/me/calendar", {});
  std::string mine = world.feed(world.mia);
  CHECK(has(mine, "SUMMARY:Team meeting"));
  CHECK(has(mine, "RRULE:FREQ=WEEKLY"));
  world.post(world.carmen, "/me/calendar", {});
  CHECK(world.feed(world.carmen).find("Team meeting") == std::string::npos);
  // A new address makes the old one worthless.
  std::string old = world.sees(world.mia, [&](Reader& db) { return feed_token(db, world.mia); });
  world.post(world.mia, "/me/calendar", {});
  CHECK(world.get({}, "/calendar/" + old + ".ics").status == 404);
  CHECK(has(world.feed(world.mia), "SUMMARY:Team meeting"));
}

TEST_CASE("one cancelled time of a series is an exception, and one moved says which it stands for") {
  CalendarWorld world;
  world.planned("FREQ=WEEKLY");
  auto coming = world.sees(world.ana, [&](Reader& db) { return coming_meetings(db, world.team.text, 4); });
  world.does(world.ana, [&](Tx& tx) { cancel_meeting(tx, coming[1].meeting.id, "Holiday"); });
  CHECK(world.entry_for(world.mia).find("METHOD:CANCEL") != std::string::npos);
  CHECK(has(world.entry_for(world.mia), "RECURRENCE-ID;TZID=America/Los_Angeles:20261128T140000"));
  CHECK(has(world.entry_for(world.mia), "STATUS:CANCELLED"));
  world.does(world.ana, [&](Tx& tx) {
    move_meeting(tx, coming[2].meeting.id, kit::add_days(coming[2].meeting.meets_on, 1), "15:30", "Room 9");
  });
  std::string moved = world.entry_for(world.mia);
  CHECK(has(moved, "METHOD:REQUEST"));
  CHECK(has(moved, "SEQUENCE:1"));
  CHECK(has(moved, "RECURRENCE-ID;TZID=America/Los_Angeles:20261205T140000"));
  CHECK(has(moved, "DTSTART;TZID=America/Los_Angeles:20261206T153000"));
  world.post(world.mia, "/me/calendar", {});
  std::string feed = world.feed(world.mia);
  CHECK(has(feed, "EXDATE;TZID=America/Los_Angeles:20261128T140000"));
  CHECK(has(feed, "DTSTART;TZID=America/Los_Angeles:20261206T153000"));
}

TEST_CASE("a calendar that has not changed is not sent again, and one that has is") {
  CalendarWorld world;
  world.planned("FREQ=WEEKLY");
  world.post(world.mia, "/me/calendar", {});
  std::string token = world.sees(world.mia, [&](Reader& db) { return feed_token(db, world.mia); });
  auto ask = [&](const std::string& known) {
    kit::Request request = request_of(kit::Method::get, "/calendar/" + token + ".ics");
    if (!known.empty()) request.headers.set("If-None-Match", known);
    return world.program().answer(request);
  };
  auto first = ask("");
  std::string tag(first.headers.get("ETag").value());
  CHECK(first.headers.get("Last-Modified").value().ends_with(" GMT"));
  world.pass_days(1);
  auto again = ask("\"other\", W/" + tag);
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(again.headers.get("ETag").value() == tag);
  auto coming = world.sees(world.ana, [&](Reader& db) { return coming_meetings(db, world.team.text, 4); });
  world.does(world.ana, [&](Tx& tx) { cancel_meeting(tx, coming[1].meeting.id, "Holiday"); });
  auto changed = ask(tag);
  CHECK(changed.status == 200);
  CHECK(changed.headers.get("ETag").value() != tag);
  CHECK(changed.headers.get("Last-Modified").value() != first.headers.get("Last-Modified").value());
}

TEST_CASE("each is invited alone: nobody's address is shown to the others") {
  CalendarWorld world;
  world.planned();
  std::string entry = world.entry_for(world.mia);
  CHECK(entry.find("mailto:mia@example.org") != std::string::npos);
  CHECK(has(entry, "ORGANIZER;CN=Ana Flores:mailto:ana@example.org"));
  CHECK(entry.find("ATTENDEE") == entry.rfind("ATTENDEE"));
  CHECK(world.entry_for(world.ben).empty());  // no address, no entry; he is told all the same
}

TEST_CASE("how often becomes a rule, and the fifth weekday of a month is its last") {
  CHECK(rule_of(Repeats::two_weeks, kit::date_of(2026, 11, 24)) == "FREQ=WEEKLY;INTERVAL=2");
  CHECK(rule_of(Repeats::monthly, kit::date_of(2026, 11, 24)) == "FREQ=MONTHLY;BYDAY=4TU");
  CHECK(rule_of(Repeats::monthly, kit::date_of(2026, 11, 30)) == "FREQ=MONTHLY;BYDAY=-1MO");
  CHECK(rule_of(Repeats::once, kit::date_of(2026, 11, 30)).empty());
}

TEST_CASE("an answer by mail says who cannot come, or can after all, of one meeting, one time of a series, or all") {
  CalendarWorld world;
  world.planned("FREQ=WEEKLY");
  auto coming = world.sees(world.ana, [&](Reader& db) { return coming_meetings(db, world.team.text, 4); });
  std::string uid = coming[0].meeting.series->text + "@concert";
  auto answer = [&](const std::string& address, const std::string& word, const std::string& more = "",
                    const std::string& encoding = "") {
    std::string calendar =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" + uid +
        "\r\nDTSTAMP:20261120T100000Z\r\n" + more + "ATTENDEE;PARTSTAT=" + word + ":MAILTO:" + address +
        "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    if (encoding == "quoted-printable")
      for (auto at = calendar.find('='); at != std::string::npos; at = calendar.find('=', at + 3))
        calendar.replace(at, 1, "=3D");
    std::string mail = "From: " + address +
                       "\r\nContent-Type: multipart/alternative;\r\n boundary=\"edge\"\r\n\r\n--edge\r\nContent-Type: "
                       "text/plain\r\n\r\nNo.\r\n--edge\r\nContent-Type: text/calendar; method=REPLY\r\n" +
                       "Content-Transfer-Encoding: " + (encoding.empty() ? "8bit" : encoding) + "\r\n\r\n" + calendar +
                       "--edge--\r\n";
    return world.does({}, [&](Tx& tx) { return take_replies(tx, mail); });
  };
  auto excused = [&](std::size_t which) {
    auto noted = world.course(coming[which].meeting.id).attendance;
    return noted.size() == 1 && noted[0].seat == world.seat_of(world.mia) && noted[0].presence == Presence::excused;
  };
  std::string second = "RECURRENCE-ID;TZID=America/Los_Angeles:20261128T140000\r\n";
  CHECK(answer("Mia@Example.org", "DECLINED", second) == 1);
  CHECK(excused(1));
  CHECK_FALSE(excused(0));
  CHECK(answer("mia@example.org", "DECLINED", second) == 0);  // known already
  CHECK(answer("mia@example.org", "ACCEPTED", "RECURRENCE-ID:20261128T220000Z\r\n", "quoted-printable") == 1);
  CHECK_FALSE(excused(1));
  CHECK(answer("mia@example.org", "DECLINED") == 4);
  CHECK((excused(0) && excused(3)));
  CHECK(answer("mia@example.org", "TENTATIVE") == 4);

  uid = coming[2].meeting.id.text;
  CHECK(answer("mia@example.org", "DECLINED") == 1);
  CHECK(excused(2));
  CHECK(answer("stranger@example.org", "DECLINED") == 0);
  CHECK(answer("mia@example.org", "DELEGATED") == 0);
  uid = "meeting_01ARZ3NDEKTSV4RRFFQ69G5FAV@concert";
  CHECK(answer("mia@example.org", "DECLINED") == 0);
  CHECK(world.does({}, [](Tx& tx) { return take_replies(tx, "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR"); }) ==
        0);
  CHECK(world.faults().empty());
}

TEST_CASE("a mailed invitation says that answers go where bounces do") {
  std::string invitation =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:a@concert\r\nORGANIZER;CN=Ana "
      "Flores:mailto:ana@example.org\r\nATTENDEE;RSVP=TRUE:mailto:mia@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  std::string mailed = unfolded(kit::with_replies_to(invitation, "concert@example.org"));
  CHECK(has(mailed, "ORGANIZER;CN=Ana Flores:mailto:concert@example.org"));
  CHECK(mailed.find("mia@example.org") != std::string::npos);
  CHECK(kit::with_replies_to("no calendar", "concert@example.org") == "no calendar");
}

// Read by tests/outside/read_meetings.py: a feed with a series across a change of the clocks, one time of it cancelled
// and one moved, in three zones.
TEST_CASE("feeds of meetings for other tools" * doctest::skip()) {
  for (const char* zone : {"America/Los_Angeles", "America/New_York", "Europe/Madrid"}) {
    CalendarWorld world;
    auto print = [&](const char* kind, const std::string& text) {
      std::printf("<<<%s %s>>>\n%s<<<end>>>\n", kind, zone, text.c_str());
    };
    auto newest = [&] {
      return world.sees(world.mia, [&](Reader& db) {
        return db.value<std::string>(
            "select calendar from notices where person_id = $1 order by since desc, id desc limit 1", {world.mia});
      });
    };
    world.does(world.ana, [&](Tx& tx) {
      NewMeeting asked = world.today_at("09:00", "FREQ=WEEKLY");
      asked.zone = zone, asked.meets_on = kit::date_of(2027, 3, 3);
      plan_meeting(tx, asked);
    });
    auto coming = world.sees(world.ana, [&](Reader& db) { return coming_meetings(db, world.team.text, 4); });
    world.does(world.ana, [&](Tx& tx) { cancel_meeting(tx, coming[1].meeting.id, "Holiday"); });
    print("cancelled", newest());
    world.does(world.ana,
               [&](Tx& tx) { move_meeting(tx, coming[2].meeting.id, coming[2].meeting.meets_on, "15:30", "Room 9"); });
    print("mail", kit::with_replies_to(newest(), "concert@example.org"));
    world.post(world.mia, "/me/calendar", {});
    std::string token = world.sees(world.mia, [&](Reader& db) { return feed_token(db, world.mia); });
    print("feed", world.get({}, "/calendar/" + token + ".ics").body);
  }
}
