#pragma once
#include "modules/measures/unit_moves.h"

// What the page of a unit's moves shows.

namespace measures {

struct MoveLine {  // as it happened
  UnitMove move;
  std::string from, under;
};
struct ProposalLine {  // asked, and not yet so
  UnitMoveProposal proposal;
  std::string under;
  AssentState assent;
  std::optional<UnitMoveLapse> lapse = {};
};
struct MovesShown {
  Unit unit;
  std::vector<Unit> above;
  std::vector<MoveLine> moves;
  std::vector<ProposalLine> proposals;  // open, agreed and waiting for their day, or lapsed
  std::vector<Choice> choices;          // units it could lie under, after an empty one; for those who may propose
};

}  // namespace measures
