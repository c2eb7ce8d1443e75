#pragma once
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// A file of rows, whichever way it was written. CSV or Excel.
namespace kit {

// The header comes first. Cells are views that live until the callback returns.
using OnRow = std::function<void(int number, std::span<const std::string_view> cells)>;

// The file cannot be read as a table. `reason` is a stable key for other languages ("not_utf8").
struct Unreadable : std::runtime_error {
  Unreadable(std::string reason, int row, const std::string& sentence)
      : std::runtime_error(sentence), reason(std::move(reason)), row(row) {}
  std::string reason;
  int row;
};

void each_row(const std::string& content, const OnRow& on_row);

// The first row alone; empty when there is none or the file cannot be read.
std::vector<std::string> header_of(const std::string& content);

// An empty sheet with this header.
std::string empty_sheet(std::span<const std::string> header);

}  // namespace kit
