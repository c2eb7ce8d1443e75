#pragma once
#include "modules/path/path.h"

// /policies: every policy with its versions, what a proposed one would change, and each party's signature.
namespace path {

void policy_routes(Router& router);

}  // namespace path
