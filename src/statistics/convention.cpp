#include "statistics/convention.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace statistics {
namespace {

constexpr Convention kConventions[] = {
    {.name = "making_data_count", .ranges = {kMakingDataCountFactor, false}},
    {.name = "plot_the_dots", .ranges = {kMakingDataCountFactor, true}},
    {.name = "montgomery", .ranges = {kThreeSigmaFactor, false}},
    {.name = "qicharts2", .ranges = {kThreeSigmaFactor, true, false}, .empty_subgroup_counts = true},
    {.name = "power_bi", .ranges = {kThreeSigmaFactor, true}, .subgroups = SubgroupSigma::pooled},
    {.name = "qcc",
     .ranges = {kThreeSigmaFactor, false},
     .subgroups = SubgroupSigma::mean_range,
     .geometric = GeometricChart::trials},
    {.name = "exact", .ranges = {kExactFactor, false}},
};

}  // namespace

std::span<const Convention> conventions() { return kConventions; }

const Convention& convention(std::string_view name) {
  auto found = std::ranges::find(kConventions, name, &Convention::name);
  if (found == std::end(kConventions))
    throw std::invalid_argument(fmt::format("There is no chart convention \"{}\".", name));
  return *found;
}

}  // namespace statistics
