#pragma once
#include "modules/governance/governance.h"

// How a body stands: what is known of it, and what is wrong, in words that a rule chose. Reading is done for all bodies
// of a unit at once, so that a map costs the same handful of questions whatever it shows.
namespace governance {

struct PartyStanding {
  std::string party;  // its name
  int allotted = 0, held = 0;
  bool has_chair = false;
};
struct Standing {
  Body body;
  std::string unit;
  std::vector<PartyStanding> parties;
  bool sits_above = false;  // one of its people sits on its parent as well
  bool has_charter = false;
  std::optional<Date> last_met;
  std::int64_t person_minutes = 0;  // of the last 365 days

  bool is_complete() const;  // every party has its co-chair
};

enum class Trouble { past_sunset, no_chair, nobody_above, silent, vacant, no_charter, parallel };
inline auto names(Trouble) {
  return std::array{"past_sunset"sv, "no_chair"sv,   "nobody_above"sv, "silent"sv,
                    "vacant"sv,      "no_charter"sv, "parallel"sv};
}
struct Finding {
  Trouble trouble = Trouble::vacant;
  std::string party = {};          // whose seats
  std::optional<Date> since = {};  // the last meeting, or the last day
  int open = 0, allotted = 0;
};
// 2.2 What is wrong with it, the gravest first. A body that has ended has no faults any more.
std::vector<Finding> check(const Standing& standing, const BodiesPolicy& policy, Date today);

Standing standing_of(Reader& db, const Body& body);
// Of the bodies in a unit and below it that have not ended, at most `most`: the highest first, then by
// name.
std::vector<Standing> standings_in(Reader& db, const Id<Unit>& unit, int most);
// The same, each below its parent, with its depth.
struct Branch {
  Standing standing;
  std::size_t depth = 0;
  std::optional<std::size_t> above;
};
std::vector<Branch> as_tree(std::vector<Standing> standings);

}  // namespace governance
