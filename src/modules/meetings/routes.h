#pragma once
#include "modules/meetings/pages.h"
#include "modules/meetings/steps.h"

// What the routes of this module share: reading a request, and the three lists of routes.
namespace meetings {

inline Id<Meeting> id_of(const Request& request) { return request.id<Meeting>(); }
inline int number_in(const Request& request, std::string_view name, int otherwise) {
  int number = otherwise;
  return kit::parse_text(request.text(name), number) ? number : otherwise;
}
inline void allow_chair(Tx& tx, const std::string& place) {
  allow(seat_to_chair(tx.actor(), decisions::seats_of(tx, place)) != nullptr);
}
inline void allow_chair_of(Tx& tx, const Id<Meeting>& id) { allow_chair(tx, find_meeting(tx, id).place); }

void write_meeting(kit::JsonWriter& json, const MeetingShown& shown);
const ItemShown& item_of(const MeetingShown& shown, const Id<AgendaItem>& id);  // or 404

void place_routes(Router& router);  // meetings of a place and of a person, planning, huddles, quorum, calendars
void room_routes(Router& router);   // while a meeting is under way

}  // namespace meetings
