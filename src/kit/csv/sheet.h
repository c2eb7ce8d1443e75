// A table somebody sent, whichever file it came in: a header and rows of text. Rows keep the number a spreadsheet
// program shows beside them (the header is usually 1), so that a fault can name the row. Every row is as wide as the
// header: shorter ones are filled with empty cells, empty cells beyond the header are dropped, others are refused.
// Rows without any text are left out. All text is valid UTF-8 without NUL.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kit {

struct SheetRow {
  int number = 0;
  std::vector<std::string> cells;
  bool operator==(const SheetRow&) const = default;
};

struct Sheet {
  std::vector<std::string> header;
  std::vector<SheetRow> rows;
  bool operator==(const Sheet&) const = default;
};

struct SheetLimits {
  std::size_t cells = 20'000'000;
  std::size_t cell_bytes = 100'000;
  std::size_t row_bytes = 1'000'000;
  std::size_t row_cells = 2'000;
};

// The file is refused. what() is a whole English sentence; `reason` is a stable key for other languages and programs
// ("not_utf8"), `row` is 0 where the whole file is meant.
class SheetRefused : public std::runtime_error {
 public:
  SheetRefused(std::string reason, int row, const std::string& sentence)
      : std::runtime_error(sentence), reason_(std::move(reason)), row_(row) {}

  const std::string& reason() const { return reason_; }
  int row() const { return row_; }

 private:
  std::string reason_;
  int row_;
};

// Fits rows to the header as promised above.
class SheetBuilder {
 public:
  explicit SheetBuilder(const SheetLimits& limits) : limits_(limits) {}

  void add(int number, std::vector<std::string> cells);
  Sheet take();  // throws SheetRefused when there was no header

 private:
  void fit(int number, std::vector<std::string>& cells) const;

  SheetLimits limits_;
  Sheet sheet_;
  std::size_t cells_ = 0;
};

}  // namespace kit
