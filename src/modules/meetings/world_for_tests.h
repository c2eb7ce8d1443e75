#pragma once
#include "modules/meetings/calendar.h"
#include "modules/meetings/rating.h"
#include "partnership/notifications.h"

// Patient Transport with a meeting today, and short ways to where it stands. For tests only, which include the world
// before it.
namespace meetings {

struct MeetingWorld : tests::World {
  NewMeeting today_at(const std::string& clock, const std::string& rule = {}) {
    return {.place = team.text,
            .title = "Team meeting",
            .location = "Room 2",
            .zone = "America/Los_Angeles",
            .meets_on = today(),
            .meets_at = clock,
            .length = 60,
            .rule = rule};
  }
  Id<Meeting> planned(const std::string& rule = {}) {
    return does(ana, [&](Tx& tx) { return plan_meeting(tx, today_at("14:00", rule)).id; });
  }
  Id<AgendaItem> item(const Id<Meeting>& meeting, const std::string& title, Purpose purpose = Purpose::discuss) {
    return does(ben, [&](Tx& tx) {
      return add_item(tx, {.meeting = meeting, .title = title, .purpose = purpose, .presenter = std::nullopt}).id;
    });
  }
  // With one item to talk about and one to decide.
  Id<Meeting> running() {
    auto id = planned();
    talk = item(id, "Supervisors rotate (from the suggestion box)");
    decision = item(id, "Phones instead of radios", Purpose::decide);
    does(ana, [&](Tx& tx) { open_meeting(tx, id); });
    return id;
  }
  Id<Seat> seat_of(const Id<Person>& person) {
    return sees(person, [&](Reader& db) {
      for (const Seat& seat : db.actor().seats)
        if (seat.place == team.text) return seat.id;
      return Id<Seat>{};
    });
  }
  void notes(const Id<Person>& by, const Id<Meeting>& meeting, const Id<Person>& whom, Presence presence,
             const std::optional<Id<Seat>>& represented = {}) {
    does(by, [&](Tx& tx) { note_attendance(tx, {meeting, seat_of(whom), presence, represented}); });
  }
  Written writes(const Id<Person>& who, const Id<AgendaItem>& item, int version, const std::string& body) {
    return does(who, [&](Tx& tx) { return write_minutes(tx, item, version, body); });
  }
  Id<MeetingAction> parks(const Id<Person>& who, const Id<Meeting>& meeting, const Id<Person>& owner,
                          const std::string& what = "Day and night shift quarrel over late chairs") {
    return does(who, [&](Tx& tx) {
      return set_action(tx, {.meeting = meeting,
                             .kind = ActionKind::parked,
                             .what = what,
                             .seat = seat_of(owner),
                             .due_on = kit::add_days(today(), 14)})
          .id;
    });
  }
  void signs(const Id<Person>& who, const Id<Meeting>& meeting, const std::string& part) {
    does(who,
         [&](Tx& tx) { answer_assent(tx, latest_assent(tx, meeting.text, part)->assent.id, Answer::signed_, ""); });
  }
  void close(const Id<Meeting>& id) {
    does(ana, [&](Tx& tx) { end_meeting(tx, id); });
    does(ana, [&](Tx& tx) { ask_approval(tx, id); });
    signs(ben, id, "minutes");
  }
  Course course(const Id<Meeting>& id) {
    return sees(ana, [&](Reader& db) { return course_of(db, id); });
  }
  std::int64_t needs(const Id<Person>& who) {
    return sees(who, [&](Reader& db) { return count_needs(db, db.actor()); });
  }
  std::vector<std::string> told(const Id<Person>& who) {
    return sees(who, [&](Reader& db) {
      std::vector<std::string> kinds;
      for (const Told& one : notices_of(db, 50)) kinds.push_back(one.kind);
      return kinds;
    });
  }
  int refused(auto act) {
    try {
      act();
      return 0;
    } catch (const Refusal& refusal) {
      return refusal.status;
    }
  }

  Id<AgendaItem> talk, decision;
};

}  // namespace meetings
