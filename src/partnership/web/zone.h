#pragma once
#include <string>
#include <vector>

#include "kit/time/zone.h"

// Time zones on pages: the partnership's own, which use_zone() of parts.h set, and those a form offers.
namespace partnership {

const kit::Zone& zone_of_pages();
std::vector<std::string> offered_zones(const std::string& chosen);

}  // namespace partnership
