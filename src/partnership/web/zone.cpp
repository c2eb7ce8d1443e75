#include "partnership/web/zone.h"

#include <algorithm>

namespace partnership {

std::vector<std::string> offered_zones(const std::string& chosen) {
  std::vector<std::string> zones{"America/New_York",    "America/Chicago",   "America/Denver",   "America/Phoenix",
                                 "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico"};
  if (!chosen.empty() && std::ranges::find(zones, chosen) == zones.end()) zones.push_back(chosen);
  return zones;
}

}  // namespace partnership
