#include "kit/csv/csv.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

using namespace kit;

namespace {

using Rows = std::vector<SheetRow>;

std::string refusal(std::string_view file, const SheetLimits& limits = {}) {
  try {
    read_csv(file, limits);
  } catch (const SheetRefused& refused) {
    return std::to_string(refused.row()) + " " + refused.reason() + ": " + refused.what();
  }
  return "";
}

Rows streamed(std::string_view file, std::size_t piece) {
  Rows rows;
  CsvReader reader([&](int number, auto cells) { rows.push_back({number, {cells.begin(), cells.end()}}); });
  for (std::size_t at = 0; at < file.size(); at += piece) reader.feed(file.substr(at, piece));
  reader.finish();
  return rows;
}

std::string written(std::string_view cell) {
  std::string out;
  csv_row(out, {cell});
  return out;
}

constexpr std::string_view save_again =
    "Open it in a spreadsheet program, choose “Save as” and “CSV UTF-8 (comma delimited)”, and send that file.";

}  // namespace

TEST_CASE("a plain file is read into a header and numbered rows") {
  Sheet sheet = read_csv("unit,rate\nWest,1.5\nEast,2\n");
  CHECK(sheet.header == std::vector<std::string>{"unit", "rate"});
  CHECK(sheet.rows == Rows{{2, {"West", "1.5"}}, {3, {"East", "2"}}});
}

TEST_CASE("line ends, byte order mark and a missing last line end make no difference") {
  Sheet plain = read_csv("a,b\n1,2\n3,4\n");
  CHECK(read_csv("a,b\r\n1,2\r\n3,4\r\n") == plain);
  CHECK(read_csv("a,b\r1,2\r3,4") == plain);
  CHECK(read_csv("\xEF\xBB\xBF"
                 "a,b\n1,2\n3,4") == plain);
}

TEST_CASE("the separator is found out") {
  Sheet plain = read_csv("a,b\n1,2\n");
  CHECK(read_csv("a;b\n1;2\n") == plain);
  CHECK(read_csv("a\tb\n1\t2\n") == plain);
  CHECK(read_csv("\n\na;b\n1;2\n").header == plain.header);
  CHECK(read_csv("\"a,b,c\";d;e\n1;2;3\n").header == std::vector<std::string>{"a,b,c", "d", "e"});
}

TEST_CASE("quoted cells hold separators, quotation marks and line breaks") {
  Sheet sheet = read_csv("a,b\r\n\"x, y\",\"he said \"\"no\"\"\"\r\n\"two\r\nlines\",\"\"\"\"\r\n");
  CHECK(sheet.rows == Rows{{2, {"x, y", "he said \"no\""}}, {3, {"two\r\nlines", "\""}}});
}

TEST_CASE("a quotation mark inside a plain cell is itself") {
  CHECK(read_csv("a\n5\" pipe\n").rows == Rows{{2, {"5\" pipe"}}});
}

TEST_CASE("blank rows are left out and still counted") {
  CHECK(read_csv("a,b\n\n1,2\n,\n\n3,4\n\n").rows == Rows{{3, {"1", "2"}}, {6, {"3", "4"}}});
}

TEST_CASE("short rows are filled and empty cells beyond the header dropped") {
  CHECK(read_csv("a,b,c\n1\n1,2,3,,\n").rows == Rows{{2, {"1", "", ""}}, {3, {"1", "2", "3"}}});
  CHECK(refusal("a,b\n1,2,3\n") == "2 too_wide: Row 2 has 3 cells, but the header has only 2.");
}

TEST_CASE("how the pieces fall makes no difference") {
  std::string file = "\xEF\xBB\xBFname;note\r\n\"a;\"\"b\"\"\";x\r\n\r\n\"multi\r\nline\";ñandú\rlast;\"\"";
  Rows whole = streamed(file, file.size());
  CHECK(whole.size() == 4);
  CHECK(whole[1].cells[0] == "a;\"b\"");
  CHECK(whole[3] == SheetRow{5, {"last", ""}});
  for (std::size_t piece = 1; piece < file.size(); ++piece) CHECK(streamed(file, piece) == whole);
}

