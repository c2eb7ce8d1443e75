#include "kit/csv/csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "kit/text/utf8.h"

namespace kit {

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::size_t unfinished = std::string::npos;

[[noreturn]] void refuse(std::string reason, int row, const std::string& sentence) {
  throw SheetRefused(std::move(reason), row, sentence);
}

constexpr std::string_view save_again =
    "Open it in a spreadsheet program, choose “Save as” and “CSV UTF-8 (comma delimited)”, and send that file.";

// Every other byte of Western text in UTF-16 is zero, whether or not a mark says so.
bool looks_like_utf16(std::string_view file) {
  if (file.starts_with("\xFF\xFE") || file.starts_with("\xFE\xFF")) return true;
  std::string_view start = file.substr(0, 4);
  return start.size() == 4 &&
         ((!start[0] && !start[2] && start[1] && start[3]) || (start[0] && start[2] && !start[1] && !start[3]));
}

void refuse_other_kinds(std::string_view file) {
  if (looks_like_utf16(file)) refuse("utf16", 0, fmt::format("This file is UTF-16 text. {}", save_again));
  if (file.starts_with("PK\x03\x04"))
    refuse("not_csv", 0,
           "This is a workbook or archive, not a CSV file. Give it a name that ends in .xlsx if it is one.");
  if (file.starts_with("\xD0\xCF\x11\xE0"))
    refuse("not_csv", 0, fmt::format("This is an old Excel workbook, not a CSV file. {}", save_again));
}

// The one of , ; and tab that stands most often outside quotation marks in the first line with text.
char find_separator(std::string_view file) {
  std::array<std::size_t, 256> counts{};
  bool quoted = false, text = false;
  for (char c : file) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') {
      if (text) break;
      continue;
    }
    text = true;
    ++counts[static_cast<unsigned char>(c)];
  }
  char best = ',';
  for (char candidate : {';', '\t'})
    if (counts[static_cast<unsigned char>(candidate)] > counts[static_cast<unsigned char>(best)]) best = candidate;
  return best;
}

}  // namespace

CsvReader::CsvReader(OnRow on_row, const SheetLimits& limits)
    : on_row_(std::move(on_row)), limits_(limits), wanted_(piece_bytes) {}

void CsvReader::feed(std::string_view piece) {
  while (!piece.empty()) {
    auto part = piece.substr(0, piece_bytes);
    piece.remove_prefix(part.size());
    pending_ += part;
    if (pending_.size() >= wanted_) read_rows(false);
  }
}

void CsvReader::finish() { read_rows(true); }

void CsvReader::begin() {
  begun_ = true;
  refuse_other_kinds(pending_);
  if (pending_.starts_with(utf8_mark)) pending_.erase(0, utf8_mark.size());
  separator_ = find_separator(pending_);
  for (char c : {separator_, '\r', '\n'}) ends_plain_cell_[static_cast<unsigned char>(c)] = true;
}

void CsvReader::read_rows(bool last) {
  if (!begun_) begin();
  std::size_t at = 0;
  while (at < pending_.size() && read_row(at, last)) ++row_;
  pending_.erase(0, at);
  // Doubling keeps a long row from being read again and again as its pieces come.
  wanted_ = std::max(piece_bytes, 2 * pending_.size());
}

// False, and `at` unmoved, when the row's end has not come yet.
bool CsvReader::read_row(std::size_t& at, bool last) {
  cells_.clear();
  std::size_t next = at;
  for (bool more = true; more;) {
    next = read_cell(next, last);
    if (std::min(next, pending_.size()) - at > limits_.row_bytes)
      refuse("long_row", row_,
             fmt::format("Row {} is longer than {} bytes. Perhaps a quotation mark in it is not closed.", row_,
                         limits_.row_bytes));
    if (next == unfinished) return false;
    more = next < pending_.size() && pending_[next] == separator_;
    if (more) ++next;
  }
  std::size_t end = next;
  if (!end_row(next, last)) return false;
  check_row(at, end);
  if (end != at) hand_on();
  at = next;
  return true;
}

