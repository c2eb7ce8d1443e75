#include "modules/meetings/calendar.h"

#include <algorithm>

#include "journal/entry.h"
#include "kit/crypto/crypto.h"
#include "modules/meetings/steps.h"
#include "modules/meetings/times.h"
#include "partnership/notifications.h"

namespace meetings {
namespace {

std::string uid_of(std::string_view id) { return std::string(id) + "@concert"; }

bool is_moved(const Meeting& meeting) {
  return meeting.occurs_on &&
         (meeting.meets_on != *meeting.occurs_on || meeting.meets_at != *meeting.occurs_at || meeting.sequence > 0);
}

kit::WallTime occurrence_of(const Meeting& meeting) { return *wall_time(*meeting.occurs_on, *meeting.occurs_at); }

// The last day of a series that was ended stands in its rule, so that calendars keep what has been.
std::string rule_until(const MeetingSeries& series) {
  if (!series.ended_on) return series.rule;
  std::string rule;
  for (std::size_t at = 0; at < series.rule.size();) {
    auto end = std::min(series.rule.find(';', at), series.rule.size());
    std::string part = series.rule.substr(at, end - at);
    if (!part.starts_with("COUNT=") && !part.starts_with("UNTIL=")) rule += part + ";";
    at = end + 1;
  }
  std::string day = kit::iso(*series.ended_on);
  std::erase(day, '-');
  return rule + "UNTIL=" + day;
}

// One of the chairs who has an address: calendars need somebody who invites.
std::optional<kit::Invited> organizer_of(Reader& db, const Seats& place) {
  for (auto* one : one_seat_each(place)) {
    auto address = one->seat.role == place.chair ? db.find(one->seat.person).email : std::nullopt;
    if (address && !address->empty()) return kit::Invited{one->person, *address};
  }
  return std::nullopt;
}

std::string_view method_of(Invitation invitation) { return invitation == Invitation::cancelled ? "CANCEL" : "REQUEST"; }

// To everybody with a seat, each alone: nobody's address is shown to the others.
void send(Tx& tx, const Seats& place, const Meeting& about, std::string_view kind, Invitation invitation,
          kit::CalendarEvent event) {
  event.organizer = organizer_of(tx, place);
  for (auto* one : one_seat_each(place)) {
    Notice notice{.to = one->seat.person,
                  .kind = "meetings." + std::string(kind),
                  .about = named_with_day(about),
                  .url = url_of(about.id),
                  .subject = about.id.text};
    auto address = tx.find(one->seat.person).email;
    if (event.organizer && address && !address->empty()) {
      event.invited = {{one->person, *address}};
      auto method = invitation == Invitation::cancelled ? kit::CalendarMethod::cancel : kit::CalendarMethod::request;
      notice.calendar_method = method_of(invitation);
      notice.calendar = kit::write_calendar({event}, method);
    }
    notify(tx, notice);
  }
}

}  // namespace

kit::CalendarEvent event_of(const MeetingSeries& series, const std::vector<Meeting>& of_it,
                            const std::vector<Id<Meeting>>& cancelled, Instant now) {
  auto begins = *wall_time(series.begins_on, series.begins_at);
  kit::CalendarEvent event{.uid = uid_of(series.id.text),
                           .sequence = series.sequence,
                           .stamped_at = now,
                           .changed_at = now,
                           .summary = series.title,
                           .location = series.location,
                           .zone = series.zone,
                           .begins = begins,
                           .ends = after(begins, series.length),
                           .rule = rule_until(series)};
  for (const Meeting& meeting : of_it)
    if (std::ranges::find(cancelled, meeting.id) != cancelled.end()) event.except.push_back(occurrence_of(meeting));
  return event;
}

kit::CalendarEvent event_of(const Meeting& meeting, Instant now) {
  auto begins = begin_of(meeting);
  kit::CalendarEvent event{.uid = uid_of(meeting.series ? meeting.series->text : meeting.id.text),
                           .sequence = meeting.sequence,
                           .stamped_at = now,
                           .changed_at = now,
                           .summary = meeting.title,
                           .location = meeting.location,
                           .zone = meeting.zone,
                           .begins = begins,
                           .ends = after(begins, meeting.length)};
  if (meeting.occurs_on) event.instead_of = occurrence_of(meeting);
  return event;
}

void invite(Tx& tx, const Seats& place, const Meeting& meeting, Invitation invitation) {
  static constexpr std::array kinds{"invitation", "moved", "cancelled"};
  kit::CalendarEvent event = event_of(meeting, tx.now());
  if (invitation == Invitation::cancelled) event.standing = kit::EventStanding::cancelled;
  send(tx, place, meeting, kinds[static_cast<std::size_t>(invitation)], invitation, std::move(event));
}

void invite_to_series(Tx& tx, const Seats& place, const MeetingSeries& series, const Meeting& first) {
  send(tx, place, first, series.ended_on ? "series_ended" : "series", Invitation::come,
       event_of(series, {}, {}, tx.now()));
}

// ── the feed ─────────────────────────────────────────────────────────────────

namespace {

constexpr std::string_view in_places_of =
    "place_id in (select place_id from seats where person_id = $1 and starts_on <= $2"
    " and (ends_on is null or ends_on >= $2))";

std::vector<Id<Meeting>> cancelled_among(Reader& db, const Id<MeetingSeries>& series) {
  std::vector<Id<Meeting>> ids;
  db.each("select meeting_id from meeting_cancellations join meetings on meetings.id = meeting_id where series_id = $1",
          {series}, [&](const kit::Row& row) { ids.push_back({std::string(row.text(0))}); });
  return ids;
}

// When something about it was last written, as the journal says.
Instant changed_at(Reader& db, std::string_view id, Date planned_on) {
  auto entry = db.maybe_value<std::string>(
      "select entry from journal_entries where sequence = (select max(sequence) from journal_subjects where"
      " subject_id = $1)",
      {id});
  auto read = entry ? journal::view(*entry) : std::nullopt;
  return read ? Instant{read->time} : start_of_day(planned_on);
}

void add_series(Reader& db, const MeetingSeries& series, std::vector<kit::CalendarEvent>& events) {
  auto of_it = db.all<Meeting>("where series_id = $1 order by occurs_on limit 500", {series.id});
  auto cancelled = cancelled_among(db, series.id);
  Instant changed = changed_at(db, series.id.text, series.planned_on);
  for (const Id<Meeting>& one : cancelled) changed = std::max(changed, changed_at(db, one.text, series.planned_on));
  events.push_back(event_of(series, of_it, cancelled, changed));
  for (const Meeting& meeting : of_it)
    if (is_moved(meeting) && std::ranges::find(cancelled, meeting.id) == cancelled.end())
      events.push_back(event_of(meeting, changed_at(db, meeting.id.text, meeting.planned_on)));
}

}  // namespace

std::vector<kit::CalendarEvent> calendar_of(Reader& db, const Id<Person>& person) {
  constexpr int days_back = 60;
  std::vector<kit::CalendarEvent> events;
  Date since = kit::add_days(db.today(), -days_back);
  auto series = db.all<MeetingSeries>(
      "where " + std::string(in_places_of) + " and (ended_on is null or ended_on >= $3) order by id limit 100",
      {person, db.today(), since});
  for (const MeetingSeries& one : series) add_series(db, one, events);
  auto alone = db.all<Meeting>("where " + std::string(in_places_of) +
                                   " and series_id is null and meets_on >= $3 and id not in"
                                   " (select meeting_id from meeting_cancellations) order by meets_on, id limit 200",
                               {person, db.today(), since});
  for (const Meeting& one : alone) events.push_back(event_of(one, changed_at(db, one.id.text, one.planned_on)));
  return events;
}

namespace {

std::optional<std::int64_t> number_of(Reader& db, const Id<Person>& person) {
  return db.maybe_value<std::int64_t>("select number from calendar_feeds where person_id = $1", {person});
}

}  // namespace

std::string feed_token(Reader& db, const Id<Person>& person) {
  auto number = number_of(db, person);
  if (!number) return {};
  return person.text + "." + mail_seal(db.db(), "calendar " + std::to_string(*number) + " " + person.text);
}

std::optional<Id<Person>> person_of_feed(Reader& db, std::string_view token) {
  auto dot = token.find('.');
  if (dot == std::string_view::npos || token.size() > 100) return std::nullopt;
  Id<Person> person{std::string(token.substr(0, dot))};
  std::string known = feed_token(db, person);
  if (known.empty() || !kit::equal_in_constant_time(token, known)) return std::nullopt;
  return person;
}

void renew_feed(Tx& tx) {
  make_mail_secret(tx);
  tx.run(
      "insert into calendar_feeds (person_id, number) values ($1, 1)"
      " on conflict (person_id) do update set number = calendar_feeds.number + 1",
      {tx.actor().person});
}

}  // namespace meetings
