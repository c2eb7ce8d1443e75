#pragma once
#include <string>

#include "partnership/web/router.h"

// The page that checks receipts: one file with its script, its words and the keys known here, for anybody. It asks the
// network for nothing, so it can be saved and opened from a disk, which is what somebody does who would rather not
// trust this server.
namespace partnership {

// web/check.html, set once by the app.
void use_check_page(std::string_view page);

void check_routes(Router& router);

}  // namespace partnership
