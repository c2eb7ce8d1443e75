#pragma once
// The site map: every module adds its routes, in the order in which they are tried.
#include "partnership/web/router.h"

namespace app {

// Every page and every act of the program, module after module: the site map (concert routes).
void add_routes(partnership::Router& router);

}  // namespace app
