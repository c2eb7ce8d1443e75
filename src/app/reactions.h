#pragma once

namespace app {

// What follows from what, across modules, all in one place.
void wire_reactions();

}  // namespace app
