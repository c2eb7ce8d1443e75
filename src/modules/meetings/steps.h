#pragma once
#include "modules/meetings/meetings.h"

// What the commands of this module share with each other.
namespace meetings {

struct ActionClock {
  static std::string of(ActionKind kind) { return "meetings." + std::string(kit::to_value(kind)); }
};

// The meeting, alone until this transaction ends.
Course locked_course(Tx& tx, const Id<Meeting>& id);
AgendaItem find_item(Reader& db, const Id<AgendaItem>& id);
void require_changeable(const Course& course);  // planned, and not begun
// A meeting that has not begun, for a chair, from whose seat the act is.
struct Planned {
  Course course;
  Seats place;
};
Planned to_replan(Tx& tx, const Id<Meeting>& id);

// A seat of this person in the place, without reading the place.
const Seat* seat_in_place(const Actor& actor, const std::string& place);
struct Opened {
  bool opened = false, closed = false;
};
Opened open_and_closed(Reader& db, const Id<Meeting>& id);
std::string url_of_minutes(const Id<AgendaItem>& item);  // where two texts are joined

// Each person once, from the seat that comes first: a chair's before a member's.
std::vector<const SeatHere*> one_seat_each(const Seats& place);
// The place of a meeting; of a closed one with those who have left since, for the record knows who came.
Seats seats_then(Reader& db, const Course& course);
std::vector<Attending> attending(const Course& course, const Seats& place);
std::string name_of_seat(const Seats& place, const Id<Seat>& seat);

// The chairs of the next meeting of a place are asked to build its agenda, and nobody any more for an earlier one.
void ask_for_agenda(Tx& tx, const Seats& place);
// Keeps the next times of a series planned.
void plan_ahead(Tx& tx, MeetingSeries series, const Seats& place);

// Tells everybody with a seat in the place, once each, with an entry for their calendar where somebody can invite.
enum class Invitation { come, moved, cancelled };
void invite(Tx& tx, const Seats& place, const Meeting& meeting, Invitation invitation);
void invite_to_series(Tx& tx, const Seats& place, const MeetingSeries& series, const Meeting& first);

}  // namespace meetings
