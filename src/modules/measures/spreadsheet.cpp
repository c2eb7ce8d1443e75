#include "modules/measures/spreadsheet.h"

#include <charconv>

#include "kit/csv/csv.h"
#include "kit/xlsx/xlsx.h"

namespace measures {
namespace {

struct AsText {
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(double number) const {
    std::array<char, 32> digits;
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr};
  }
  std::string operator()(kit::Quantity quantity) const { return kit::text_of(quantity); }
  std::string operator()(kit::Date date) const { return kit::iso(date); }
};

}  // namespace

std::string csv_of(const Spreadsheet& sheet) {
  std::string out(kit::utf8_mark);
  kit::csv_row(out, sheet.header);
  std::vector<std::string> cells;
  for (auto& row : sheet.rows) {
    cells.clear();
    for (const Cell& cell : row) cells.push_back(std::visit(AsText{}, cell));
    kit::csv_row(out, cells);
  }
  return out;
}

std::string xlsx_of(Spreadsheet sheet) {
  return kit::write_xlsx(
      {{.name = std::move(sheet.name), .header = std::move(sheet.header), .rows = std::move(sheet.rows)}});
}

}  // namespace measures
