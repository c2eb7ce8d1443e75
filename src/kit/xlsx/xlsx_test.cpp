#include "kit/xlsx/xlsx.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "kit/csv/csv.h"
#include "kit/xlsx/zipped_test.h"
#include "tests/world/folder.h"

using namespace kit;

namespace {

using Cells = std::vector<std::string>;

std::string header_row(int columns) {
  std::string row = "<row r=\"1\">";
  for (int i = 0; i < columns; ++i) row += "<c t=\"inlineStr\"><is><t>h" + std::to_string(i) + "</t></is></c>";
  return row + "</row>";
}

// The cells of the second row of a hand-made sheet.
Cells second_row(const std::string& cells, Book book = {}) {
  book.rows = header_row(8) + "<row r=\"2\">" + cells + "</row>";
  Sheet sheet = read_xlsx(file_of(book));
  REQUIRE(sheet.rows.size() == 1);
  Cells row = sheet.rows[0].cells;
  while (!row.empty() && row.back().empty()) row.pop_back();
  return row;
}

std::string refusal(std::string_view file, const XlsxLimits& limits = {}, std::string_view name = "") {
  try {
    read_xlsx(file, name, limits);
  } catch (const SheetRefused& refused) {
    return std::to_string(refused.row()) + " " + refused.reason() + ": " + refused.what();
  }
  return "";
}

std::string refused_row(const std::string& cells, Book book = {}) {
  book.rows = header_row(3) + "<row r=\"2\">" + cells + "</row>";
  return refusal(file_of(book));
}

// While it stands, temporary files go to a folder that nobody else uses.
class OwnTemporaryFolder {
 public:
  OwnTemporaryFolder() {
    if (const char* before = std::getenv("TMPDIR")) before_ = before;
    setenv("TMPDIR", folder_.path.c_str(), 1);
  }
  ~OwnTemporaryFolder() { before_.empty() ? unsetenv("TMPDIR") : setenv("TMPDIR", before_.c_str(), 1); }
  bool empty() const { return std::filesystem::is_empty(folder_.path); }

 private:
  tests::Folder folder_;
  std::string before_;
};

}  // namespace

