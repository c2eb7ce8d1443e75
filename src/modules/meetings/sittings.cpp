#include <algorithm>

#include "modules/meetings/meetings.h"

// That a body met: on which day, and the hours it took of how many. One query says it, as a meeting closes and when all
// is made anew.
namespace meetings {
namespace {

constexpr std::string_view closed_meetings_of_bodies =
    "select place_id, opened_at, ended_at, (select count(distinct person_id) from attendances join seats on seats.id ="
    " seat_id where attendances.meeting_id = meetings.id and presence = 'came') from meetings"
    " join meeting_openings on meeting_openings.meeting_id = meetings.id"
    " join meeting_endings on meeting_endings.meeting_id = meetings.id"
    " join meeting_closings on meeting_closings.meeting_id = meetings.id ";

Instant instant_in(const kit::Row& row, int column) { return {row.integer(column)}; }

void hand_over(const kit::Row& row, const governance::AddSitting& add) {
  Instant opened = instant_in(row, 1);
  add(row.text(0), day_of(opened), minutes_between(opened, instant_in(row, 2)) * row.integer(3));
}

}  // namespace

// As a meeting is counted that somebody forgot to end: ten hours at most.
int minutes_between(Instant from, Instant to) {
  return static_cast<int>(std::clamp<std::int64_t>((to.micros - from.micros) / 60'000'000, 1, 600));
}

void body_met(Tx& tx, const Id<Meeting>& id) {
  static const std::string sql = std::string(closed_meetings_of_bodies) + "where meetings.id = $1";
  tx.each(sql, {id}, [&](const kit::Row& row) {
    hand_over(row, [&](std::string_view body, Date met_on, std::int64_t minutes) {
      governance::body_met(tx, {std::string(body)}, met_on, minutes);
    });
  });
}

void sittings_of_bodies(kit::Session& db, const governance::AddSitting& add) {
  static const std::string sql = std::string(closed_meetings_of_bodies) + "where place_id like 'body%'";
  db.each(sql, {}, [&](const kit::Row& row) { hand_over(row, add); });
}

}  // namespace meetings
