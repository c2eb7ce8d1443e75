#pragma once
#include <functional>

#include "partnership/tx.h"

// The tree of units: reading it from the reader's place, and growing it.
namespace partnership {

Unit find_unit(Reader& db, const Id<Unit>& id);
std::vector<Unit> children_of(Reader& db, const Id<Unit>& id);
// From the top down to the unit itself.
std::vector<Unit> path_to(Reader& db, const Id<Unit>& id);
Unit top_unit(Reader& db);
bool is_within(Reader& db, const Id<Unit>& unit, const Id<Unit>& ancestor);

std::vector<Party> all_parties(Reader& db);  // in their order

// 2.3 The parties that share a unit: labor and management everywhere, the physicians where it is clinical. A party that
// stands for neither (a triangle or a diamond) leads only there.
std::vector<Party> parties_at(Reader& db, const Id<Unit>& unit);

// Keeps unit_ancestors with it. A unit never moves below itself; moving takes its whole subtree along. Another parent
// is a correction here: as if the unit had lain there all the time since its last move.
void add_unit(Tx& tx, const Unit& unit);
void change_unit(Tx& tx, const Unit& unit);

struct UnitMove {  // a fact: from this day the unit lies elsewhere; what was before stays where it was
  static constexpr auto prefix = "move";
  Id<UnitMove> id;
  Id<Unit> unit;
  std::optional<Id<Unit>> from;
  Id<Unit> under;
  Date starts_on;
  std::string reason;
  static const Table& table();
};
// Requires a day up to today that is later than the unit's last move, and a reason.
UnitMove move_unit(Tx& tx, const Id<Unit>& unit, const Id<Unit>& under, Date on, const std::string& reason);
std::vector<UnitMove> moves_of(Reader& db, const Id<Unit>& unit);  // newest first

// What follows when a unit lies elsewhere, from a day on: `before` is the unit as it was. Set once, in
// app/reactions.cpp.
using OnUnitElsewhere = std::function<void(Tx&, const Unit& before, const Unit& after, std::optional<Date> from)>;
void on_unit_elsewhere(OnUnitElsewhere follow);

}  // namespace partnership
