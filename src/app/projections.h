#pragma once

// Every projection, in the order in which they may use each other, for `concert verify` and `concert rebuild`.
// journal_subjects is not among them: it is compared with the bodies themselves.
namespace app {

void wire_projections();

}  // namespace app