TEST_CASE("what is written as a workbook reads back as the same table") {
  XlsxSheet sheet{"Units", {"unit", "beds", "rate", "spent", "since"}, {}};
  sheet.rows.push_back({"Señal & <b>", std::int64_t{24}, 0.1, *parse_quantity("-1234.5"), date_of(2026, 7, 1)});
  sheet.rows.push_back(
      {"two\nlines", std::int64_t{9'007'199'254'740'993}, 1e-7, Quantity{INT64_MAX}, date_of(1850, 2, 3)});
  Sheet read = read_xlsx(write_xlsx({sheet}));
  CHECK(read.header == Cells{"unit", "beds", "rate", "spent", "since"});
  CHECK(read.rows == std::vector<SheetRow>{
                         {2, {"Señal & <b>", "24", "0.1", "-1234.5", "2026-07-01"}},
                         {3, {"two\nlines", "9007199254740993", "0.0000001", "9223372036854.775807", "1850-02-03"}}});
}

TEST_CASE("a workbook and a CSV file of the same table are equal") {
  std::vector<Cells> rows{{"West", "12", "a, b"}, {"", "0.25", " spaces "}, {"=1+1", "-3", "\"q\""}, {"x", "", ""}};
  XlsxSheet sheet{"T", {"name", "number", "note"}, {}};
  std::string csv = "name,number,note\n";
  for (auto& cells : rows) {
    sheet.rows.push_back({cells[0], cells[1].empty() ? XlsxCell("") : XlsxCell(std::stod(cells[1])), cells[2]});
    for (auto& cell : cells) {
      std::string doubled;
      for (char c : cell) doubled.append(c == '"' ? 2 : 1, c);
      csv += "\"" + doubled + "\"" + (&cell == &cells.back() ? "\n" : ",");
    }
  }
  CHECK(read_xlsx(write_xlsx({sheet})) == read_csv(csv));
}

TEST_CASE("a sheet is chosen by its name") {
  std::string file = write_xlsx({{"First", {"a"}, {{"1"}}}, {"Second", {"b"}, {{"2"}}}});
  CHECK(read_xlsx(file).header == Cells{"a"});
  CHECK(read_xlsx(file, "Second").header == Cells{"b"});
  CHECK(refusal(file, {}, "Third") == "0 no_such_sheet: The workbook has no sheet called “Third”.");
}

TEST_CASE("text is never run as a formula") {
  std::string file = write_xlsx({{"S", {"a"}, {{"=HYPERLINK(\"http://x\")"}}}});
  CHECK(read_xlsx(file).rows[0].cells[0] == "=HYPERLINK(\"http://x\")");
}

TEST_CASE("names Excel would not take are made to fit") {
  std::string wanted = "Rates [2026]: night/day? and much more ñ";
  CHECK(read_xlsx(write_xlsx({{wanted, {"a"}, {}}}), "Rates  2026   night day  and mu").header == Cells{"a"});
  CHECK(read_xlsx(write_xlsx({{"", {"a"}, {}}}), "Sheet").header == Cells{"a"});
  CHECK_THROWS_AS(write_xlsx({{"A", {"a"}, {}}, {"a", {"b"}, {}}}), std::invalid_argument);
}

TEST_CASE("what Excel cannot hold is refused") {
  CHECK_THROWS_AS(write_xlsx({{"A", {std::string(32'768, 'x')}, {}}}), std::length_error);
  CHECK_THROWS_AS(write_xlsx({{"A", Cells(16'385, "x"), {}}}), std::length_error);
}

TEST_CASE("writing leaves no temporary file behind") {
  OwnTemporaryFolder folder;
  write_xlsx({{"A", {"a"}, {{"1"}}}});
  CHECK_THROWS(write_xlsx({{"A", {std::string(32'768, 'x')}, {}}}));
  CHECK(folder.empty());
}

TEST_CASE("cells come in every way a workbook may hold text") {
  CHECK(second_row("<c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><r><t>ru</t></r><r><t>ns</t></r></is></c>"
                   "<c t=\"str\"><f>A1</f><v>result</v></c><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c>"
                   "<c t=\"d\"><v>2026-07-01</v></c>") ==
        Cells{"first", "runs", "result", "TRUE", "FALSE", "2026-07-01"});
}

TEST_CASE("shared text keeps its spaces and escapes and leaves out reading aids") {
  Book book;
  book.strings =
      "<si><t xml:space=\"preserve\"> </t></si><si><t>a_x000D_b_x00e9_ _x0000_ &amp;&lt;&#233;</t></si>"
      "<si><r><t>東</t></r><r><t>京</t></r><rPh sb=\"0\" eb=\"1\"><t>とう</t></rPh></si><si/>";
  CHECK(second_row("<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c>"
                   "<c><v>1</v></c>",
                   book) == Cells{" ", "a\rbé _x0000_ &<é", "東京", "", "1"});
}

TEST_CASE("numbers come as a person would type them") {
  CHECK(second_row("<c><v>12</v></c><c><v>12.0</v></c><c><v>1.5E3</v></c><c><v>-0.25</v></c><c><v>1E-5</v></c>"
                   "<c><v>0.30000000000000004</v></c><c><v>1e300</v></c><c><v>-0</v></c>") ==
        Cells{"12", "12", "1500", "-0.25", "0.00001", "0.30000000000000004", "1e+300", "0"});
}

TEST_CASE("days and times come as dates") {
  CHECK(second_row("<c s=\"1\"><v>46204</v></c><c s=\"4\"><v>46204.5</v></c><c s=\"2\"><v>0.5868055555</v></c>"
                   "<c s=\"3\"><v>1.5625</v></c><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>61</v></c>"
                   "<c s=\"1\"><v>2958465</v></c>") == Cells{"2026-07-01", "2026-07-01T12:00:00", "14:05:00",
                                                             "37:30:00", "1900-01-01", "1900-02-28", "1900-03-01",
                                                             "9999-12-31"});
}

TEST_CASE("workbooks that count from 1904 are read by their own calendar") {
  Book book;
  book.properties = "date1904=\"1\"";
  CHECK(second_row("<c s=\"1\"><v>0</v></c><c s=\"1\"><v>44742</v></c>", book) == Cells{"1904-01-01", "2026-07-01"});
}

TEST_CASE("number formats tell days from numbers") {
  auto shown = [](std::string code) {
    Parts parts = parts_of({.rows = header_row(1) + "<row><c s=\"0\"><v>46204.25</v></c></row>"});
    parts[3].second = "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"" + code +
                      "\"/></numFmts><cellXfs><xf numFmtId=\"200\"/></cellXfs></styleSheet>";
    return read_xlsx(zipped(parts)).rows[0].cells[0];
  };
  for (auto code : {"yyyy-mm-dd", "d/m/yy", "[$-409]mmmm d, yyyy;@", "DD.MM.YYYY", "mmm", "[Red]dd"})
    CHECK(shown(code) == "2026-07-01T06:00:00");
  for (auto code : {"0.00", "General", "#,##0 &quot;days&quot;", "0.0\\d", "[Red]0.00;[Blue]-0.00", "0.00E+00", "@",
                    "0%", "_-* #,##0_-", "[$USD] 0", "0.00;(0.00);d"})
    CHECK(shown(code) == "46204.25");
  CHECK(shown("[h]:mm") == "1108902:00:00");
}

TEST_CASE("rows and cells may leave out their names or be far apart") {
  Book book{.rows =
                "<row><c t=\"inlineStr\"><is><t>a</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>c</t></is></c></row>"
                "<row r=\"2\"/><row r=\"9\" spans=\"1:3\"><c r=\"C9\"><v>3</v></c></row><row><c><v>1</v></c></row>"};
  Sheet sheet = read_xlsx(file_of(book));
  CHECK(sheet.header == Cells{"a", "", "c"});
  CHECK(sheet.rows == std::vector<SheetRow>{{9, {"", "", "3"}}, {10, {"1", "", ""}}});
}

TEST_CASE("a namespace prefix makes no difference") {
  Parts parts = parts_of({});
  parts[5].second =
      "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row r=\"1\"><x:c t=\"inlineStr\"><x:is><x:t>a</x:t></x:is></x:c>"
      "</x:row><x:row r=\"2\"><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>";
  CHECK(read_xlsx(zipped(parts)).rows == std::vector<SheetRow>{{2, {"7"}}});
}

TEST_CASE("a cell with an error or no result is named") {
  CHECK(refused_row("<c><v>1</v></c><c t=\"e\"><v>#DIV/0!</v></c>") ==
        "2 error_cell: Cell B2 holds the error #DIV/0!. Correct or empty it and send the file again.");
  CHECK(
      refused_row("<c r=\"AB2\"><f>SUM(A1)</f></c>") ==
      "2 no_result: Cell AB2 holds a formula without its result. Open the file in a spreadsheet program, save it, and "
      "send that file.");
  CHECK(refused_row("<c s=\"1\"><v>60</v></c>") ==
        "2 bad_date: Cell A2 is formatted as a date or time, but 60 is none.");
  CHECK(refused_row("<c s=\"1\"><v>-5.5</v></c>") ==
        "2 bad_date: Cell A2 is formatted as a date or time, but -5.5 is none.");
  CHECK(refused_row("<c s=\"1\"><v>1e300</v></c>").starts_with("2 bad_date: Cell A2"));
}

TEST_CASE("a cell beyond the header is refused") {
  CHECK(refused_row("<c r=\"D2\"><v>1</v></c>") == "2 too_wide: Row 2 has 4 cells, but the header has only 3.");
}

TEST_CASE("damaged workbooks are refused") {
  std::string good = write_xlsx({{"A", {"a"}, {{"1"}}}});
  CHECK(refusal(good) == "");
  CHECK(refusal(good.substr(0, good.size() / 2)).starts_with("0 damaged: The workbook is damaged."));
  std::string flipped = good;
  for (char& c : flipped.replace(0, 4, "")) c = static_cast<char>(c ^ 0x55);
  CHECK(refusal("PK\x03\x04" + flipped).starts_with("0 damaged"));
  for (auto cells : {"<c t=\"s\"><v>7</v></c>", "<c t=\"s\"><v>-1</v></c>", "<c><v>abc</v></c>", "<c><v>nan</v></c>",
                     "<c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>1</v></c>", "<c r=\"XFE2\"><v>1</v></c>", "<c><v>1</c>",
                     "<c t=\"inlineStr\"><is><t>&#xD800;</t></is></c>", "<c><v>\xFF</v></c>", "</row><row r=\"2\">",
                     "</row><row r=\"1048577\">", "</row><row r=\"3\"><c>"})
    CHECK_MESSAGE(refused_row(cells).find("damaged") != std::string::npos, std::string(cells));
}

TEST_CASE("other kinds of files are refused with what to do") {
  CHECK(refusal("a,b\n1,2\n") == "0 not_xlsx: This file is no Excel workbook (.xlsx).");
  CHECK(refusal("") == "0 not_xlsx: This file is no Excel workbook (.xlsx).");
  std::string old = std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + std::string(600, '\0');
  CHECK(refusal(old) == "0 old_xls: This is an old Excel workbook (.xls). Save it as .xlsx or CSV and send that file.");
  std::string locked = old;
  for (char c : std::string("EncryptedPackage")) (locked += c) += '\0';
  CHECK(refusal(locked) == "0 locked: The workbook is locked with a password. Save it without one and send that file.");
  CHECK(refusal(zipped({{"note.txt", "hello"}})) == "0 not_xlsx: This archive is no Excel workbook.");
  CHECK(refusal(zipped({{"META-INF/manifest.xml", "<m/>"}})).starts_with("0 not_xlsx: This is an OpenDocument file."));
}

TEST_CASE("a zip bomb is refused before it fills memory") {
  Parts parts = parts_of({});
  parts[5].second = "<worksheet><sheetData>" + std::string(50'000'000, ' ') + "</sheetData></worksheet>";
  std::string bomb = zipped(parts);
  CHECK(bomb.size() < 100'000);
  CHECK(refusal(bomb) ==
        "0 zip_bomb: The workbook unpacks to far more than an honest file of its size would, so it is not opened.");
  CHECK(refusal(bomb, {.unpacked_bytes = 1'000'000})
            .starts_with("0 too_large: The workbook unpacks to more than 1 million"));
}

TEST_CASE("a workbook that lies about its size is refused") {
  Parts parts = parts_of({});
  parts[5].second = "<worksheet><sheetData>" + std::string(5'000'000, ' ') + "</sheetData></worksheet>";
  std::string bomb = zipped(parts);
  std::string size(4, ' '), small("\x10\x00\x00\x00", 4);
  std::size_t true_size = parts[5].second.size();
  for (int i = 0; i < 4; ++i) size[static_cast<std::size_t>(i)] = static_cast<char>(true_size >> (8 * i));
  for (std::size_t at = 0; (at = bomb.find(size, at)) != std::string::npos; at += 4) bomb.replace(at, 4, small);
  CHECK(refusal(bomb, {.unpacked_bytes = 2'000'000, .ratio = 1'000'000}).starts_with("0 too_large"));
}

TEST_CASE("entities a document declares are not expanded") {
  Book book{.rows = header_row(1) + "<row><c t=\"inlineStr\"><is><t>&x;</t></is></c></row>"};
  Parts parts = parts_of(book);
  parts[5].second = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + parts[5].second;
  CHECK(read_xlsx(zipped(parts)).rows[0].cells[0] == "&x;");
}

TEST_CASE("a relation that points outside the workbook finds nothing") {
  Parts parts = parts_of({});
  parts[0].second =
      "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"../../../etc/workbook.xml\"/></Relationships>";
  CHECK(refusal(zipped(parts)).starts_with("0 damaged"));
}

TEST_CASE("limits of a workbook are kept") {
  Book book{.rows = header_row(2) + "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>"};
  std::string file = file_of(book);
  CHECK(refusal(file, {.entries = 5}) == "0 too_many_parts: The workbook has 6 parts; at most 5 are taken.");
  CHECK(refusal(file, {.sheet = {.cells = 3}}) == "3 too_many_cells: The table has more than 3 cells.");
  CHECK(refusal(file, {.sheet = {.cell_bytes = 1}}) == "1 long_cell: Row 1 has a cell longer than 1 bytes.");
  CHECK(refusal(file, {.sheet = {.row_cells = 1}}) == "1 too_wide: Row 1 has more than 1 cells.");
}
