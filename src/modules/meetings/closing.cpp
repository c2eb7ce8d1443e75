#include <algorithm>

#include "kit/text/utf8.h"
#include "modules/meetings/steps.h"
#include "modules/meetings/times.h"
#include "partnership/findable.h"
#include "partnership/notifications.h"

// What comes after: the chairs approve the minutes, the meeting is closed, and those who were not there hear of it.
namespace meetings {
namespace {

std::string question_need(const Id<Meeting>& id) { return id.text + "/question"; }

void tell(Tx& tx, const Course& course, const Seats& place, std::string_view kind, bool came) {
  for (auto* one : one_seat_each(place)) {
    const Attendance* noted = course.attendance_of(one->seat.id);
    bool was_there = noted && noted->presence == Presence::came;
    if (was_there == came)
      notify(tx, {.to = one->seat.person,
                  .kind = "meetings." + std::string(kind),
                  .about = named_with_day(course.meeting),
                  .url = url_of(course.meeting.id) + (came ? "/rating" : "/read-out"),
                  .subject = course.meeting.id.text});
  }
}

int present_of(const Course& course, const Seats& place, Mark mark) {
  return static_cast<int>(std::ranges::count_if(one_seat_each(place), [&](auto* one) {
    const Attendance* noted = course.attendance_of(one->seat.id);
    return one->mark == mark && noted && noted->presence == Presence::came;
  }));
}

// "Transport waits; Rotating supervisors": as much as a line of the team's page takes.
std::string items_in_one_line(const Course& course) {
  std::string line;
  for (const AgendaItem& item : course.items)
    if (line.size() + item.title.size() < 900) line += (line.empty() ? "" : "; ") + item.title;
  return line;
}

// One truth: that a team met is a row of team_meetings, which its path reads, whether the meeting was run here or not.
void record_that_they_met(Tx& tx, const Course& course, const Seats& place) {
  if (place.kind == PlaceKind::body) body_met(tx, course.meeting.id);
  if (place.kind != PlaceKind::team) return;
  teams::record_meeting(tx, {.id = {course.meeting.id.text},
                             .team = {place.place},
                             .met_on = day_of(course.opening->opened_at),
                             .minutes = minutes_between(course.opening->opened_at, course.ending->ended_at),
                             .labor_present = present_of(course, place, Mark::circle),
                             .management_present = present_of(course, place, Mark::square),
                             .outcome = items_in_one_line(course)});
}

void ask(Tx& tx, const Course& course, const Seats& place) {
  Assent assent = ask_assent(tx, {.kind = "meetings.minutes",
                                  .subject = course.meeting.id.text,
                                  .part = "minutes",
                                  .place = place.place,
                                  .role = place.chair,
                                  .parties = place.chairing_parties(),
                                  .text = minutes_text(course, place),
                                  .about = course.meeting.title,
                                  .url = url_of(course.meeting.id) + "#approval"});
  answer_assent(tx, assent.id, Answer::signed_, "");
}

}  // namespace

void end_meeting(Tx& tx, const Id<Meeting>& id) {
  Course course = locked_course(tx, id);
  Seats place = decisions::seats_of(tx, course.meeting.place);
  const Seat* seat = seat_to_run(tx.actor(), place);
  allow(seat != nullptr);
  require(course.state == State::running, "meetings.refusal.not_running");

  tx.act_from(*seat);
  tx.record(MeetingEnding{id, tx.now()});
  tell(tx, course, place, "rate", true);
  if (course.meeting.series) plan_ahead(tx, tx.find(*course.meeting.series), place);
  ask_for_agenda(tx, place);
}

void ask_approval(Tx& tx, const Id<Meeting>& id) {
  Course course = locked_course(tx, id);
  Seats place = decisions::seats_of(tx, course.meeting.place);
  const Seat* seat = seat_to_chair(tx.actor(), place);
  allow(seat != nullptr);
  require(course.state == State::ended, "meetings.refusal.not_over");
  auto asked = latest_assent(tx, id.text, "minutes");
  require(!asked || !asked->open(), "meetings.refusal.asked_already");
  tx.act_from(*seat);
  ask(tx, course, place);
}

void minutes_approved(Tx& tx, const Assent& assent) {
  Course course = locked_course(tx, {assent.subject});
  Seats place = decisions::seats_of(tx, course.meeting.place);
  tx.record(MeetingClosing{course.meeting.id, tx.today()});
  for (const ItemMinutes& one : course.minutes)  // from now on search finds them
    keep_findable(tx.db(), ItemMinutes::table(), {one.item, static_cast<std::int64_t>(one.version)});
  record_that_they_met(tx, course, place);
  tell(tx, course, place, "read_out", false);
}

MeetingReading acknowledge(Tx& tx, const Id<Meeting>& id) {
  Course course = locked_course(tx, id);
  require(course.closing.has_value(), "meetings.refusal.not_closed");
  auto before = tx.maybe<MeetingReading>("where meeting_id = $1 and person_id = $2", {id, tx.actor().person});
  if (before) return *before;
  const Seat* here = seat_in_place(tx.actor(), course.meeting.place);
  const Seat& seat = here ? *here : tx.actor().seats.front();
  tx.act_from(seat);
  MeetingReading reading{id, tx.actor().person, seat.id, tx.today()};
  tx.record(reading);
  return reading;
}

Note ask_back(Tx& tx, const Id<Meeting>& id, const std::string& question) {
  Meeting meeting = find_meeting(tx, id);
  Seats place = decisions::seats_of(tx, meeting.place);
  if (question.empty()) refuse_invalid({{"note", "partnership.field.required"}});
  if (kit::characters(question) > 2000) refuse_invalid({{"note", "partnership.field.too_long", "2000"}});
  const Seat* chair = seat_to_chair(tx.actor(), place);
  const Seat* here = chair ? chair : seat_in_place(tx.actor(), meeting.place);
  no_longer_needed(tx, question_need(id));  // asked anew below, or answered
  if (!chair)
    for (const Id<Party>& party : place.chairing_parties())
      need(tx, {.place = place.place,
                .role = place.chair,
                .party = party,
                .kind = "meetings.question",
                .about = meeting.title,
                .url = url_of(id) + "/read-out#questions",
                .subject = question_need(id)});
  return write_note(tx, id.text, here ? *here : tx.actor().seats.front(), false, question);
}

std::string url_of_question(Reader& db, const Assent& assent) {
  if (assent.kind == "meetings.quorum") return decisions::site_of(db, assent.place).url + "/quorum";
  return url_of(Id<Meeting>{assent.subject}) + (assent.part == "minutes" ? "#approval" : "#agenda");
}

}  // namespace meetings
