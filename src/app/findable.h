#pragma once

// What search finds: one line for each kind of record, in the order in which the page lists them.
namespace app {

void wire_search();

}  // namespace app
