#include "modules/meetings/meetings.h"

namespace meetings {

const Table& MeetingSeries::table() {
  using T = MeetingSeries;
  static const Table table(
      "meeting_series",
      {field<&T::id>("id", {.key = true, .place = true}), field<&T::place>("place_id", {.place = true}),
       field<&T::unit>("unit_id"), field<&T::title>("title", {.required = true, .longest = 160}),
       field<&T::location>("location"), field<&T::zone>("zone"), field<&T::begins_on>("begins_on"),
       field<&T::begins_at>("begins_at"), field<&T::length>("length", {.least = 5, .most = 600}),
       field<&T::rule>("rule"), field<&T::sequence>("sequence"), field<&T::planned_on>("planned_on"),
       field<&T::ended_on>("ended_on")},
      {.kind = "meetings.series"});
  return table;
}
const Table& Meeting::table() {
  using T = Meeting;
  static const Table table(
      "meetings",
      {field<&T::id>("id", {.key = true, .place = true}), field<&T::place>("place_id", {.place = true}),
       field<&T::unit>("unit_id"), field<&T::series>("series_id"), field<&T::occurs_on>("occurs_on"),
       field<&T::occurs_at>("occurs_at"), field<&T::title>("title", {.required = true, .longest = 160}),
       field<&T::location>("location"), field<&T::zone>("zone", {.required = true}),
       field<&T::meets_on>("meets_on", {.required = true}), field<&T::meets_at>("meets_at", {.required = true}),
       field<&T::length>("length", {.required = true, .least = 5, .most = 600}), field<&T::sequence>("sequence"),
       field<&T::planned_on>("planned_on")},
      {.kind = "meetings.meeting"});
  return table;
}
const Table& MeetingCancellation::table() {
  static const Table table("meeting_cancellations",
                           {field<&MeetingCancellation::meeting>("meeting_id", {.key = true, .place = true}),
                            field<&MeetingCancellation::reason>("reason", {.required = true, .longest = 1000}),
                            field<&MeetingCancellation::cancelled_on>("cancelled_on")},
                           {.kind = "meetings.cancellation", .fact = true});
  return table;
}
const Table& MeetingOpening::table() {
  static const Table table("meeting_openings",
                           {field<&MeetingOpening::meeting>("meeting_id", {.key = true, .place = true}),
                            field<&MeetingOpening::opened_at>("opened_at")},
                           {.kind = "meetings.opening", .fact = true});
  return table;
}
const Table& MeetingEnding::table() {
  static const Table table("meeting_endings",
                           {field<&MeetingEnding::meeting>("meeting_id", {.key = true, .place = true}),
                            field<&MeetingEnding::ended_at>("ended_at")},
                           {.kind = "meetings.ending", .fact = true});
  return table;
}
const Table& MeetingClosing::table() {
  static const Table table("meeting_closings",
                           {field<&MeetingClosing::meeting>("meeting_id", {.key = true, .place = true}),
                            field<&MeetingClosing::closed_on>("closed_on")},
                           {.kind = "meetings.closing", .fact = true});
  return table;
}

const Table& AgendaItem::table() {
  using T = AgendaItem;
  static const Table table(
      "agenda_items",
      {field<&T::id>("id", {.key = true}), field<&T::meeting>("meeting_id", {.place = true}),
       field<&T::number>("number"), field<&T::title>("title", {.required = true, .longest = 160}),
       field<&T::background>("background", {.longest = 4000}), field<&T::purpose>("purpose", {.required = true}),
       field<&T::length>("length", {.required = true, .least = 1, .most = 240}), field<&T::presenter>("seat_id")},
      {.kind = "meetings.item"});
  return table;
}
const Table& ItemStart::table() {
  static const Table table(
      "item_starts",
      {field<&ItemStart::item>("item_id", {.key = true}), field<&ItemStart::meeting>("meeting_id", {.place = true}),
       field<&ItemStart::started_at>("started_at")},
      {.kind = "meetings.item_start", .fact = true});
  return table;
}
const Table& ItemMinutes::table() {
  using T = ItemMinutes;
  static const Table table("item_minutes",
                           {field<&T::item>("item_id", {.key = true}), field<&T::version>("version", {.key = true}),
                            field<&T::meeting>("meeting_id", {.place = true}), field<&T::seat>("seat_id"),
                            field<&T::body>("body", {.longest = 8000}), field<&T::written_at>("written_at")},
                           {.kind = "meetings.minutes", .fact = true});
  return table;
}
const Table& ItemDecision::table() {
  static const Table table("item_decisions",
                           {field<&ItemDecision::item>("item_id", {.key = true}),
                            field<&ItemDecision::meeting>("meeting_id", {.place = true}),
                            field<&ItemDecision::decision>("decision_id", {.place = true})},
                           {.kind = "meetings.item_decision", .fact = true});
  return table;
}

const Table& Attendance::table() {
  static const Table table(
      "attendances",
      {field<&Attendance::meeting>("meeting_id", {.key = true, .place = true}),
       field<&Attendance::seat>("seat_id", {.key = true}), field<&Attendance::presence>("presence", {.required = true}),
       field<&Attendance::represented_by>("represented_by")},
      {.kind = "meetings.attendance"});
  return table;
}

const Table& MeetingAction::table() {
  using T = MeetingAction;
  static const Table table(
      "meeting_actions",
      {field<&T::id>("id", {.key = true, .place = true}), field<&T::meeting>("meeting_id", {.place = true}),
       field<&T::kind>("kind", {.required = true}), field<&T::what>("what", {.required = true, .longest = 500}),
       field<&T::seat>("seat_id", {.required = true}), field<&T::due_on>("due_on", {.required = true}),
       field<&T::set_on>("set_on")},
      {.kind = "meetings.action", .fact = true});
  return table;
}
const Table& MeetingActionEnding::table() {
  using T = MeetingActionEnding;
  static const Table table(
      "meeting_action_endings",
      {field<&T::action>("action_id", {.key = true, .place = true}), field<&T::meeting>("meeting_id", {.place = true}),
       field<&T::outcome>("outcome"), field<&T::words>("words", {.longest = 1000}), field<&T::led_to>("led_to_id"),
       field<&T::ended_on>("ended_on")},
      {.kind = "meetings.action_ending", .fact = true});
  return table;
}

const Table& MeetingReading::table() {
  static const Table table("meeting_readings",
                           {field<&MeetingReading::meeting>("meeting_id", {.key = true, .place = true}),
                            field<&MeetingReading::person>("person_id", {.key = true}),
                            field<&MeetingReading::seat>("seat_id"), field<&MeetingReading::read_on>("read_on")},
                           {.kind = "meetings.reading", .fact = true});
  return table;
}

const Table& AgreedQuorum::table() {
  using T = AgreedQuorum;
  static const Table table("quorum_rules",
                           {field<&T::id>("id", {.key = true, .place = true}),
                            field<&T::place>("place_id", {.place = true}), field<&T::version>("version"),
                            field<&T::chairs>("chairs"), field<&T::union_representative>("union_representative"),
                            field<&T::each_party>("each_party", {.required = true, .least = 0, .most = 100}),
                            field<&T::people>("people", {.required = true, .least = 0, .most = 1000}),
                            field<&T::proposed_on>("proposed_on")},
                           {.kind = "meetings.quorum", .fact = true});
  return table;
}
const Table& QuorumStart::table() {
  static const Table table(
      "quorum_rule_starts",
      {field<&QuorumStart::rule>("rule_id", {.key = true, .place = true}),
       field<&QuorumStart::place>("place_id", {.place = true}), field<&QuorumStart::started_on>("started_on")},
      {.kind = "meetings.quorum_start", .fact = true});
  return table;
}

const Table& Huddle::table() {
  using T = Huddle;
  static const Table table("huddles",
                           {field<&T::id>("id", {.key = true}), field<&T::place>("place_id", {.place = true}),
                            field<&T::held_on>("held_on", {.required = true}),
                            field<&T::length>("length", {.required = true, .least = 1, .most = 30}),
                            field<&T::present>("present", {.required = true, .least = 1, .most = 1000}),
                            field<&T::came_up>("came_up", {.required = true, .longest = 1000}),
                            field<&T::next_step>("next_step", {.longest = 1000})},
                           {.kind = "meetings.huddle", .fact = true});
  return table;
}

}  // namespace meetings
