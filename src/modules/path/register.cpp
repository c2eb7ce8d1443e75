#include "modules/path/register.h"

#include "kit/csv/csv.h"

namespace path {

std::string csv_of(const std::vector<RegisterLine>& lines) {
  std::string out(kit::utf8_mark);
  kit::csv_row(out, {"team", "name", "unit", "quarter", "level", "level_before", "policy_version", "in_force_since"});
  for (const RegisterLine& line : lines)
    kit::csv_row(out, {line.team, line.name, line.unit, line.quarter, std::to_string(line.level),
                       line.level_before == 0 ? "" : std::to_string(line.level_before),
                       std::to_string(line.policy_version), line.in_force_since});
  return out;
}

}  // namespace path
