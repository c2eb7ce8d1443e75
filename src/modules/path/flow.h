#pragma once
#include "modules/path/pages.h"

// How teams flowed between levels from one quarter to the next, as files to take away. Inside the module only.
namespace path {

std::string flow_csv(const View& view, const FromAbove& seen);
std::string flow_xlsx(const View& view, const FromAbove& seen);
std::string flow_png(const View& view, const FromAbove& seen);

}  // namespace path
