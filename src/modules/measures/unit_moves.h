#pragma once
#include "modules/measures/measures.h"
#include "partnership/units.h"

// Moves of units: where a unit lies decides whose figures it adds to, so every party's administrators agree to it. A
// move counts from its day on; what was added up before stays as it was.
namespace measures {

struct UnitMoveProposal {  // a fact
  static constexpr auto prefix = "moveproposal";
  Id<UnitMoveProposal> id;
  Id<Unit> unit, under;
  Date starts_on;  // may lie ahead: then the unit moves on that day
  std::string reason;
  Date proposed_on;
  static const Table& table();
};

struct UnitMoveLapse {  // a fact: its day came, and it could not be made
  Id<UnitMoveProposal> proposal;
  Id<Unit> unit;
  Date lapsed_on;
  static const Table& table();
};

bool may_propose_moves(const Actor& actor);  // administrators of a party
// A newer proposal takes the place of one that is still before the parties.
UnitMoveProposal propose_unit_move(Tx& tx, UnitMoveProposal proposal);
void unit_move_agreed(Tx& tx, const Assent& assent);  // reaction to measures.unit_move
std::string url_of_unit_move(Reader& db, const Assent& assent);
// Moves that were agreed ahead of their day. One that has become impossible lapses, and the administrators of every
// party are told; it is not made later either.
void take_due_moves(Tx& tx);

std::vector<UnitMoveProposal> proposed_moves_of(Reader& db, const Id<Unit>& unit);  // newest first
std::optional<UnitMoveLapse> lapse_of(Reader& db, const Id<UnitMoveProposal>& proposal);

void unit_moves_routes(Router& router);

}  // namespace measures
