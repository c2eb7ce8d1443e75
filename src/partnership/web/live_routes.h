#pragma once
#include "partnership/record/live.h"
#include "partnership/web/router.h"

// /journal/live: the journal as it happens, as server-sent events, for pages with data-live (docs/pages.md) and for
// programs. Before the other routes of the journal.
namespace partnership {

void live_routes(Router& router, Live& live);

}  // namespace partnership
