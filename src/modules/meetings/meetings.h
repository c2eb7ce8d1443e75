#pragma once
#include "kit/ical/recurrence.h"
#include "modules/decisions/decisions.h"
#include "modules/governance/governance.h"
#include "modules/meetings/quorum.h"

// Meetings and huddles of a place: a team, or whatever else has chairs of several parties. The chairs build the agenda
// together and accept it; those who come write the minutes together; what is decided is a decision of its own, opened
// from an item while the place has its quorum, and what is only talked about decides nothing. What has no room is
// parked with an owner and a date. The chairs of every party approve the minutes, and with that the meeting is closed;
// those who were not there read what came of it, and ask back.
namespace meetings {

using namespace partnership;
using decisions::PlaceKind;
using decisions::Seats;

struct MeetingSeries {
  static constexpr auto prefix = "meetingseries";
  Id<MeetingSeries> id;
  std::string place;
  Id<Unit> unit;
  std::string title, location, zone;
  Date begins_on;
  std::string begins_at;  // 14:00
  int length = 60;        // in minutes
  std::string rule;       // RRULE
  int sequence = 0;
  Date planned_on;
  std::optional<Date> ended_on;
  static const Table& table();
};

struct Meeting {
  static constexpr auto prefix = "meeting";
  Id<Meeting> id;
  std::string place;
  Id<Unit> unit;
  std::optional<Id<MeetingSeries>> series;
  std::optional<Date> occurs_on;  // the time of its series that it stands for
  std::optional<std::string> occurs_at;
  std::string title, location, zone;
  Date meets_on;
  std::string meets_at;
  int length = 60;
  int sequence = 0;
  Date planned_on;
  static const Table& table();
};

struct MeetingCancellation {
  Id<Meeting> meeting;
  std::string reason;
  Date cancelled_on;
  static const Table& table();
};
struct MeetingOpening {
  Id<Meeting> meeting;
  Instant opened_at;
  static const Table& table();
};
struct MeetingEnding {
  Id<Meeting> meeting;
  Instant ended_at;
  static const Table& table();
};
struct MeetingClosing {
  Id<Meeting> meeting;
  Date closed_on;
  static const Table& table();
};

// 2.5 An agenda says of each item what it is for, how long it takes and who brings it.
enum class Purpose { inform, discuss, decide, solve };
inline auto names(Purpose) { return std::array{"inform"sv, "discuss"sv, "decide"sv, "solve"sv}; }

struct AgendaItem {
  static constexpr auto prefix = "item";
  Id<AgendaItem> id;
  Id<Meeting> meeting;
  int number = 1;
  std::string title, background;
  Purpose purpose = Purpose::discuss;
  int length = 10;
  std::optional<Id<Seat>> presenter;
  static const Table& table();
};
struct ItemStart {
  Id<AgendaItem> item;
  Id<Meeting> meeting;
  Instant started_at;
  static const Table& table();
};
struct ItemMinutes {
  Id<AgendaItem> item;
  int version = 0;
  Id<Meeting> meeting;
  Id<Seat> seat;
  std::string body;
  Instant written_at;
  static const Table& table();
};
struct ItemDecision {
  Id<AgendaItem> item;
  Id<Meeting> meeting;
  Id<decisions::Decision> decision;
  static const Table& table();
};

struct Attendance {
  Id<Meeting> meeting;
  Id<Seat> seat;
  Presence presence = Presence::came;
  std::optional<Id<Seat>> represented_by;
  static const Table& table();
};

enum class ActionKind { action, parked };
inline auto names(ActionKind) { return std::array{"action"sv, "parked"sv}; }
struct MeetingAction {
  static constexpr auto prefix = "action";
  Id<MeetingAction> id;
  Id<Meeting> meeting;
  ActionKind kind = ActionKind::action;
  std::string what;
  Id<Seat> seat;  // whose it is
  Date due_on, set_on;
  static const Table& table();
};
enum class ActionOutcome { done, dropped, agenda, solving };
inline auto names(ActionOutcome) { return std::array{"done"sv, "dropped"sv, "agenda"sv, "solving"sv}; }
struct MeetingActionEnding {
  Id<MeetingAction> action;
  Id<Meeting> meeting;
  ActionOutcome outcome = ActionOutcome::done;
  std::string words;
  std::optional<std::string> led_to;
  Date ended_on;
  static const Table& table();
};

struct MeetingReading {
  Id<Meeting> meeting;
  Id<Person> person;
  Id<Seat> seat;
  Date read_on;
  static const Table& table();
};

struct AgreedQuorum : QuorumRule {
  static constexpr auto prefix = "quorum";
  Id<AgreedQuorum> id;
  std::string place;
  int version = 1;
  Date proposed_on;
  static const Table& table();
};
struct QuorumStart {
  Id<AgreedQuorum> rule;
  std::string place;
  Date started_on;
  static const Table& table();
};

struct Huddle {
  static constexpr auto prefix = "huddle";
  Id<Huddle> id;
  std::string place;
  Date held_on;
  int length = 15, present = 0;
  std::string came_up, next_step;
  static const Table& table();
};

// ── reading ──────────────────────────────────────────────────────────────────

Meeting find_meeting(Reader& db, const Id<Meeting>& id);

// Where it stands, from its facts.
enum class State { planned, cancelled, running, ended, closed };
inline auto names(State) { return std::array{"planned"sv, "cancelled"sv, "running"sv, "ended"sv, "closed"sv}; }

// Everything recorded of one meeting; what is not there has not happened.
struct Course {
  Meeting meeting;
  std::optional<MeetingCancellation> cancellation;
  std::optional<MeetingOpening> opening;
  std::optional<MeetingEnding> ending;
  std::optional<MeetingClosing> closing;
  std::vector<AgendaItem> items;
  std::vector<ItemStart> starts;     // as they came
  std::vector<ItemMinutes> minutes;  // the newest of each item
  std::vector<ItemDecision> decisions;
  std::vector<Attendance> attendance;
  std::vector<MeetingAction> actions;
  std::vector<MeetingActionEnding> action_endings;
  State state = State::planned;

