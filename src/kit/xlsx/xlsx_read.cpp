#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <pugixml.hpp>

#include "kit/text/utf8.h"
#include "kit/xlsx/archive.h"
#include "kit/xlsx/elements.h"
#include "kit/xlsx/number_format.h"

namespace kit {

namespace {

constexpr int most_rows = 1'048'576;
constexpr std::size_t most_columns = 16'384;
constexpr std::size_t most_plan_bytes = 8'000'000;  // of the parts held as a tree: workbook, relations, styles

[[noreturn]] void refuse(std::string reason, int row, const std::string& sentence) {
  throw SheetRefused(std::move(reason), row, sentence);
}

[[noreturn]] void refuse_damaged() {
  refuse("damaged", 0, "The workbook is damaged. Open it in a spreadsheet program, save it again, and send that file.");
}

// ── XML ──

std::string_view name_of(pugi::xml_node node) { return local_name(node.name()); }

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
  return parent.find_child([&](pugi::xml_node node) { return name_of(node) == name; });
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  return node.find_attribute([&](pugi::xml_attribute a) { return local_name(a.name()) == name; }).value();
}

// Entities of a document's own are not part of what is parsed, so none is ever expanded.
class Tree {
 public:
  explicit Tree(std::string_view xml) {
    constexpr unsigned options =
        pugi::parse_escapes | pugi::parse_cdata | pugi::parse_eol | pugi::parse_ws_pcdata_single;
    if (!document_.load_buffer(xml.data(), xml.size(), options, pugi::encoding_utf8)) refuse_damaged();
  }
  pugi::xml_node root() const { return document_.document_element(); }

 private:
  pugi::xml_document document_;
};

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_true(std::string_view text) { return text == "1" || text == "true"; }

// ── text ──

std::optional<unsigned> escaped_unit(std::string_view text) {  // _x000D_
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return std::nullopt;
  unsigned unit = 0;
  auto read = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
  bool character = unit != 0 && (unit < 0xD800 || unit > 0xDFFF);
  return read.ptr == text.data() + 6 && character ? std::optional(unit) : std::nullopt;
}

void append_character(std::string& out, unsigned code) {
  if (code < 0x80)
    out += static_cast<char>(code);
  else if (code < 0x800)
    out += {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 63))};
  else
    out += {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 63)),
            static_cast<char>(0x80 | (code & 63))};
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (auto unit = escaped_unit(text.substr(at))) {
      append_character(out, *unit);
      at += 7;
    } else {
      out += text[at++];
    }
  }
  return out;
}

// Of a string item: its own text and that of its runs, without the reading aid of East Asian text.
std::string text_in(pugi::xml_node item) {
  std::string text;
  for (pugi::xml_node part : item) {
    if (name_of(part) == "t") text += part.text().get();
    if (name_of(part) == "r") text += child(part, "t").text().get();
  }
  return unescaped(text);
}

// ── the workbook's plan ──

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

std::string resolved(const std::string& folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string base = folder;
  for (; target.starts_with("../"); target.remove_prefix(3))
    base = base.empty() ? base : folder_of(base.substr(0, base.size() - 1));
  return base.append(target);
}

class Workbook {
 public:
  Workbook(std::string_view file, const XlsxLimits& limits) : archive_(file, limits), limits_(limits) {
    std::string path = workbook_path();
    std::string folder = folder_of(path);
    Tree book(plan_part(path));
    Tree relations(plan_part(folder + "_rels/" + path.substr(folder.size()) + ".rels"));
    from_1904_ = is_true(attribute(child(book.root(), "workbookPr"), "date1904"));
    for (auto sheet : child(book.root(), "sheets")) add_sheet(sheet, relations.root(), folder);
    read_styles(related(relations.root(), folder, "/styles"));
    read_strings(related(relations.root(), folder, "/sharedStrings"));
  }

  Sheet read(std::string_view sheet_name) {
    std::string xml = archive_.required_part(find_sheet(sheet_name));
    SheetBuilder builder(limits_.sheet);
    Elements rows(xml, "row");
    int number = 0;
    while (auto row = rows.next()) read_row(Tree(*row).root(), number, builder);
    if (rows.cut_short()) refuse_damaged();
    return builder.take();
  }

