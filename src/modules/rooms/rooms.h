#pragma once
#include <map>

#include "modules/decisions/decisions.h"
#include "modules/governance/governance.h"
#include "modules/improvement/improvement.h"
#include "modules/measures/measures.h"
#include "modules/meetings/meetings.h"
#include "modules/path/path.h"
#include "modules/solving/solving.h"
#include "modules/teams/teams.h"

// The rooms: pages that show several modules together. Home with what needs the reader, a team, a unit seen from
// above, what is overdue, and the journal as a place.
namespace rooms {

using namespace partnership;

using Totals = std::map<std::string, std::int64_t, std::less<>>;
Totals totals_of(Reader& db, const Id<Unit>& unit, const std::string& period);
std::int64_t total(const Totals& totals, std::string_view name);  // 0 for what was never counted

struct Coverage {  // "n of N reporting"
  std::int64_t reporting = 0, of = 0;
};

// A unit seen from above, from totals kept as things happen: one range of tallies, whatever lies below it.
struct FromAbove {
  Unit unit;
  std::string quarter;     // the last with ratings here
  std::int64_t teams = 0;  // active
  std::int64_t rated = 0;  // of them, in that quarter
  std::array<std::int64_t, 5> levels{};
  std::int64_t projects = 0, live_projects = 0, cycles = 0;
  std::int64_t one_time_cents = 0, recurring_cents = 0;
  std::vector<std::pair<improvement::CompassPoint, std::int64_t>> by_compass;
  std::array<std::int64_t, 5> moved_up{};
  std::int64_t moved_down = 0;
  std::int64_t overdue = 0;
  Coverage with_rating, with_projects, with_running, with_savings;  // teams
  Totals now;                                                       // what they were read from

  std::int64_t high_performing() const { return levels[3] + levels[4]; }
};
FromAbove from_above(Reader& db, const Unit& unit, Language language);

struct ChildLine {
  Unit unit;
  std::int64_t teams = 0, rated = 0, high = 0, projects = 0, with_projects = 0;
};
std::vector<ChildLine> children_from_above(Reader& db, const Unit& unit, const std::string& quarter);

void rooms_routes(Router& router);

}  // namespace rooms
