#pragma once
// Sheets in CSV and XLSX of the same content, for the tests of importing.
#include <string>

namespace kit {

// The same cells as a workbook.
std::string workbook_of(const std::string& csv);

}  // namespace kit