 private:
  struct SheetPlace {
    std::string name, path;
  };

  std::string plan_part(const std::string& path) {
    std::string xml = archive_.required_part(path);
    if (xml.size() > most_plan_bytes) refuse("too_large", 0, "The workbook's list of sheets and formats is too large.");
    return xml;
  }

  std::string workbook_path() {
    if (archive_.has("META-INF/manifest.xml"))
      refuse("not_xlsx", 0,
             "This is an OpenDocument file. Save it as an Excel workbook (.xlsx) or CSV and send that file.");
    if (!archive_.has("_rels/.rels")) refuse("not_xlsx", 0, "This archive is no Excel workbook.");
    Tree relations(plan_part("_rels/.rels"));
    std::string path = related(relations.root(), "", "/officeDocument");
    if (path.ends_with(".bin"))
      refuse("not_xlsx", 0, "This is a binary workbook (.xlsb). Save it as .xlsx or CSV and send that file.");
    if (!path.ends_with("workbook.xml")) refuse("not_xlsx", 0, "This file is no Excel workbook.");
    return path;
  }

  // The part a relation of this type leads to, "" without one.
  static std::string related(pugi::xml_node relations, const std::string& folder, std::string_view type) {
    for (auto relation : relations)
      if (attribute(relation, "Type").ends_with(type)) return resolved(folder, attribute(relation, "Target"));
    return "";
  }

  void add_sheet(pugi::xml_node sheet, pugi::xml_node relations, const std::string& folder) {
    for (auto relation : relations)
      if (attribute(relation, "Id") == attribute(sheet, "id") && attribute(relation, "Type").ends_with("/worksheet"))
        sheets_.push_back({std::string(attribute(sheet, "name")), resolved(folder, attribute(relation, "Target"))});
  }

  const std::string& find_sheet(std::string_view name) const {
    for (auto& sheet : sheets_)
      if (name.empty() || sheet.name == name) return sheet.path;
    if (name.empty()) refuse("no_such_sheet", 0, "The workbook has no sheet with cells.");
    refuse("no_such_sheet", 0, fmt::format("The workbook has no sheet called “{}”.", name));
  }

  void read_styles(const std::string& path) {
    if (path.empty() || !archive_.has(path)) return;
    Tree styles(plan_part(path));
    std::vector<std::pair<int, Shows>> own;
    for (auto format : child(styles.root(), "numFmts"))
      own.emplace_back(number_in<int>(attribute(format, "numFmtId")).value_or(0),
                       shown_by_code(attribute(format, "formatCode")));
    for (auto style : child(styles.root(), "cellXfs")) {
      int id = number_in<int>(attribute(style, "numFmtId")).value_or(0);
      auto found = std::ranges::find(own, id, &std::pair<int, Shows>::first);
      styles_.push_back(found != own.end() ? found->second : shown_by_builtin(id));
    }
  }

  void read_strings(const std::string& path) {
    if (path.empty() || !archive_.has(path)) return;
    std::string xml = archive_.required_part(path);
    Elements items(xml, "si");
    while (auto item = items.next()) {
      if (strings_.size() == limits_.sheet.cells) refuse("too_many_cells", 0, "The workbook holds too many texts.");
      strings_.push_back(text_in(Tree(*item).root()));
    }
    if (items.cut_short()) refuse_damaged();
  }

  // ── cells ──

  void read_row(pugi::xml_node row, int& number, SheetBuilder& builder) const {
    int next = number_in<int>(attribute(row, "r")).value_or(number + 1);
    if (next <= number || next > most_rows) refuse_damaged();
    number = next;
    std::vector<std::string> cells;
    std::size_t bytes = 0, next_column = 0;
    for (auto cell : row) {
      if (name_of(cell) != "c") continue;
      std::size_t column = column_of(attribute(cell, "r")).value_or(next_column);
      if (column < next_column || column >= most_columns) refuse_damaged();
      next_column = column + 1;
      std::string text = cell_text(cell, number, column);
      check_size(text, bytes += text.size(), number);
      if (text.empty()) continue;
      cells.resize(column);
      cells.push_back(std::move(text));
    }
    if (cells.size() > limits_.sheet.row_cells)
      refuse("too_wide", number, fmt::format("Row {} has more than {} cells.", number, limits_.sheet.row_cells));
    builder.add(number, std::move(cells));
  }

