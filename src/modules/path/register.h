#pragma once
#include <cstdint>
#include <string>
#include <vector>

// The register of ratings as a file to take away, a line a team.
namespace path {

struct RegisterLine {
  std::string team, name, unit, quarter;
  std::int64_t level = 0;
  std::int64_t level_before = 0;  // 0: not rated in the quarter before
  std::int64_t policy_version = 0;
  std::string in_force_since;
};
std::string csv_of(const std::vector<RegisterLine>& lines);

}  // namespace path
