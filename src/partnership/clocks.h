#pragma once
#include "partnership/needs.h"

// Clocks: a promise with a date. Who owes what, by when, under which rule; it is met, becomes void, is extended by
// consent, or is overdue, and overdue is a matter of record, not of blame.
namespace partnership {

struct Clock {
  static constexpr auto prefix = "clock";
  Id<Clock> id;
  std::string kind;     // the sentence: clocks.<kind>
  std::string subject;  // the team, the project
  std::string place;    // whose seat owes it
  Role role = Role::sponsor;
  Id<Party> party;
  Id<Unit> unit;  // where its lateness is seen from above
  std::string rule;
  Date started_on;
  Date due_on;
  std::string wall = std::string(joint_wall);  // that of whoever starts it: Tx::wall
  static const Table& table();
};

enum class ClockOutcome { met, void_ };
inline auto names(ClockOutcome) { return std::array{"met"sv, "void"sv}; }

struct ClockStop {
  Id<Clock> clock;
  ClockOutcome outcome = ClockOutcome::met;
  Date stopped_on;
  static const Table& table();
};

struct ClockExtension {
  static constexpr auto prefix = "extension";
  Id<ClockExtension> id;
  Id<Clock> clock;
  std::string subject;  // as the clock says, for its history
  Date due_on;
  std::string reason;
  Instant agreed_at;
  static const Table& table();
};

// Starts a clock and tells who owes it. A clock of the same kind, subject and party still running is void first.
void start_clock(Tx& tx, Clock clock, const std::string& about, const std::string& url);
// Stops the running clocks of this kind on this subject: all, or one party's.
void stop_clocks(Tx& tx, std::string_view kind, std::string_view subject, ClockOutcome outcome);
void stop_clock(Tx& tx, std::string_view kind, std::string_view subject, const Id<Party>& party, ClockOutcome outcome);

// A later date that every party has agreed to (extensions.h); the reason is kept.
void extend_clock(Tx& tx, const Id<Clock>& id, Date due_on, const std::string& reason);

// A running clock with the date it is due now, the name of what it concerns, and where to act.
struct Running {
  Clock clock;
  Date due_on;
  std::string about, url;
};
Clock find_clock(Reader& db, const Id<Clock>& id);  // also behind a wall: 404
std::optional<Running> running_clock(Reader& db, const Id<Clock>& id);
std::vector<Running> running_clocks(Reader& db, std::string_view subject);
// Overdue in a unit and all below it, longest first, at most `most`; those of a case are for its participants, and in
// no total.
std::vector<Running> overdue_clocks(Reader& db, const Id<Unit>& unit, int most);
std::int64_t count_overdue(Reader& db, const Id<Unit>& unit);

}  // namespace partnership
