#pragma once
#include "modules/meetings/rating.h"

// What the templates of this module show, read before they begin.
namespace meetings {

struct PersonShown {  // somebody with a seat in the place
  Id<Seat> seat;
  std::string name, role, party;
  Mark mark = Mark::circle;
  std::optional<Attendance> noted;
  std::string represented_by;
  bool own = false;
};

struct ItemShown {
  AgendaItem item;
  std::string presenter, minutes, writer;
  int version = 0;
  std::optional<Instant> started_at;
  int minutes_gone = 0;  // while the meeting is at it, or until the next
  bool current = false;
  std::optional<Id<decisions::Decision>> decision;
  std::string decision_title;
  decisions::State decision_state = decisions::State::proposed;

  int over() const { return std::max(0, minutes_gone - item.length); }
};

struct ActionShown {
  MeetingAction action;
  std::string owner;
  std::optional<MeetingActionEnding> ending;
  bool may_end = false;
};

struct MeetingShown {
  Course course;
  Seats place;
  Quorum quorum;
  std::vector<PersonShown> people;
  std::vector<ItemShown> items;
  std::vector<ActionShown> actions;
  std::optional<AssentState> agenda, approval;
  bool accepted = false, may_chair = false, may_run = false, takes_part = false, next_planned = false;
  std::vector<Choice> seats;                 // to give something to
  std::vector<decisions::Subject> subjects;  // of decisions
  int planned_minutes = 0;                   // of all items
  std::string live;                          // where changes are heard
  std::string charter;                       // what it says of quorum
  RatingShown rating;

  bool is(State state) const { return course.state == state; }
  const Meeting& meeting() const { return course.meeting; }
  bool writable() const { return takes_part && (is(State::running) || is(State::ended)); }
  int came() const;
  std::vector<const ActionShown*> of_kind(ActionKind kind) const;
};
MeetingShown shown_of(Reader& db, const View& view, const Id<Meeting>& id);

struct PlaceShown {
  Seats place;
  std::optional<teams::Team> team;
  std::optional<MeetingLine> next;
  std::vector<MeetingLine> coming, past;
  std::vector<teams::TeamMeeting> recorded;  // of a team: that it met, whether run here or not
  std::vector<MeetingSeries> series;
  std::vector<Huddle> huddles;
  std::optional<AgreedQuorum> quorum;
  bool may_chair = false, may_record = false, takes_part = false;
  std::string url;
};
PlaceShown place_shown(Reader& db, const std::string& place);

struct ReadOut {
  MeetingShown shown;
  std::vector<std::string> came, away, read;
  std::vector<ShownNote> questions;
  bool has_read = false, was_there = false;
  std::int64_t unread = 0;
};
std::string charter_on_quorum(Reader& db, const Seats& place);  // in its own words
ReadOut read_out_of(Reader& db, const View& view, const Id<Meeting>& id);

Place place_for(const View& view, const Seats& place, std::string title);
Place place_of(const View& view, const MeetingShown& shown, std::string title = {});

std::string state_text(const View& view, State state);
std::string_view icon_of(State state);
std::string purpose_text(const View& view, Purpose purpose);
std::string quorum_sentence(const View& view, const QuorumLine& line);
// What came of an item, in words that cannot be mistaken: talk is not a decision.
std::string outcome_of(const View& view, const ItemShown& item, const MeetingShown& shown);
bool is_talk(const ItemShown& item);  // talked about, and nothing was opened for decision
std::string clock_text(const View& view, const ItemShown& item);
std::string about_items(const View& view, const MeetingLine& line);  // "5 items, 1 to decide"
// A chair, with somebody else of the same party here.
bool could_be_represented(const MeetingShown& shown, const PersonShown& person);
std::string presence_text(const View& view, const PersonShown& person);
std::string action_text(const View& view, const ActionShown& action);
std::string rule_text(const View& view, const MeetingSeries& series);
std::string time_span(const Meeting& meeting);      // "14:00–15:00"
std::string time_in_words(const Meeting& meeting);  // with the zone where it is not the partnership's
std::vector<Choice> purpose_choices(const View& view);
std::vector<Choice> presence_choices(const View& view);
std::vector<Choice> repeats_choices(const View& view);
std::vector<Choice> mark_choices(const View& view);
std::string average(const std::array<int, best_mark>& given);  // "4.2"
std::string partnership_zone_name();
std::vector<Choice> zone_choices();
std::string joined_names(const View& view, const std::vector<std::string>& names);
std::string_view rating_label(std::string_view question);  // the key of its sentence
std::string_view rating_word(const RatingShown& rating);   // why there is nothing to fill in or to see

}  // namespace meetings
