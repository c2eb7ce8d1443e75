#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "kit/csv/csv.h"

namespace {

using Rows = std::vector<kit::SheetRow>;

std::optional<Rows> rows_of(std::string_view file) {
  Rows rows;
  try {
    kit::CsvReader reader([&](int number, auto cells) { rows.push_back({number, {cells.begin(), cells.end()}}); });
    reader.feed(file);
    reader.finish();
  } catch (const kit::SheetRefused&) {
    return std::nullopt;
  }
  return rows;
}

// The rows of a file whose first piece ends `cut` bytes after its first row; that row is left out.
std::optional<Rows> rows_cut_at(std::string_view file, std::size_t cut) {
  std::string filled = std::string(65'536 - 5 - cut, 'a') + ",b,c\n";
  auto rows = rows_of(filled += file);
  if (rows) rows->erase(rows->begin());
  return rows;
}

bool has_guard(const Rows& rows) {
  for (auto& row : rows)
    for (auto& cell : row.cells)
      if (!cell.empty() && std::string_view("=+-@\t\r\n").find(cell[0]) != std::string_view::npos) return true;
  return false;
}

}  // namespace

// Wherever a piece ends the rows are the same, and rows written again read back the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view file(reinterpret_cast<const char*>(data + 1), size - 1);
  if (rows_cut_at(file, 0) != rows_cut_at(file, data[0])) std::abort();
  auto rows = rows_of(file);
  try {
    kit::read_csv(file);
  } catch (const kit::SheetRefused&) {
  }
  if (!rows || has_guard(*rows)) return 0;
  std::string again = "header,of,many,commas\r\n";
  for (auto& row : *rows) kit::csv_row(again, row.cells);
  auto reread = rows_of(again);
  if (!reread || reread->size() != rows->size() + 1) std::abort();
  for (std::size_t i = 0; i < rows->size(); ++i)
    if ((*reread)[i + 1].cells != (*rows)[i].cells) std::abort();
  return 0;
}
