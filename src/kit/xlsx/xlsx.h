// Excel workbooks, read into a Sheet and written from rows.
// Reading takes the first sheet or the named one, and gives each cell the text a person would type: numbers without
// needless digits, dates as YYYY-MM-DD (with Thh:mm:ss where there is a time), times as hh:mm:ss, TRUE and FALSE,
// formulas by their stored results. Files that are damaged, locked, too large when unpacked, or hold error cells are
// refused by SheetRefused with a sentence. Nothing is ever extracted to disk and nothing outside the file is looked at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kit/csv/sheet.h"
#include "kit/quantity/quantity.h"
#include "kit/time/date.h"

namespace kit {

struct XlsxLimits {
  SheetLimits sheet;
  std::size_t entries = 2'000;
  std::size_t unpacked_bytes = 300'000'000;  // of all parts that are read, together
  std::size_t ratio = 200;                   // unpacked to packed, for parts above a megabyte
};

bool looks_like_xlsx(std::string_view file);

Sheet read_xlsx(std::string_view file, std::string_view sheet_name = "", const XlsxLimits& limits = {});

using XlsxCell = std::variant<std::string, std::int64_t, double, Quantity, Date>;

struct XlsxSheet {
  std::string name;  // Excel's rules (31 characters, none of []:*?/\) are applied for you
  std::vector<std::string> header;
  std::vector<std::vector<XlsxCell>> rows;
};

// Requires UTF-8. Text stays text: a cell that begins with = is never run. Numbers of more than fifteen digits, which
// Excel cannot keep, and days before 1901 are written as text. Throws std::length_error for what Excel cannot hold (a
// cell of more than 32,767 characters, more than 1,048,576 rows or 16,384 columns) and std::invalid_argument for two
// sheets of one name. Goes through a file in a private folder below the system's temporary one, gone on return.
std::string write_xlsx(const std::vector<XlsxSheet>& sheets);

}  // namespace kit
