#include "kit/csv/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kit {

namespace {

bool is_blank(const std::vector<std::string>& cells) {
  return std::ranges::all_of(cells, [](auto& cell) { return cell.empty(); });
}

void drop_empty_end(std::vector<std::string>& cells) {
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
}

}  // namespace

void SheetBuilder::add(int number, std::vector<std::string> cells) {
  if (is_blank(cells)) return;
  if (sheet_.header.empty()) {
    drop_empty_end(cells);
    sheet_.header = std::move(cells);
    return;
  }
  fit(number, cells);
  cells_ += cells.size();
  if (cells_ > limits_.cells)
    throw SheetRefused("too_many_cells", number, fmt::format("The table has more than {} cells.", limits_.cells));
  sheet_.rows.push_back({number, std::move(cells)});
}

void SheetBuilder::fit(int number, std::vector<std::string>& cells) const {
  drop_empty_end(cells);
  std::size_t width = sheet_.header.size();
  if (cells.size() > width)
    throw SheetRefused("too_wide", number,
                       fmt::format("Row {} has {} cells, but the header has only {}.", number, cells.size(), width));
  cells.resize(width);
}

Sheet SheetBuilder::take() {
  if (sheet_.header.empty()) throw SheetRefused("no_header", 0, "The table is empty: it has no header row.");
  return std::move(sheet_);
}

}  // namespace kit
