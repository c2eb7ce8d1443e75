#pragma once
#include <string>

namespace setup {

// The same cells as a workbook.
std::string workbook_of(const std::string& csv);

}  // namespace setup
