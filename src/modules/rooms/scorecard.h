#pragma once
#include "modules/rooms/coverage.h"

// A unit's scorecard: its measures by compass point, each with its last two dozen values, its target, what its series
// says of change and of the target, and how many stand behind it. As it usually is it comes out of one indexed read of
// kept summaries; as of another day, or under another rule set, it is worked out from the figures.
namespace rooms {

struct ScorecardAsked {
  measures::SummaryAsked how;
  std::string refused;  // a key of words: what the address asked for and nobody understood
};
ScorecardAsked scorecard_asked(const Request& request);
std::string query_of(const ScorecardAsked& asked);  // "?as_of=2026-09-30&rules=ihi"

struct ScorecardGroup {
  std::string name;
  std::vector<MeasureLine> lines;
};
struct Scorecard {
  ScorecardAsked asked;
  std::vector<ScorecardGroup> groups;  // in the order of the compass; what serves none of its points comes last

  std::size_t size() const;
};
Scorecard scorecard_of(Reader& db, const View& view, const Unit& unit, const Totals& now, ScorecardAsked asked);

Response scorecard_csv(Request& request, Reader& db);
Response scorecard_xlsx(Request& request, Reader& db);

}  // namespace rooms
