#pragma once
#include "partnership/tx.h"

// The tree of units: reading it from the reader's place, and growing it.
namespace partnership {

Unit find_unit(Reader& db, const Id<Unit>& id);
std::vector<Unit> children_of(Reader& db, const Id<Unit>& id);
// From the top down to the unit itself.
std::vector<Unit> path_to(Reader& db, const Id<Unit>& id);
Unit top_unit(Reader& db);
bool is_within(Reader& db, const Id<Unit>& unit, const Id<Unit>& ancestor);

// Keeps unit_ancestors with it. A unit never moves below itself; moving takes its whole subtree along.
void add_unit(Tx& tx, const Unit& unit);
void change_unit(Tx& tx, const Unit& unit);

}  // namespace partnership
