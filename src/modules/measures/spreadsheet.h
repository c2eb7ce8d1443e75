#pragma once
#include <string>
#include <variant>
#include <vector>

#include "kit/quantity/quantity.h"
#include "kit/time/date.h"

// A table of cells as a file to take away. Formulas typed by anybody stay text in both. Inside the module only.
namespace measures {

using Cell = std::variant<std::string, std::int64_t, double, kit::Quantity, kit::Date>;
struct Spreadsheet {
  std::string name;
  std::vector<std::string> header;
  std::vector<std::vector<Cell>> rows;
};

std::string csv_of(const Spreadsheet& sheet);
std::string xlsx_of(Spreadsheet sheet);

}  // namespace measures