// Gives the place of the separator or line end after the cell.
std::size_t CsvReader::read_cell(std::size_t at, bool last) {
  if (cells_.size() == limits_.row_cells)
    refuse("too_wide", row_, fmt::format("Row {} has more than {} cells.", row_, limits_.row_cells));
  if (at < pending_.size() && pending_[at] == '"') return read_quoted(at, last);
  const char* begin = pending_.data() + at;
  const char* end = pending_.data() + pending_.size();
  const char* to = begin;
  while (to != end && !ends_plain_cell_[static_cast<unsigned char>(*to)]) ++to;
  if (to == end && !last) return unfinished;
  std::size_t next = static_cast<std::size_t>(to - pending_.data());
  cells_.push_back({at, next, false});
  return next;
}

std::size_t CsvReader::read_quoted(std::size_t at, bool last) {
  bool doubled = false;
  for (std::size_t from = at + 1;;) {
    std::size_t mark = pending_.find('"', from);
    if (mark == std::string::npos && last)
      refuse("open_quote", row_, fmt::format("Row {} opens a quotation mark that is never closed.", row_));
    if (mark == std::string::npos || (mark + 1 == pending_.size() && !last)) return unfinished;
    std::size_t next = mark + 1;
    if (next == pending_.size() || ends_plain_cell_[static_cast<unsigned char>(pending_[next])]) {
      cells_.push_back({at + 1, mark, doubled});
      return next;
    }
    if (pending_[next] != '"')
      refuse(
          "after_quote", row_,
          fmt::format("Row {} has text after a closing quotation mark. Inside a quoted cell write \"\" for \".", row_));
    doubled = true;
    from = next + 1;
  }
}

bool CsvReader::end_row(std::size_t& at, bool last) const {
  if (at == pending_.size()) return true;  // the file's end
  if (pending_[at++] == '\n') return true;
  if (at == pending_.size()) return last;  // a CR whose LF may be still to come
  at += pending_[at] == '\n';
  return true;
}

void CsvReader::check_row(std::size_t from, std::size_t to) const {
  std::string_view row = std::string_view(pending_).substr(from, to - from);
  if (row.find('\0') != std::string_view::npos)
    refuse("nul", row_,
           fmt::format("Row {} holds a zero byte, so the file is damaged or no text. {}", row_, save_again));
  if (!is_utf8(row))
    refuse("not_utf8", row_,
           fmt::format("Row {} is not UTF-8 text; the file is probably in an older encoding such as "
                       "Latin-1. {}",
                       row_, save_again));
}

void CsvReader::hand_on() {
  views_.clear();
  for (const Cell& cell : cells_) {
    views_.push_back(text_of(cell));
    if (views_.back().size() > limits_.cell_bytes)
      refuse("long_cell", row_, fmt::format("Row {} has a cell longer than {} bytes.", row_, limits_.cell_bytes));
  }
  on_row_(row_, views_);
}

// Undoubles in place: the row is complete and will not be read again.
std::string_view CsvReader::text_of(const Cell& cell) {
  char* begin = pending_.data() + cell.from;
  char* end = pending_.data() + cell.to;
  if (cell.doubled) {
    char* to = begin;
    for (char* from = begin; from != end; ++from) {
      *to++ = *from;
      if (*from == '"') ++from;
    }
    end = to;
  }
  return {begin, static_cast<std::size_t>(end - begin)};
}

Sheet read_csv(std::string_view file, const SheetLimits& limits) {
  SheetBuilder builder(limits);
  CsvReader reader([&](int row, auto cells) { builder.add(row, {cells.begin(), cells.end()}); }, limits);
  reader.feed(file);
  reader.finish();
  return builder.take();
}

}  // namespace kit