TEST_CASE("a file of many pieces is read as one") {
  std::string file = "id,text\n";
  for (int i = 2; i < 20'000; ++i)
    file += std::to_string(i) + ",\"line " + std::to_string(i) + "\r\nwith \"\"more\"\"\"\r\n";
  for (std::size_t piece : {1'000u, 65'536u, 65'537u, 1'000'000u}) {
    Rows rows = streamed(file, piece);
    REQUIRE(rows.size() == 19'999);
    for (int i = 2; i < 20'000; ++i) {
      const SheetRow& row = rows[static_cast<std::size_t>(i - 1)];
      if (row.number != i || row.cells[0] != std::to_string(i) || !row.cells[1].ends_with("with \"more\"")) FAIL(i);
    }
  }
}

TEST_CASE("a row may be cut anywhere between two pieces") {
  std::string row = "\"x\"\"y\",ñ\r\n";
  for (std::size_t shift = 0; shift <= row.size(); ++shift) {
    std::string file = "a" + std::string(shift, 'a') + ",b\r\n";
    while (file.size() < 70'000) file += row;
    Rows rows = streamed(file, file.size());
    CHECK(rows.back() == SheetRow{static_cast<int>(rows.size()), {"x\"y", "ñ"}});
  }
}

TEST_CASE("a row longer than several pieces is read whole") {
  std::string long_cell(400'000, 'x');
  SheetLimits limits{.cell_bytes = 500'000};
  CHECK(read_csv("a,b\n\"" + long_cell + "\",2\n", limits).rows == Rows{{2, {long_cell, "2"}}});
}

TEST_CASE("a long row in tiny pieces is not read again with each") {
  std::string file = "a\n\"" + std::string(900'000, 'x') + "\"\n";
  std::size_t read = 0;
  CsvReader reader([&](int, auto cells) { read += cells[0].size(); }, {.cell_bytes = 1'000'000});
  auto start = std::chrono::steady_clock::now();
  for (char c : file) reader.feed({&c, 1});
  reader.finish();
  CHECK(read == 900'001);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(3));
}

TEST_CASE("damage is refused with the row's number") {
  CHECK(refusal("a,b\n1,2\n\"open,3\n4,5\n") == "3 open_quote: Row 3 opens a quotation mark that is never closed.");
  CHECK(refusal("a,b\n\"x\"y,2\n") ==
        "2 after_quote: Row 2 has text after a closing quotation mark. Inside a quoted cell write \"\" for \".");
  CHECK(refusal(std::string_view("a,b\nlonger,2\nx\0y,2\n", 20)) ==
        "3 nul: Row 3 holds a zero byte, so the file is damaged or no text. " + std::string(save_again));
}

TEST_CASE("other encodings are recognised and told what to do") {
  CHECK(refusal("name\nse\xF1or\n") ==
        "2 not_utf8: Row 2 is not UTF-8 text; the file is probably in an older encoding such as Latin-1. " +
            std::string(save_again));
  std::string utf16 = "0 utf16: This file is UTF-16 text. " + std::string(save_again);
  CHECK(refusal("\xFF\xFE"
                "n\0a\0") == utf16);
  CHECK(refusal("\xFE\xFF") == utf16);
  CHECK(refusal(std::string_view("a\0,\0b\0\n\0", 8)) == utf16);
  CHECK(refusal(std::string_view("\0a\0,\0b\0\n", 8)) == utf16);
}

TEST_CASE("workbooks sent as CSV are recognised") {
  CHECK(refusal("PK\x03\x04 and so on").starts_with("0 not_csv: This is a workbook or archive, not a CSV file."));
  CHECK(refusal("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").starts_with("0 not_csv: This is an old Excel workbook"));
}

TEST_CASE("an empty file is refused") {
  for (auto file : {"", "\n\n", ",,\n", "\xEF\xBB\xBF"})
    CHECK(refusal(file) == "0 no_header: The table is empty: it has no header row.");
}

TEST_CASE("limits are kept") {
  SheetLimits limits{.cells = 4, .cell_bytes = 8, .row_bytes = 20, .row_cells = 3};
  CHECK(refusal("a,b\n1,2\n3,4\n", limits) == "");
  CHECK(refusal("a,b\n1,2\n3,4\n5,6\n", limits) == "4 too_many_cells: The table has more than 4 cells.");
  CHECK(refusal("a,b\n123456789,2\n", limits) == "2 long_cell: Row 2 has a cell longer than 8 bytes.");
  CHECK(refusal("a,b,c,d\n", limits) == "1 too_wide: Row 1 has more than 3 cells.");
  CHECK(refusal("a\n\"" + std::string(30, 'x'), limits).starts_with("2 open_quote"));
  CHECK(refusal("a\n" + std::string(21, 'x') + "\n", limits) ==
        "2 long_row: Row 2 is longer than 20 bytes. Perhaps a quotation mark in it is not closed.");
}

TEST_CASE("an endless row is refused before it fills memory") {
  CsvReader reader([](int, auto) {});
  std::string piece(100'000, '"');
  CHECK_THROWS_AS(
      [&] {
        for (int i = 0; i < 100; ++i) reader.feed(piece);
      }(),
      SheetRefused);
}

TEST_CASE("what is written reads back the same") {
  std::vector<std::string> cells{"plain", "with, comma", "with \"quotes\"", "two\r\nlines", "", " spaces ", "ñ 日本"};
  std::string file;
  csv_row(file, {"a", "b", "c", "d", "e", "f", "g"});
  csv_row(file, cells);
  CHECK(file.ends_with("\r\n"));
  CHECK(read_csv(file).rows == Rows{{2, cells}});
}

TEST_CASE("cells that would run as formulas are defused") {
  CHECK(written("=1+1") == "'=1+1\r\n");
  CHECK(written("@SUM(A1)") == "'@SUM(A1)\r\n");
  CHECK(written("+cmd|'/c calc'!A0") == "'+cmd|'/c calc'!A0\r\n");
  CHECK(written("-2+3") == "'-2+3\r\n");
  CHECK(written("\t=1") == "\"'\t=1\"\r\n");
  CHECK(written("=HYPERLINK(\"x\",\"y\")") == "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n");
}

TEST_CASE("negative numbers are no formulas") {
  for (auto number : {"-3.5", "+12", "-0", "12"}) CHECK(written(number) == std::string(number) + "\r\n");
  for (auto text : {"-", "-3.", "-.5", "-1e5", "-3-3"}) CHECK(written(text) == "'" + std::string(text) + "\r\n");
}

TEST_CASE("a row of one empty cell is not a blank line") {
  CHECK(written("") == "\"\"\r\n");
  CHECK(streamed(written(""), 100) == Rows{{1, {""}}});
}
