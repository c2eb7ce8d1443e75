#include <fmt/format.h>
#include <xlsxwriter.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "kit/text/utf8.h"
#include "kit/xlsx/xlsx.h"

namespace kit {

namespace {

constexpr std::int64_t exact_in_excel = 1'000'000'000'000'000;  // Excel shows and keeps fifteen digits
constexpr std::size_t longest_name = 31;

// The library writes to a path only; the folder is ours alone and goes away with its content.
class PrivateFolder {
 public:
  PrivateFolder() : path_((std::filesystem::temp_directory_path() / "concert-XXXXXX").string()) {
    if (!mkdtemp(path_.data())) throw std::runtime_error("No folder for a temporary file could be made.");
  }
  ~PrivateFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void check(lxw_error error) {
  if (error == LXW_NO_ERROR) return;
  if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
    throw std::length_error("A workbook's cell holds at most 32,767 characters.");
  if (error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
    throw std::length_error("A workbook's sheet holds at most 1,048,576 rows and 16,384 columns.");
  throw std::runtime_error(fmt::format("The workbook cannot be written: {}", lxw_strerror(error)));
}

std::string fitting_name(std::string_view wanted) {
  std::string name;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < wanted.size() && characters < longest_name; ++characters) {
    std::size_t length = std::max<std::size_t>(1, utf8_length(wanted.substr(at)));
    bool allowed = length > 1 || std::string_view("[]:*?/\\'").find(wanted[at]) == std::string_view::npos;
    name += allowed ? wanted.substr(at, length) : " ";
    at += length;
  }
  return name.empty() ? "Sheet" : name;
}

// One sheet being written; cells know their place.
class Writer {
 public:
  Writer(lxw_worksheet* sheet, lxw_format* heading, lxw_format* day) : sheet_(sheet), heading_(heading), day_(day) {}

  void write(const XlsxSheet& content) {
    for (std::size_t i = 0; i < content.header.size(); ++i) text(0, column(i), content.header[i], heading_);
    worksheet_freeze_panes(sheet_, 1, 0);
    lxw_row_t row = 1;
    for (auto& cells : content.rows) {
      for (std::size_t i = 0; i < cells.size(); ++i)
        std::visit([&](auto& value) { cell(row, column(i), value); }, cells[i]);
      ++row;
    }
  }

 private:
  static lxw_col_t column(std::size_t index) {
    if (index >= LXW_COL_MAX) check(LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
    return static_cast<lxw_col_t>(index);
  }

  void text(lxw_row_t row, lxw_col_t column, const std::string& value, lxw_format* format = nullptr) {
    if (!value.empty()) check(worksheet_write_string(sheet_, row, column, value.c_str(), format));
  }
  void number(lxw_row_t row, lxw_col_t column, double value) {
    if (std::isfinite(value)) check(worksheet_write_number(sheet_, row, column, value, nullptr));
  }

  void cell(lxw_row_t row, lxw_col_t column, const std::string& value) { text(row, column, value); }
  void cell(lxw_row_t row, lxw_col_t column, double value) { number(row, column, value); }
  void cell(lxw_row_t row, lxw_col_t column, std::int64_t value) {
    bool exact = value > -exact_in_excel && value < exact_in_excel;
    exact ? number(row, column, static_cast<double>(value)) : text(row, column, std::to_string(value));
  }
  void cell(lxw_row_t row, lxw_col_t column, Quantity value) {
    bool exact = value.millionths > -exact_in_excel && value.millionths < exact_in_excel;
    exact ? number(row, column, value.as_double()) : text(row, column, text_of(value));
  }
  void cell(lxw_row_t row, lxw_col_t column, Date value) {
    if (year_of(value) < 1901) return text(row, column, iso(value));  // before Excel's calendar is right
    lxw_datetime day{year_of(value), month_of(value), day_of(value), 0, 0, 0};
    check(worksheet_write_datetime(sheet_, row, column, &day, day_));
  }

  lxw_worksheet* sheet_;
  lxw_format* heading_;
  lxw_format* day_;
};

struct CloseBook {
  void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
};

void write_file(const std::string& path, const std::string& folder, const std::vector<XlsxSheet>& sheets) {
  lxw_workbook_options options{};
  options.tmpdir = const_cast<char*>(folder.c_str());
  std::unique_ptr<lxw_workbook, CloseBook> book(workbook_new_opt(path.c_str(), &options));
  if (!book) throw std::runtime_error("The workbook cannot be written.");
  lxw_format* heading = workbook_add_format(book.get());
  format_set_bold(heading);
  lxw_format* day = workbook_add_format(book.get());
  format_set_num_format(day, "yyyy-mm-dd");
  for (auto& content : sheets) {
    std::string name = fitting_name(content.name);
    if (workbook_validate_sheet_name(book.get(), name.c_str()) != LXW_NO_ERROR)
      throw std::invalid_argument(fmt::format("Two sheets are called “{}”.", name));
    Writer(workbook_add_worksheet(book.get(), name.c_str()), heading, day).write(content);
  }
  check(workbook_close(book.release()));  // frees it, too
}

}  // namespace

std::string write_xlsx(const std::vector<XlsxSheet>& sheets) {
  PrivateFolder folder;
  std::string path = folder.file("book.xlsx");
  write_file(path, folder.path(), sheets);
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace kit
