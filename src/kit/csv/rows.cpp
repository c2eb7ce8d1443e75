#include "kit/csv/rows.h"

#include "kit/csv/csv.h"
#include "kit/xlsx/xlsx.h"

namespace kit {
namespace {

constexpr std::size_t piece = 1 << 20;
struct Enough {};

void each_row_of_csv(std::string_view content, const OnRow& on_row) {
  CsvReader reader(on_row);
  for (; !content.empty(); content.remove_prefix(std::min(piece, content.size())))
    reader.feed(content.substr(0, piece));
  reader.finish();
}

void each_row_of_xlsx(const std::string& content, const OnRow& on_row) {
  Sheet sheet = read_xlsx(content);
  std::vector<std::string_view> cells(sheet.header.begin(), sheet.header.end());
  on_row(1, cells);
  for (auto& row : sheet.rows) {
    cells.assign(row.cells.begin(), row.cells.end());
    on_row(row.number, cells);
  }
}

}  // namespace

void each_row(const std::string& content, const OnRow& on_row) {
  try {
    if (looks_like_xlsx(content)) return each_row_of_xlsx(content, on_row);
    each_row_of_csv(content, on_row);
  } catch (const SheetRefused& refused) {
    throw Unreadable(refused.reason(), refused.row(), refused.what());
  }
}

std::vector<std::string> header_of(const std::string& content) {
  std::vector<std::string> header;
  try {
    each_row(content, [&](int, std::span<const std::string_view> cells) {
      header.assign(cells.begin(), cells.end());
      throw Enough{};
    });
  } catch (const Enough&) {
  } catch (const Unreadable&) {
  }
  return header;
}

std::string empty_sheet(std::span<const std::string> header) {
  std::string sheet(utf8_mark);
  csv_row(sheet, header);
  return sheet;
}

}  // namespace kit
