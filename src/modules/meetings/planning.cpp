#include <algorithm>

#include "kit/text/utf8.h"
#include "modules/meetings/calendar.h"
#include "modules/meetings/steps.h"
#include "modules/meetings/times.h"
#include "partnership/notifications.h"

// When a place meets: single meetings and series, moved, cancelled, ended; huddles; the place's own quorum.
namespace meetings {
namespace {

constexpr std::int64_t planned_ahead = 4;  // so that the dates of the next three are always set
constexpr std::string_view still_ahead =   // $1 is today
    " and meets_on >= $1 and meetings.id not in (select meeting_id from meeting_cancellations)"
    " and meetings.id not in (select meeting_id from meeting_endings)";

void check_text(std::vector<FieldError>& faults, const std::string& field, const std::string& text, std::size_t longest,
                bool required = true) {
  if (required && text.empty()) faults.push_back({field, "partnership.field.required", {}});
  if (kit::characters(text) > longest) faults.push_back({field, "partnership.field.too_long", std::to_string(longest)});
}

void check_when(std::vector<FieldError>& faults, Date today, Date on, const std::string& at) {
  if (on < today) faults.push_back({"meets_on", "meetings.refusal.past", {}});
  if (kit::days_between(today, on) > 400) faults.push_back({"meets_on", "meetings.refusal.too_far", {}});
  if (!wall_time(on, at)) faults.push_back({"meets_at", "meetings.refusal.no_time", {}});
}

std::string checked_rule(const NewMeeting& asked, std::vector<FieldError>& faults) {
  if (asked.rule.empty() || !kit::is_zone(asked.zone)) return {};
  try {
    return kit::checked_rule(asked.rule, kit::Zone(asked.zone));
  } catch (const std::invalid_argument&) {
    faults.push_back({"repeats", "meetings.refusal.no_rule", {}});
    return {};
  }
}

NewMeeting checked(const NewMeeting& asked, Date today) {
  NewMeeting checked = asked;
  std::vector<FieldError> faults;
  check_text(faults, "title", asked.title, 160);
  check_text(faults, "location", asked.location, 200, false);
  check_when(faults, today, asked.meets_on, asked.meets_at);
  if (asked.length < 5 || asked.length > 600) faults.push_back({"length", "meetings.refusal.length", {}});
  if (!kit::is_zone(asked.zone)) faults.push_back({"zone", "notifications.field.no_zone", {}});
  checked.rule = checked_rule(asked, faults);
  refuse_invalid(std::move(faults));
  checked.meets_at = clock_of(*wall_time(asked.meets_on, asked.meets_at));
  return checked;
}

Meeting insert_meeting(Tx& tx, Meeting meeting) {
  meeting.id = kit::fresh<Meeting>();
  meeting.planned_on = tx.today();
  tx.insert(meeting);
  return meeting;
}

Meeting occurrence(Tx& tx, const MeetingSeries& series, const kit::WallTime& time) {
  return insert_meeting(tx, {.place = series.place,
                             .unit = series.unit,
                             .series = series.id,
                             .occurs_on = time.day,
                             .occurs_at = clock_of(time),
                             .title = series.title,
                             .location = series.location,
                             .zone = series.zone,
                             .meets_on = time.day,
                             .meets_at = clock_of(time),
                             .length = series.length});
}

MeetingSeries begin_series(Tx& tx, const NewMeeting& asked, const Seats& place) {
  MeetingSeries series{.id = kit::fresh<MeetingSeries>(),
                       .place = place.place,
                       .unit = place.unit,
                       .title = asked.title,
                       .location = asked.location,
                       .zone = asked.zone,
                       .begins_on = asked.meets_on,
                       .begins_at = asked.meets_at,
                       .length = asked.length,
                       .rule = asked.rule,
                       .planned_on = tx.today(),
                       .ended_on = {}};
  tx.insert(series);
  return series;
}

void cancel(Tx& tx, const Meeting& meeting, const std::string& reason) {
  withdraw_assent(tx, meeting.id.text, "agenda");
  forget_notices(tx, meeting.id.text);
  tx.record(MeetingCancellation{meeting.id, reason, tx.today()});
}

void check_reason(const std::string& reason) {
  if (reason.empty()) refuse_invalid({{"reason", "partnership.field.say_why"}});
  if (kit::characters(reason) > 1000) refuse_invalid({{"reason", "partnership.field.too_long", "1000"}});
}

}  // namespace

Planned to_replan(Tx& tx, const Id<Meeting>& id) {
  Course course = locked_course(tx, id);
  Seats place = decisions::seats_of(tx, course.meeting.place);
  const Seat* seat = seat_to_chair(tx.actor(), place);
  allow(seat != nullptr);
  require_changeable(course);
  tx.act_from(*seat);
  return {std::move(course), std::move(place)};
}

void plan_ahead(Tx& tx, MeetingSeries series, const Seats& place) {
  if (series.ended_on) return;
  auto ahead = tx.value<std::int64_t>("select count(*) from meetings where series_id = $2" + std::string(still_ahead),
                                      {tx.today(), series.id});
  auto last = tx.maybe_value<Date>(
      "select occurs_on from meetings where series_id = $1 order by occurs_on desc limit 1", {series.id});
  if (ahead >= planned_ahead) return;
  Date from = std::max(last.value_or(kit::add_days(series.begins_on, -1)), kit::add_days(tx.today(), -1));
  auto times = times_after(series, from, static_cast<std::size_t>(planned_ahead - ahead));
  if (times.empty()) {  // its rule has no more
    series.ended_on = last.value_or(tx.today());
    tx.update(series);
    return;
  }
  for (const kit::WallTime& time : times) occurrence(tx, series, time);
  ask_for_agenda(tx, place);
}

int plan_series(Tx& tx) {
  auto short_of = tx.all<MeetingSeries>(
      "where ended_on is null and (select count(*) from meetings where series_id = meeting_series.id" +
          std::string(still_ahead) + ") < $2 order by id limit 100",
      {tx.today(), planned_ahead});
  for (const MeetingSeries& series : short_of) plan_ahead(tx, series, decisions::seats_of(tx, series.place));
  return static_cast<int>(short_of.size());
}

Meeting plan_meeting(Tx& tx, const NewMeeting& asked) {
  Seats place = decisions::seats_of(tx, asked.place);
  const Seat* seat = seat_to_chair(tx.actor(), place);
  allow(seat != nullptr);
  NewMeeting wanted = checked(asked, tx.today());

  tx.act_from(*seat);
  Meeting meeting;
  if (wanted.rule.empty()) {
    meeting = insert_meeting(tx, {.place = place.place,
                                  .unit = place.unit,
                                  .title = wanted.title,
                                  .location = wanted.location,
                                  .zone = wanted.zone,
                                  .meets_on = wanted.meets_on,
                                  .meets_at = wanted.meets_at,
                                  .length = wanted.length});
    invite(tx, place, meeting, Invitation::come);
  } else {
    MeetingSeries series = begin_series(tx, wanted, place);
    plan_ahead(tx, series, place);
    meeting = tx.one<Meeting>("where series_id = $1 order by occurs_on limit 1", {series.id});
    invite_to_series(tx, place, series, meeting);
  }
  ask_for_agenda(tx, place);
  return meeting;
}

void move_meeting(Tx& tx, const Id<Meeting>& id, Date on, const std::string& at, const std::string& location) {
  auto [course, place] = to_replan(tx, id);
  std::vector<FieldError> faults;
  check_when(faults, tx.today(), on, at);
  check_text(faults, "location", location, 200, false);
  refuse_invalid(std::move(faults));

  Meeting meeting = course.meeting;
  meeting.meets_on = on, meeting.meets_at = clock_of(*wall_time(on, at)), meeting.location = location;
  ++meeting.sequence;
  tx.update(meeting);
  forget_notices(tx, id.text);
  invite(tx, place, meeting, Invitation::moved);
  ask_for_agenda(tx, place);
}

void cancel_meeting(Tx& tx, const Id<Meeting>& id, const std::string& reason) {
  auto [course, place] = to_replan(tx, id);
  check_reason(reason);
  Meeting meeting = course.meeting;
  ++meeting.sequence;
  tx.update(meeting);
  cancel(tx, meeting, reason);
  invite(tx, place, meeting, Invitation::cancelled);
  if (meeting.series) plan_ahead(tx, tx.find(*meeting.series), place);
  ask_for_agenda(tx, place);
}

void end_series(Tx& tx, const Id<MeetingSeries>& id, const std::string& reason) {
  tx.lock(id.text);
  MeetingSeries series = tx.find(id);
  Seats place = decisions::seats_of(tx, series.place);
  const Seat* seat = seat_to_chair(tx.actor(), place);
  allow(seat != nullptr);
  require(!series.ended_on, "meetings.refusal.series_ended");
  check_reason(reason);

  tx.act_from(*seat);
  auto left = tx.all<Meeting>(
      "where series_id = $1 and id not in (select meeting_id from meeting_openings)"
      " and id not in (select meeting_id from meeting_cancellations) order by meets_on",
      {id});
  for (const Meeting& meeting : left) cancel(tx, meeting, reason);
  series.ended_on = tx.today();
  ++series.sequence;
  tx.update(series);
  if (!left.empty()) invite_to_series(tx, place, series, left.front());
  ask_for_agenda(tx, place);
}

void ask_for_agenda(Tx& tx, const Seats& place) {
  std::string subject = "agenda:" + place.place;
  no_longer_needed(tx, subject);
  auto next = next_meeting(tx, place.place);
  if (!next || next->state != State::planned) return;
  if (latest_assent(tx, next->meeting.id.text, "agenda")) return;
  for (const Id<Party>& party : place.chairing_parties())
    need(tx, {.place = place.place,
              .role = place.chair,
              .party = party,
              .kind = "meetings.build",
              .about = named_with_day(next->meeting),
              .url = url_of(next->meeting.id),
              .subject = subject,
              .due_on = next->meeting.meets_on});
}

// ── huddles ──────────────────────────────────────────────────────────────────

Huddle record_huddle(Tx& tx, Huddle huddle) {
  Seats place = decisions::seats_of(tx, huddle.place);
  const Seat* seat = seat_in(tx.actor(), place);
  allow(seat != nullptr);
  if (huddle.held_on > tx.today()) refuse_invalid({{"held_on", "partnership.field.in_the_future"}});
  tx.act_from(*seat);
  huddle.id = kit::fresh<Huddle>();
  tx.record(huddle);
  return huddle;
}

// ── the place's own quorum ───────────────────────────────────────────────────

namespace {
std::string quorum_text(const AgreedQuorum& rule) {
  auto word = [](bool yes) { return yes ? "yes" : "no"; };
  return std::string("chairs: ") + word(rule.chairs) + "\nunion representative: " + word(rule.union_representative) +
         "\neach party: " + std::to_string(rule.each_party) + "\npeople: " + std::to_string(rule.people) + "\n";
}
}  // namespace

AgreedQuorum propose_quorum(Tx& tx, AgreedQuorum asked) {
  tx.lock(asked.place);
  Seats place = decisions::seats_of(tx, asked.place);
  const Seat* seat = seat_to_chair(tx.actor(), place);
  allow(seat != nullptr);
  tx.act_from(*seat);
  auto latest = latest_quorum(tx, asked.place);
  if (latest) withdraw_assent(tx, latest->id.text);
  asked.id = kit::fresh<AgreedQuorum>();
  asked.version = latest ? latest->version + 1 : 1;
  asked.proposed_on = tx.today();
  tx.record(asked);
  Assent assent = ask_assent(tx, {.kind = "meetings.quorum",
                                  .subject = asked.id.text,
                                  .part = "",
                                  .place = place.place,
                                  .role = place.chair,
                                  .parties = place.chairing_parties(),
                                  .text = quorum_text(asked),
                                  .about = place.name,
                                  .url = place.url + "/quorum"});
  answer_assent(tx, assent.id, Answer::signed_, "");
  return asked;
}

void quorum_agreed(Tx& tx, const Assent& assent) { tx.record(QuorumStart{{assent.subject}, assent.place, tx.today()}); }

}  // namespace meetings
