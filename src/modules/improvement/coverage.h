#pragma once
#include "modules/improvement/improvement.h"

// How many teams stand behind a figure of a unit, so that its page can say "n of N teams reporting": tallies that go up
// with a team's first project, running project or signed saving, and down when its last running project ends. Each is
// called after the row it is about is there.
namespace improvement {

void cover_project(Tx& tx, const Project& project, const Id<Unit>& unit);
void cover_ending(Tx& tx, const Id<Project>& project, const Id<Unit>& unit);
void cover_validation(Tx& tx, const Id<Project>& project, const Id<Unit>& unit);

}  // namespace improvement
