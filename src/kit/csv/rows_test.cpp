#include <doctest/doctest.h>

#include "kit/csv/csv.h"
#include "kit/csv/rows.h"
#include "kit/csv/rows_for_tests.h"
#include "kit/xlsx/xlsx.h"

namespace kit {

std::string workbook_of(const std::string& csv) {
  kit::Sheet sheet = kit::read_csv(csv);
  kit::XlsxSheet workbook{.name = "Sheet", .header = sheet.header, .rows = {}};
  for (auto& row : sheet.rows) {
    workbook.rows.emplace_back();
    for (auto& cell : row.cells) {
      if (auto number = kit::parse_quantity(cell))
        workbook.rows.back().emplace_back(*number);
      else if (auto date = kit::parse_date(cell))
        workbook.rows.back().emplace_back(*date);
      else
        workbook.rows.back().emplace_back(cell);
    }
  }
  return kit::write_xlsx({workbook});
}

TEST_CASE("the header of a file is read without the rest of it") {
  CHECK(header_of("a;b\n1;2\n") == std::vector<std::string>{"a", "b"});
  CHECK(header_of("").empty());
}

TEST_CASE("an empty sheet begins with its columns") {
  std::vector<std::string> names{"external_id", "name"};
  CHECK(header_of(empty_sheet(names)) == names);
}

}  // namespace kit
