// For tests and fuzzers: small zip archives and hand-made workbooks in memory.
#pragma once

#include <zip.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kit {

using Parts = std::vector<std::pair<std::string, std::string>>;

inline std::string zipped(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  for (auto& [path, content] : parts)
    zip_file_add(archive, path.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), 0);
  zip_close(archive);
  zip_stat_t facts;
  zip_source_stat(target, &facts);
  std::string bytes(facts.size, '\0');
  zip_source_open(target);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

struct Book {
  std::string rows;                               // inside sheetData
  std::string strings = "<si><t>first</t></si>";  // inside sst
  std::string formats =
      "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"20\"/><xf numFmtId=\"46\"/>"
      "<xf numFmtId=\"164\"/>";  // inside cellXfs
  std::string properties;        // of the workbook, such as date1904="1"
};

inline Parts parts_of(const Book& book) {
  const std::string relations =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  const std::string type = "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  return {
      {"_rels/.rels",
       relations + "<Relationship Id=\"rId1" + type + "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
      {"xl/workbook.xml", "<workbook xmlns:r=\"r\"><workbookPr " + book.properties +
                              "/><sheets>"
                              "<sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", relations + "<Relationship Id=\"rId1" + type +
                                         "worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                                         "<Relationship Id=\"rId2" +
                                         type +
                                         "sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
                                         "<Relationship Id=\"rId3" +
                                         type + "styles\" Target=\"styles.xml\"/></Relationships>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"d\\ mmm\\ yyyy\"/></numFmts><cellXfs>" +
           book.formats + "</cellXfs></styleSheet>"},
      {"xl/sharedStrings.xml", "<sst>" + book.strings + "</sst>"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + book.rows + "</sheetData></worksheet>"},
  };
}

inline std::string file_of(const Book& book) { return zipped(parts_of(book)); }

}  // namespace kit
