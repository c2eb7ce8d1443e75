#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "kit/ical/reply.h"
#include "kit/mail/parts.h"
#include "modules/meetings/steps.h"

// Answers to invitations that come by mail. Nobody can prove by a mail who wrote it, so it says no more than a word
// sent ahead: somebody cannot come, or can after all. It never says that somebody came, and no act of theirs follows
// from it.
namespace meetings {
namespace {

std::vector<Meeting> meant_by(Reader& db, const kit::CalendarReply& reply) {
  std::string id = reply.uid.substr(0, reply.uid.find('@'));
  if (id.starts_with("meeting_")) return db.all<Meeting>("where id = $1", {id});
  auto series = db.maybe<MeetingSeries>("where id = $1", {id});
  if (!series) return {};
  if (!reply.instead_of)
    return db.all<Meeting>("where series_id = $1 and meets_on >= $2 order by meets_on", {series->id, db.today()});
  kit::Zone zone(series->zone);
  kit::WallTime at =
      reply.in_utc ? kit::wall_time(kit::instant_at(*reply.instead_of, kit::Zone("UTC")), zone) : *reply.instead_of;
  return db.all<Meeting>("where series_id = $1 and occurs_on = $2 and occurs_at = $3",
                         {series->id, at.day, fmt::format("{:02}:{:02}", at.hour, at.minute)});
}

// The one person of this address; of an address that several share nobody knows who answered.
std::optional<Id<Person>> person_at(Reader& db, std::string address) {
  std::ranges::transform(address, address.begin(), [](unsigned char c) { return std::tolower(c); });
  auto people = db.all<Person>("where lower(email) = $1 limit 2", {address});
  return people.size() == 1 ? std::optional(people.front().id) : std::nullopt;
}

bool note(Tx& tx, const Id<Meeting>& id, const Id<Person>& person, kit::Coming coming) {
  Course course = locked_course(tx, id);
  if (course.state != State::planned && course.state != State::running) return false;
  Seats place = decisions::seats_of(tx, course.meeting.place);
  auto seats = one_seat_each(place);
  auto own = std::ranges::find_if(seats, [&](auto* one) { return one->seat.person == person; });
  if (own == seats.end()) return false;
  const Attendance* noted = course.attendance_of((*own)->seat.id);
  bool cannot = coming == kit::Coming::no;
  if (cannot == (noted != nullptr)) return false;  // known already, or nothing to take back
  if (cannot) {
    tx.insert(Attendance{id, (*own)->seat.id, Presence::excused, {}});
    return true;
  }
  if (noted->presence != Presence::excused || noted->represented_by) return false;
  tx.remove(*noted);
  return true;
}

}  // namespace

int take_replies(Tx& tx, std::string_view mail) {
  int taken = 0;
  for (const kit::MailPart& part : kit::mail_parts(mail)) {
    if (!part.is("text/calendar")) continue;
    for (const kit::CalendarReply& reply : kit::read_replies(part.body)) {
      auto person = person_at(tx, reply.address);
      if (!person) continue;
      for (const Meeting& meeting : meant_by(tx, reply)) taken += note(tx, meeting.id, *person, reply.coming);
    }
  }
  return taken;
}

}  // namespace meetings
