#include <algorithm>
#include <set>

#include "modules/meetings/steps.h"

namespace meetings {
namespace {

template <class T>
std::optional<T> of(Reader& db, const Id<Meeting>& id) {
  return db.maybe<T>("where meeting_id = $1", {id});
}

State state_of(const Course& course) {
  if (course.cancellation) return State::cancelled;
  if (course.closing) return State::closed;
  if (course.ending) return State::ended;
  return course.opening ? State::running : State::planned;
}

template <class T>
const T* found_by(const std::vector<T>& rows, const auto& member, const auto& wanted) {
  auto found = std::ranges::find(rows, wanted, member);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

Meeting find_meeting(Reader& db, const Id<Meeting>& id) { return db.find(id); }
AgendaItem find_item(Reader& db, const Id<AgendaItem>& id) { return db.find(id); }

Course course_of(Reader& db, const Id<Meeting>& id) {
  Course course{.meeting = find_meeting(db, id)};
  course.cancellation = of<MeetingCancellation>(db, id);
  course.opening = of<MeetingOpening>(db, id);
  course.items = db.all<AgendaItem>("where meeting_id = $1 order by number, id", {id});
  course.attendance = db.all<Attendance>("where meeting_id = $1 order by seat_id", {id});
  course.actions = db.all<MeetingAction>("where meeting_id = $1 order by kind, due_on, id", {id});
  course.action_endings = db.all<MeetingActionEnding>("where meeting_id = $1", {id});
  if (course.opening) {
    course.ending = of<MeetingEnding>(db, id);
    course.closing = of<MeetingClosing>(db, id);
    course.starts = db.all<ItemStart>("where meeting_id = $1 order by started_at, item_id", {id});
    course.minutes = db.all<ItemMinutes>(
        "where meeting_id = $1 and version = (select max(version) from item_minutes newest"
        " where newest.item_id = item_minutes.item_id) order by item_id",
        {id});
    course.decisions = db.all<ItemDecision>("where meeting_id = $1", {id});
  }
  course.state = state_of(course);
  return course;
}

Course locked_course(Tx& tx, const Id<Meeting>& id) {
  tx.lock(id.text);
  return course_of(tx, id);
}

const ItemMinutes* Course::minutes_of(const Id<AgendaItem>& item) const {
  return found_by(minutes, &ItemMinutes::item, item);
}
const ItemStart* Course::start_of(const Id<AgendaItem>& item) const { return found_by(starts, &ItemStart::item, item); }
const ItemDecision* Course::decision_of(const Id<AgendaItem>& item) const {
  return found_by(decisions, &ItemDecision::item, item);
}
const Attendance* Course::attendance_of(const Id<Seat>& seat) const {
  return found_by(attendance, &Attendance::seat, seat);
}
const MeetingActionEnding* Course::ending_of(const Id<MeetingAction>& action) const {
  return found_by(action_endings, &MeetingActionEnding::action, action);
}
const AgendaItem* Course::current() const {
  return state == State::running && !starts.empty() ? found_by(items, &AgendaItem::id, starts.back().item) : nullptr;
}

// ── lists ────────────────────────────────────────────────────────────────────

namespace {

// Where each stands, by its facts; the same order of questions as state_of. Behind the columns of a meeting: its
// state, the name of its place, how many items, and how many of them to decide.
const std::string& lines_sql() {
  static const std::string sql =
      "select meetings.id, place_id, meetings.unit_id, series_id, occurs_on, occurs_at, title, location, zone,"
      " meets_on, meets_at, length, sequence, planned_on, case when cancelled_on is not null then 'cancelled'"
      " when closed_on is not null then 'closed' when ended_at is not null then 'ended'"
      " when opened_at is not null then 'running' else 'planned' end,"
      " coalesce(teams.name, bodies.name, units.name, ''), (select count(*) from agenda_items where meeting_id = "
      "meetings.id),"
      " (select count(*) from agenda_items where meeting_id = meetings.id and purpose = 'decide') from meetings"
      " left join meeting_cancellations on meeting_cancellations.meeting_id = meetings.id"
      " left join meeting_openings on meeting_openings.meeting_id = meetings.id"
      " left join meeting_endings on meeting_endings.meeting_id = meetings.id"
      " left join meeting_closings on meeting_closings.meeting_id = meetings.id"
      " left join teams on teams.id = place_id left join bodies on bodies.id = place_id"
      " left join units on units.id = place_id ";
  return sql;
}

std::vector<MeetingLine> lines(Reader& db, const std::string& condition, Args args) {
  std::vector<MeetingLine> found;
  db.each(lines_sql() + condition, args, [&](const kit::Row& row) {
    MeetingLine line{.meeting = kit::read_record<Meeting>(row), .place_name = std::string(row.text(15))};
    read_column(row, 14, line.state);
    line.items = static_cast<int>(row.integer(16)), line.to_decide = static_cast<int>(row.integer(17));
    found.push_back(std::move(line));
  });
  return found;
}

// Not cancelled, not over: begun and not ended, or for today or later.
constexpr std::string_view still_coming =
    " and cancelled_on is null and ended_at is null and (meets_on >= $2 or opened_at is not null)"
    " order by meets_on, meets_at, meetings.id limit $3";

}  // namespace

std::vector<MeetingLine> coming_meetings(Reader& db, const std::string& place, int most) {
  static const std::string condition = "where place_id = $1" + std::string(still_coming);
  return lines(db, condition, {place, db.today(), most});
}

std::optional<MeetingLine> next_meeting(Reader& db, const std::string& place) {
  auto coming = coming_meetings(db, place, 1);
  return coming.empty() ? std::nullopt : std::optional(std::move(coming.front()));
}

std::vector<MeetingLine> past_meetings(Reader& db, const std::string& place, int most) {
  return lines(db,
               "where place_id = $1 and (meets_on < $2 or ended_at is not null) and (meets_on < $2 or cancelled_on is"
               " null) order by meets_on desc, meets_at desc, meetings.id desc limit $3",
               {place, db.today(), most});
}

std::vector<MeetingLine> coming_to(Reader& db, const Id<Person>& person, int most) {
  static const std::string condition =
      "where place_id in (select place_id from seats where person_id = $1 and starts_on <= $2"
      " and (ends_on is null or ends_on >= $2))" +
      std::string(still_coming);
  return lines(db, condition, {person, db.today(), most});
}

std::vector<MeetingSeries> series_of(Reader& db, const std::string& place) {
  return db.all<MeetingSeries>("where place_id = $1 and ended_on is null order by begins_on, id limit 50", {place});
}
std::vector<Huddle> huddles_of(Reader& db, const std::string& place, int most) {
  return db.all<Huddle>("where place_id = $1 order by held_on desc, id desc limit $2", {place, most});
}

std::optional<AgreedQuorum> quorum_in_force(Reader& db, const std::string& place) {
  return db.maybe<AgreedQuorum>(
      "where place_id = $1 and id in (select rule_id from quorum_rule_starts) order by version desc limit 1", {place});
}
std::optional<AgreedQuorum> latest_quorum(Reader& db, const std::string& place) {
  return db.maybe<AgreedQuorum>("where place_id = $1 order by version desc limit 1", {place});
}

std::vector<MeetingReading> readings_of(Reader& db, const Id<Meeting>& id) {
  return db.all<MeetingReading>("where meeting_id = $1 order by read_on, person_id limit 1000", {id});
}

std::string url_of(const Id<Meeting>& id) { return "/meetings/" + id.text; }

// ── who is there, and who may ────────────────────────────────────────────────

std::string name_of_seat(const Seats& place, const Id<Seat>& seat) {
  auto* found = place.seat(seat);
  return found ? found->person : std::string();
}

namespace {

// 2.3 Labor puts its chair and representatives forward alone, so whoever holds such a seat is designated by it.
bool speaks_for_union(const Seats& place, const Id<Person>& person) {
  return std::ranges::any_of(place.seats, [&](const SeatHere& one) {
    bool designated =
        one.seat.role == place.chair || one.seat.role == Role::representative || one.seat.role == Role::steward;
    return one.seat.person == person && one.mark == Mark::circle && designated;
  });
}

}  // namespace

std::vector<const SeatHere*> one_seat_each(const Seats& place) {
  std::vector<const SeatHere*> chosen;
  std::set<std::string> people;
  for (bool chairs : {true, false})
    for (const SeatHere& one : place.seats)
      if ((one.seat.role == place.chair) == chairs && people.insert(one.seat.person.text).second)
        chosen.push_back(&one);
  return chosen;
}

namespace {

std::set<std::string> seats_named(const Course& course) {
  std::set<std::string> seats;
  for (const Attendance& one : course.attendance) seats.insert(one.seat.text);
  for (const ItemMinutes& one : course.minutes) seats.insert(one.seat.text);
  for (const MeetingAction& one : course.actions) seats.insert(one.seat.text);
  for (const AgendaItem& one : course.items)
    if (one.presenter) seats.insert(one.presenter->text);
  return seats;
}

}  // namespace

Seats seats_then(Reader& db, const Course& course) {
  Seats place = decisions::seats_of(db, course.meeting.place);
  if (!course.closing) return place;
  for (const std::string& seat : seats_named(course)) {
    if (place.seat({seat})) continue;
    db.each(
        "select seats.id, person_id, seats.party_id, union_id, place_id, role, starts_on, ends_on, people.name,"
        " parties.name, mark from seats join people on people.id = person_id join parties on parties.id ="
        " seats.party_id where seats.id = $1",
        {seat}, [&](const kit::Row& row) {
          SeatHere one{.seat = kit::read_record<Seat>(row)};
          one.person = row.text(8), one.party_name = row.text(9);
          read_column(row, 10, one.mark);
          place.seats.push_back(std::move(one));
        });
  }
  return place;
}

std::vector<Attending> attending(const Course& course, const Seats& place) {
  std::vector<Attending> there;
  for (auto* one : one_seat_each(place)) {
    const Attendance* noted = course.attendance_of(one->seat.id);
    if (!noted || (noted->presence != Presence::came && !noted->represented_by)) continue;
    bool in_person = noted->presence == Presence::came;
    there.push_back({.party = one->seat.party.text,
                     .name = one->person,
                     .chair = one->seat.role == place.chair,
                     .represents_union = in_person && speaks_for_union(place, one->seat.person),
                     .represented_by = in_person ? "" : name_of_seat(place, *noted->represented_by)});
  }
  return there;
}

Quorum quorum_now(Reader& db, const Course& course, const Seats& place) {
  std::vector<std::pair<std::string, std::string>> chairing;
  for (const Id<Party>& party : place.chairing_parties()) chairing.emplace_back(party.text, db.find(party).name);
  auto rule = quorum_in_force(db, place.place);
  return judge_quorum(rule ? static_cast<const QuorumRule&>(*rule) : QuorumRule{}, chairing, attending(course, place));
}

const Seat* seat_in(const Actor& actor, const Seats& place) {
  if (auto* chair = seat_to_chair(actor, place)) return chair;
  return seat_in_place(actor, place.place);
}
const Seat* seat_to_run(const Actor& actor, const Seats& place) {
  if (auto* chair = seat_to_chair(actor, place)) return chair;
  for (Role role : {Role::sponsor, Role::representative})
    if (auto* seat = actor.seat(place.place, role)) return seat;
  return nullptr;
}

const Seat* seat_in_place(const Actor& actor, const std::string& place) {
  auto found = std::ranges::find(actor.seats, place, &Seat::place);
  return found == actor.seats.end() ? nullptr : &*found;
}

Opened open_and_closed(Reader& db, const Id<Meeting>& id) {
  return {of<MeetingOpening>(db, id).has_value(), of<MeetingClosing>(db, id).has_value()};
}

void require_changeable(const Course& course) {
  require(course.state != State::cancelled, "meetings.refusal.cancelled");
  require(course.state == State::planned, "meetings.refusal.begun");
}

}  // namespace meetings
