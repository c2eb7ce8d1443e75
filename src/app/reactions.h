#pragma once
// What follows from what, across modules, all in one place: the last signature puts a charter in force.

namespace app {

// What follows from what, across modules, all in one place.
void wire_reactions();

}  // namespace app
