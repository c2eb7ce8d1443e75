// Comma-separated files after RFC 4180, read and written.
// Reading takes UTF-8 with or without a byte order mark, any line end, quoted cells with line breaks, and finds out
// whether , ; or tab separates. Anything else is refused by SheetRefused with a sentence that names the row and says
// what to do. Writing quotes where needed and defuses cells a spreadsheet program would run as formulas.
#pragma once

#include <array>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kit/csv/sheet.h"

namespace kit {

Sheet read_csv(std::string_view file, const SheetLimits& limits = {});

// For files of any size: feed pieces, then finish. Each row, the header among them, is handed on as it stands; its
// cells are views that live until the callback returns. Blank lines are counted and not handed on. Memory stays within
// a few times the longest row. After a refusal the reader must not be used again.
class CsvReader {
 public:
  using OnRow = std::function<void(int number, std::span<const std::string_view> cells)>;

  explicit CsvReader(OnRow on_row, const SheetLimits& limits = {});
  void feed(std::string_view piece);
  void finish();

 private:
  struct Cell {
    std::size_t from, to;
    bool doubled;  // holds "" that stand for "
  };

  void begin();
  void read_rows(bool last);
  bool read_row(std::size_t& at, bool last);
  std::size_t read_cell(std::size_t at, bool last);
  std::size_t read_quoted(std::size_t at, bool last);
  bool end_row(std::size_t& at, bool last) const;
  void check_row(std::size_t from, std::size_t to) const;
  void hand_on();
  std::string_view text_of(const Cell& cell);

  OnRow on_row_;
  SheetLimits limits_;
  std::string pending_;  // from the first row not yet handed on
  std::size_t wanted_;   // read again when pending_ has grown to this
  bool begun_ = false;
  char separator_ = ',';
  std::array<bool, 256> ends_plain_cell_{};
  int row_ = 1;
  std::vector<Cell> cells_;
  std::vector<std::string_view> views_;
};

inline constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";  // put first, Excel reads accents right

// Appends one row and CRLF. Cells that begin like a formula and are not plain numbers get a leading apostrophe.
void csv_row(std::string& out, std::span<const std::string> cells);
void csv_row(std::string& out, std::initializer_list<std::string_view> cells);

}  // namespace kit
