#pragma once
#include "modules/changes/changes.h"
#include "partnership/notifications.h"

// What the other files of this module share, and what its templates show, read before they begin.
namespace changes {

std::string url_of(const Id<Change>& id, std::string_view end = "");
State state_of(const Change& change, bool withdrawn, bool began, Date today);
// Of a party that was asked and has not read it.
const Seat* seat_to_read(Reader& db, const Course& course);
// Who is asked for a party: whoever sits nearest to the unit, upward.
std::optional<SeatAt> desk_of(Reader& db, const Id<Unit>& unit, const Id<Party>& party);

struct Line {  // of the register
  Change change;
  std::string unit, party;
  Mark mark = Mark::circle;
  Notice notice;
  State state = State::coming;
};
struct Looking {
  Id<Unit> unit;
  std::string kind, after;
};
// Latest beginning first.
std::vector<Line> lines_in(Reader& db, const Looking& looking, int most);

// Those still to come that concern a unit: told there or above it. The next first.
std::vector<Change> coming_to(Reader& db, const Id<Unit>& unit, int most);

struct RegisterShown {
  Unit unit;
  Looking looking;
  std::vector<Line> lines;
  std::vector<ChangeKind> kinds;
  std::string next;
  bool may_tell = false;
};
struct ChangeForm {
  Unit unit;
  std::vector<ChangeKind> kinds;
  std::vector<Choice> parties;  // other parties, whose change began untold
  Party own;
  bool told = true;
};
struct ReadingShown {
  Party party;
  std::optional<ChangeReading> reading;
  std::string person;
};
struct ChangeShown {
  Course course;
  Unit unit;
  Party party, by;
  std::string kind, teller;
  Notice notice;
  std::vector<ReadingShown> readings;
  std::vector<std::pair<decisions::Decision, std::string>> decisions;  // with the place's name
  std::vector<Choice> places;                                          // where the reader can put the question
  std::optional<Party> reads_for;
  bool may_begin = false, may_withdraw = false;
  std::string beginning_by;
};
// Of the reader's own places those that lie at the unit or above it: where they may put the question.
std::vector<Choice> places_to_ask(Reader& db, const Change& change);
ChangeShown shown_of(Reader& db, const View& view, const Id<Change>& id);

std::string notice_sentence(const View& view, const Change& change, const Notice& notice);
std::string state_sentence(const View& view, const ChangeShown& shown);
std::string_view icon_of(State state);
std::string word_of(const View& view, State state);
std::vector<Choice> kind_choices(const View& view, const std::vector<ChangeKind>& kinds);
kit::Html coming_picture(const View& view, const std::vector<Line>& lines);  // empty when nothing comes
std::string coming_sentence(const View& view, const std::vector<Line>& lines);
Place place_of(Reader& db, const View& view, const Unit& unit, std::string title);

}  // namespace changes