  const ItemMinutes* minutes_of(const Id<AgendaItem>& item) const;
  const ItemStart* start_of(const Id<AgendaItem>& item) const;
  const AgendaItem* current() const;  // the item the meeting is at
  const ItemDecision* decision_of(const Id<AgendaItem>& item) const;
  const Attendance* attendance_of(const Id<Seat>& seat) const;
  const MeetingActionEnding* ending_of(const Id<MeetingAction>& action) const;
};
Course course_of(Reader& db, const Id<Meeting>& id);

struct MeetingLine {  // of a list
  Meeting meeting;
  State state = State::planned;
  std::string place_name;
  int items = 0, to_decide = 0;
};
// The next of a place: begun and not ended, or planned for today or later.
std::optional<MeetingLine> next_meeting(Reader& db, const std::string& place);
std::vector<MeetingLine> coming_meetings(Reader& db, const std::string& place, int most);
std::vector<MeetingLine> past_meetings(Reader& db, const std::string& place, int most);
// Of all places where this person has a seat.
std::vector<MeetingLine> coming_to(Reader& db, const Id<Person>& person, int most);
std::vector<MeetingSeries> series_of(Reader& db, const std::string& place);
std::vector<Huddle> huddles_of(Reader& db, const std::string& place, int most);

// The quorum rule in force at a place; until its chairs have signed one, that of QuorumRule{}.
std::optional<AgreedQuorum> quorum_in_force(Reader& db, const std::string& place);
std::optional<AgreedQuorum> latest_quorum(Reader& db, const std::string& place);
// What the attendance so far means for deciding.
Quorum quorum_now(Reader& db, const Course& course, const Seats& place);

std::vector<MeetingReading> readings_of(Reader& db, const Id<Meeting>& id);
std::string url_of(const Id<Meeting>& id);

// The agenda as the chairs accept it, the minutes as they approve them: exactly what is signed.
std::string agenda_text(const Course& course);
std::string minutes_text(const Course& course, const Seats& place);
// Both sides accepted the agenda as it now is.
bool is_accepted(const std::optional<AssentState>& asked, const Course& course);

// ── rules asked by commands and pages ────────────────────────────────────────

// Who chairs is decisions::seat_to_chair. Any seat in the place: may write minutes, park, and take part.
const Seat* seat_in(const Actor& actor, const Seats& place);
// Chairs, sponsors and representatives: may run a meeting and say who came.
const Seat* seat_to_run(const Actor& actor, const Seats& place);

// ── planning ─────────────────────────────────────────────────────────────────

struct NewMeeting {
  std::string place, title, location, zone;
  Date meets_on;
  std::string meets_at;
  int length = 60;
  std::string rule = {};  // empty: once
};
// One meeting, or a series with its next times. Everybody with a seat in the place is invited.
Meeting plan_meeting(Tx& tx, const NewMeeting& asked);
void move_meeting(Tx& tx, const Id<Meeting>& id, Date on, const std::string& at, const std::string& location);
void cancel_meeting(Tx& tx, const Id<Meeting>& id, const std::string& reason);
// No more of it after today: what is planned and not begun is cancelled.
void end_series(Tx& tx, const Id<MeetingSeries>& id, const std::string& reason);
// Keeps the next times of every series planned, also where nobody came, and ends those whose rule has no more; for the
// clock that runs beside the server. How many it saw to.
int plan_series(Tx& tx);
Huddle record_huddle(Tx& tx, Huddle huddle);
AgreedQuorum propose_quorum(Tx& tx, AgreedQuorum asked);
void quorum_agreed(Tx& tx, const Assent& assent);  // reaction

// ── the agenda ───────────────────────────────────────────────────────────────

AgendaItem add_item(Tx& tx, AgendaItem asked);
void change_item(Tx& tx, const AgendaItem& asked);
void remove_item(Tx& tx, const Id<AgendaItem>& id);
void move_item(Tx& tx, const Id<AgendaItem>& id, int to);  // to this number
// One chair puts the agenda before the others; with that it is accepted for their own party.
void put_agenda(Tx& tx, const Id<Meeting>& id);

// ── in the room ──────────────────────────────────────────────────────────────

void open_meeting(Tx& tx, const Id<Meeting>& id);
// Of oneself by anybody, of others by who runs the meeting.
Attendance note_attendance(Tx& tx, Attendance asked);
// Reads what calendars answered to invitations, as it came by mail: who cannot come, or can after all; how many.
int take_replies(Tx& tx, std::string_view mail);
void start_item(Tx& tx, const Id<AgendaItem>& id);

// What somebody wrote on an item, against the version they had before them. Where another came first nothing is
// overwritten: the text becomes a draft of its writer, beside the other's.
struct Written {
  ItemMinutes newest;
  bool kept_aside = false;
};
Written write_minutes(Tx& tx, const Id<AgendaItem>& item, int version, const std::string& body);

// 2.6 A decision has a text of its own. Only for an item whose purpose is to decide, and only with quorum.
decisions::Decision decide_from(Tx& tx, const Id<AgendaItem>& item, decisions::Decision asked);

MeetingAction set_action(Tx& tx, MeetingAction asked);
void end_action(Tx& tx, const Id<MeetingAction>& id, ActionOutcome outcome, const std::string& words);
// Puts what was parked on the agenda of the next meeting.
AgendaItem put_on_next_agenda(Tx& tx, const Id<MeetingAction>& id);

// What opens a case of problem solving for a parked matter, and gives its id; registered in app/reactions.
struct Problem {
  std::string place;
  std::string title, matter;  // the matter in as many words as a question takes, and all that was said
  std::string origin;         // the parked matter it came from
};
using OpenProblem = std::function<std::string(Tx&, const Problem&)>;
void use_problem_solving(OpenProblem open, std::string url);
bool has_problem_solving();
std::string url_of_problem(const std::string& id);
std::string take_to_solving(Tx& tx, const Id<MeetingAction>& id);

// ── afterwards ───────────────────────────────────────────────────────────────

int minutes_between(Instant from, Instant to);
// In the life of a body (governance::body_met), as a meeting closes and when it is made anew.
void body_met(Tx& tx, const Id<Meeting>& id);
void sittings_of_bodies(kit::Session& db, const governance::AddSitting& add);

// People leave; a chair asks the others to approve the minutes as they are now.
void end_meeting(Tx& tx, const Id<Meeting>& id);
void ask_approval(Tx& tx, const Id<Meeting>& id);
void minutes_approved(Tx& tx, const Assent& assent);  // reaction: closed, told to those who were not there
MeetingReading acknowledge(Tx& tx, const Id<Meeting>& id);
Note ask_back(Tx& tx, const Id<Meeting>& id, const std::string& question);

std::string url_of_question(Reader& db, const Assent& assent);

// ── the calendar of a person ─────────────────────────────────────────────────

// The secret address of a person's calendar. Whoever knows it reads when and where they meet, and nothing else; a new
// one makes the old worthless.
std::string feed_token(Reader& db, const Id<Person>& person);  // empty: none was made
std::optional<Id<Person>> person_of_feed(Reader& db, std::string_view token);
void renew_feed(Tx& tx);  // for the one who acts

void meetings_routes(Router& router);

// ── fragments for pages of several modules ───────────────────────────────────

// The next meeting of a place, with the one button to open it, and what was held lately.
kit::Html next_card(const View& view, Reader& db, const std::string& place);
// What is coming for the reader.
kit::Html coming_card(const View& view, Reader& db);

// For the living example: half a year of meetings of one team, each act by somebody so many days ago.
std::vector<decisions::ExampleAct> example_acts(const decisions::ExamplePlace& place, Date today);

}  // namespace meetings