  // The zero-based column of a name such as AB12.
  static std::optional<std::size_t> column_of(std::string_view cell_name) {
    std::size_t column = 0;
    for (char c : cell_name) {
      if (c < 'A' || c > 'Z' || column > most_columns) break;
      column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    }
    return column ? std::optional(column - 1) : std::nullopt;
  }

  static std::string cell_name(int row, std::size_t column) {
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
      letters.insert(0, 1, static_cast<char>('A' + (column - 1) % 26));
    return letters + std::to_string(row);
  }

  void check_size(const std::string& text, std::size_t row_bytes, int row) const {
    if (!is_utf8(text)) refuse_damaged();
    if (text.size() > limits_.sheet.cell_bytes)
      refuse("long_cell", row, fmt::format("Row {} has a cell longer than {} bytes.", row, limits_.sheet.cell_bytes));
    if (row_bytes > limits_.sheet.row_bytes)
      refuse("long_row", row, fmt::format("Row {} is longer than {} bytes.", row, limits_.sheet.row_bytes));
  }

  std::string cell_text(pugi::xml_node cell, int row, std::size_t column) const {
    std::string_view type = attribute(cell, "t");
    if (type == "inlineStr") return text_in(child(cell, "is"));
    std::string_view value = child(cell, "v").text().get();
    if (value.empty()) return without_value(cell, type, row, column);
    if (type == "s") return shared_string(value);
    if (type == "str") return unescaped(value);
    if (type == "b") return is_true(value) ? "TRUE" : "FALSE";
    if (type == "d") return std::string(value);
    if (type == "e")
      refuse("error_cell", row,
             fmt::format("Cell {} holds the error {}. Correct or empty it and send the file again.",
                         cell_name(row, column), value));
    return number_cell(cell, value, row, column);
  }

  static std::string without_value(pugi::xml_node cell, std::string_view type, int row, std::size_t column) {
    if (child(cell, "f") && type != "str")
      refuse("no_result", row,
             fmt::format("Cell {} holds a formula without its result. Open the file in a spreadsheet "
                         "program, save it, and send that file.",
                         cell_name(row, column)));
    return "";
  }

  std::string shared_string(std::string_view value) const {
    auto index = number_in<std::size_t>(value);
    if (!index || *index >= strings_.size()) refuse_damaged();
    return strings_[*index];
  }

  std::string number_cell(pugi::xml_node cell, std::string_view value, int row, std::size_t column) const {
    auto number = number_in<double>(value);
    if (!number || !std::isfinite(*number)) refuse_damaged();
    auto style = number_in<std::size_t>(attribute(cell, "s")).value_or(0);
    Shows shows = style < styles_.size() ? styles_[style] : Shows::number;
    if (shows == Shows::number) return number_text(*number);
    if (auto text = time_text(*number, shows, from_1904_)) return *text;
    refuse("bad_date", row,
           fmt::format("Cell {} is formatted as a date or time, but {} is none.", cell_name(row, column),
                       number_text(*number)));
  }

  Archive archive_;
  XlsxLimits limits_;
  bool from_1904_ = false;
  std::vector<SheetPlace> sheets_;
  std::vector<Shows> styles_;
  std::vector<std::string> strings_;
};

// Old workbooks and locked new ones share one container; its directory names the locked content in UTF-16.
void refuse_old_container(std::string_view file) {
  if (!file.starts_with("\xD0\xCF\x11\xE0")) return;
  constexpr std::string_view locked("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  if (file.find(locked) != std::string_view::npos)
    refuse("locked", 0, "The workbook is locked with a password. Save it without one and send that file.");
  refuse("old_xls", 0, "This is an old Excel workbook (.xls). Save it as .xlsx or CSV and send that file.");
}

}  // namespace

bool looks_like_xlsx(std::string_view file) { return file.starts_with("PK\x03\x04"); }

Sheet read_xlsx(std::string_view file, std::string_view sheet_name, const XlsxLimits& limits) {
  refuse_old_container(file);
  if (!looks_like_xlsx(file)) refuse("not_xlsx", 0, "This file is no Excel workbook (.xlsx).");
  return Workbook(file, limits).read(sheet_name);
}

}  // namespace kit
