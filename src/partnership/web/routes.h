#pragma once
#include "partnership/web/router.h"

// Pages that every partnership has before any module: signing in, answering an assent, drafts, what is overdue, and
// the journal as a place.
namespace partnership {

void partnership_routes(Router& router);

}  // namespace partnership
