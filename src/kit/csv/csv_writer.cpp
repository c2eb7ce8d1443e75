#include <algorithm>

#include "kit/csv/csv.h"

namespace kit {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_plain_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  std::size_t point = std::min(text.find('.'), text.size());
  auto digits = [](std::string_view part) { return !part.empty() && std::ranges::all_of(part, is_digit); };
  return digits(text.substr(0, point)) && (point == text.size() || digits(text.substr(point + 1)));
}

bool would_run(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos &&
         !is_plain_number(text);
}

void append_cell(std::string& out, std::string_view text) {
  std::string_view guard = would_run(text) ? "'" : "";
  if (text.find_first_of(",;\"\r\n\t") == std::string_view::npos) {
    out.append(guard).append(text);
    return;
  }
  out.append("\"").append(guard);
  for (char c : text) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

void append_row(std::string& out, const auto& cells) {
  bool first = true;
  for (std::string_view cell : cells) {
    if (!first) out += ',';
    first = false;
    append_cell(out, cell);
  }
  // A line without text would be taken for a blank one.
  if (cells.size() == 1 && std::string_view(*cells.begin()).empty()) out += "\"\"";
  out += "\r\n";
}

}  // namespace

void csv_row(std::string& out, std::span<const std::string> cells) { append_row(out, cells); }
void csv_row(std::string& out, std::initializer_list<std::string_view> cells) { append_row(out, cells); }

}  // namespace kit
