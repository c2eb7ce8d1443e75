#include <algorithm>

#include "modules/meetings/steps.h"

// In the room: the meeting begins, people are noted, it comes to one item after another, and decisions are opened.
namespace meetings {
namespace {

struct Running {
  Course course;
  Seats place;
};
Running in_the_room(Tx& tx, const Id<Meeting>& id) {
  Course course = locked_course(tx, id);
  Seats place = decisions::seats_of(tx, course.meeting.place);
  return {std::move(course), std::move(place)};
}

void set_attendance(Tx& tx, const Attendance& asked, const Course& course) {
  course.attendance_of(asked.seat) ? tx.update(asked) : tx.insert(asked);
}

bool is_own(const Actor& actor, const Id<Seat>& seat) {
  return std::ranges::any_of(actor.seats, [&](const Seat& one) { return one.id == seat; });
}

// Somebody of the same party with a seat here, and not oneself.
bool can_represent(const Seats& place, const Id<Seat>& by, const SeatHere& whom) {
  auto* one = place.seat(by);
  return one && one->seat.party == whom.seat.party && one->seat.person != whom.seat.person;
}

}  // namespace

void open_meeting(Tx& tx, const Id<Meeting>& id) {
  auto [course, place] = in_the_room(tx, id);
  const Seat* seat = seat_to_run(tx.actor(), place);
  allow(seat != nullptr);
  require_changeable(course);
  require(course.meeting.meets_on <= tx.today(), "meetings.refusal.not_today");
  require(!course.items.empty(), "meetings.refusal.no_items");

  tx.act_from(*seat);
  tx.record(MeetingOpening{id, tx.now()});
  withdraw_assent(tx, id.text, "agenda");
  no_longer_needed(tx, "agenda:" + place.place);
  for (auto* one : one_seat_each(place))
    if (one->seat.person == tx.actor().person && !course.attendance_of(one->seat.id))
      tx.insert(Attendance{id, one->seat.id, Presence::came, {}});
}

Attendance note_attendance(Tx& tx, Attendance asked) {
  auto [course, place] = in_the_room(tx, asked.meeting);
  const SeatHere* whom = place.seat(asked.seat);
  bool own = is_own(tx.actor(), asked.seat);
  const Seat* seat = own ? seat_in(tx.actor(), place) : seat_to_run(tx.actor(), place);
  allow(seat != nullptr);
  if (!whom) refuse_invalid({{"seat_id", "partnership.field.choose"}});
  require(course.state != State::cancelled, "meetings.refusal.cancelled");
  require(course.state != State::closed, "meetings.refusal.closed");
  require(course.state != State::ended, "meetings.refusal.over");
  if (asked.presence == Presence::came) asked.represented_by.reset();
  if (asked.represented_by && !can_represent(place, *asked.represented_by, *whom))
    refuse_invalid({{"represented_by", "meetings.refusal.cannot_represent"}});

  tx.act_from(*seat);
  set_attendance(tx, asked, course);
  return asked;
}

void start_item(Tx& tx, const Id<AgendaItem>& id) {
  AgendaItem item = find_item(tx, id);
  auto [course, place] = in_the_room(tx, item.meeting);
  const Seat* seat = seat_to_run(tx.actor(), place);
  allow(seat != nullptr);
  require(course.state == State::running, "meetings.refusal.not_running");
  require(!course.start_of(id), "meetings.refusal.had_it");
  tx.act_from(*seat);
  tx.record(ItemStart{id, item.meeting, tx.now()});
}

decisions::Decision decide_from(Tx& tx, const Id<AgendaItem>& id, decisions::Decision asked) {
  AgendaItem item = find_item(tx, id);
  auto [course, place] = in_the_room(tx, item.meeting);
  allow(seat_in(tx.actor(), place) != nullptr);
  require(course.state == State::running, "meetings.refusal.not_running");
  require(item.purpose == Purpose::decide, "meetings.refusal.not_to_decide");
  require(!course.decision_of(id), "meetings.refusal.decision_open");
  require(quorum_now(tx, course, place).met(), "meetings.refusal.no_quorum");

  asked.place = place.place;
  decisions::Decision decision = decisions::propose(tx, asked);
  tx.record(ItemDecision{id, item.meeting, decision.id});
  return decision;
}

}  // namespace meetings
