#include "kit/text/utf8.h"
#include "modules/meetings/steps.h"

// What somebody does by a date, and what was parked because it had no room: both with an owner and a clock.
namespace meetings {
namespace {

struct Registered {
  OpenProblem open;
  std::string url;
};
Registered& problem_solving() {
  static Registered registered;
  return registered;
}

// As much of it as a title takes, in whole characters.
std::string beginning_of(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size() && count < most; ++count)
    end += std::max<std::size_t>(kit::utf8_length(text.substr(end)), 1);
  return std::string(text.substr(0, end));
}

void check(Tx& tx, const MeetingAction& asked, const Seats& place) {
  std::vector<FieldError> faults;
  if (asked.what.empty()) faults.push_back({"what", "partnership.field.required", {}});
  if (kit::characters(asked.what) > 500) faults.push_back({"what", "partnership.field.too_long", "500"});
  if (!place.seat(asked.seat)) faults.push_back({"seat_id", "partnership.field.choose", {}});
  if (asked.due_on < tx.today()) faults.push_back({"due_on", "meetings.refusal.past", {}});
  refuse_invalid(std::move(faults));
}

void start(Tx& tx, const MeetingAction& action, const Meeting& meeting, const Seat& owner) {
  start_clock(tx,
              {.kind = ActionClock::of(action.kind),
               .subject = action.id.text,
               .place = owner.place,
               .role = owner.role,
               .party = owner.party,
               .unit = meeting.unit,
               .rule = "meeting",
               .started_on = tx.today(),
               .due_on = action.due_on},
              action.what, url_of(meeting.id) + "#" + std::string(kit::to_value(action.kind)));
}

// Whose it is, or a chair.
const Seat* seat_to_end(const Actor& actor, const MeetingAction& action, const Seats& place) {
  for (const Seat& seat : actor.seats)
    if (seat.id == action.seat) return &seat;
  return seat_to_chair(actor, place);
}

struct Mine {
  MeetingAction action;
  Seats place;
};
Mine open_action(Tx& tx, const Id<MeetingAction>& id) {
  tx.lock(id.text);
  MeetingAction action = tx.find(id);
  Seats place = decisions::seats_of(tx, find_meeting(tx, action.meeting).place);
  const Seat* seat = seat_to_end(tx.actor(), action, place);
  allow(seat != nullptr);
  require(!tx.maybe<MeetingActionEnding>("where action_id = $1", {id}), "meetings.refusal.action_ended");
  tx.act_from(*seat);
  return {std::move(action), std::move(place)};
}

void record_ending(Tx& tx, const MeetingAction& action, ActionOutcome outcome, const std::string& words,
                   const std::optional<std::string>& led_to) {
  tx.record(MeetingActionEnding{action.id, action.meeting, outcome, words, led_to, tx.today()});
  bool dropped = outcome == ActionOutcome::dropped;
  stop_clocks(tx, ActionClock::of(action.kind), action.id.text, dropped ? ClockOutcome::void_ : ClockOutcome::met);
}

}  // namespace

MeetingAction set_action(Tx& tx, MeetingAction asked) {
  Course course = locked_course(tx, asked.meeting);
  Seats place = decisions::seats_of(tx, course.meeting.place);
  const Seat* seat = seat_in(tx.actor(), place);
  allow(seat != nullptr);
  require(course.opening.has_value(), "meetings.refusal.not_begun");
  require(!course.closing, "meetings.refusal.closed");
  check(tx, asked, place);

  tx.act_from(*seat);
  asked.id = kit::fresh<MeetingAction>();
  asked.set_on = tx.today();
  tx.record(asked);
  start(tx, asked, course.meeting, place.seat(asked.seat)->seat);
  withdraw_assent(tx, asked.meeting.text, "minutes");
  return asked;
}

void end_action(Tx& tx, const Id<MeetingAction>& id, ActionOutcome outcome, const std::string& words) {
  auto [action, place] = open_action(tx, id);
  if (outcome == ActionOutcome::dropped && words.empty()) refuse_invalid({{"words", "partnership.field.say_why"}});
  if (kit::characters(words) > 1000) refuse_invalid({{"words", "partnership.field.too_long", "1000"}});
  if (outcome != ActionOutcome::done && outcome != ActionOutcome::dropped)
    refuse_invalid({{"outcome", "partnership.field.choose"}});
  record_ending(tx, action, outcome, words, {});
}

AgendaItem put_on_next_agenda(Tx& tx, const Id<MeetingAction>& id) {
  auto [action, place] = open_action(tx, id);
  allow(seat_to_chair(tx.actor(), place) != nullptr);
  require(action.kind == ActionKind::parked, "meetings.refusal.not_parked");
  auto coming = coming_meetings(tx, place.place, 10);
  std::erase_if(coming, [](const MeetingLine& line) { return line.state != State::planned; });
  require(!coming.empty(), "meetings.refusal.no_next");
  AgendaItem item = add_item(
      tx, {.meeting = coming.front().meeting.id, .title = beginning_of(action.what, 160), .background = action.what});
  record_ending(tx, action, ActionOutcome::agenda, {}, item.id.text);
  return item;
}

// ── problem solving ──────────────────────────────────────────────────────────

void use_problem_solving(OpenProblem open, std::string url) { problem_solving() = {std::move(open), std::move(url)}; }
bool has_problem_solving() { return static_cast<bool>(problem_solving().open); }
std::string url_of_problem(const std::string& id) { return problem_solving().url + id; }

std::string take_to_solving(Tx& tx, const Id<MeetingAction>& id) {
  auto [action, place] = open_action(tx, id);
  require(has_problem_solving(), "meetings.refusal.no_solving");
  require(action.kind == ActionKind::parked, "meetings.refusal.not_parked");
  std::string issue = problem_solving().open(
      tx, {.place = place.place, .title = beginning_of(action.what, 159), .matter = action.what, .origin = id.text});
  record_ending(tx, action, ActionOutcome::solving, {}, issue);
  return issue;
}

}  // namespace meetings
