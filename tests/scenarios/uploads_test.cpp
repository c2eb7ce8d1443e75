// Files somebody sends to /import: whatever they hold, the answer is a sentence, and nothing has changed.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "kit/xlsx/xlsx.h"
#include "modules/setup/uploads.h"
#include "tests/world/forms.h"

using namespace tests;

namespace {

std::string read_and_remove(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  std::filesystem::remove(path);
  return text.str();
}

// A workbook whose sheet is 40 MB of blanks and 40 kB in the file.
std::string zip_bomb() {
  std::string path = (std::filesystem::temp_directory_path() / kit::new_id("bomb")).string();
  int error = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
  REQUIRE(archive);
  std::string sheet = "<worksheet><sheetData>" + std::string(40'000'000, ' ');
  const std::string workbook = "<workbook><sheets><sheet name=\"a\" r:id=\"rId1\"/></sheets></workbook>";
  const std::string relations =
      "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
  auto add = [&](const char* name, const std::string& text) {
    zip_file_add(archive, name, zip_source_buffer(archive, text.data(), text.size(), 0), 0);
  };
  add("xl/workbook.xml", workbook);
  add("xl/_rels/workbook.xml.rels", relations);
  add("xl/worksheets/sheet1.xml", sheet);
  REQUIRE(zip_close(archive) == 0);
  return read_and_remove(path);
}

std::string small_workbook() {
  kit::XlsxSheet sheet{.name = "Sheet", .header = {"external_id", "name", "unit"}, .rows = {}};
  sheet.rows.push_back({"T-1", "One", "x"});
  return kit::write_xlsx({sheet});
}

std::string in_utf16(const std::string& text) {
  std::string wide = "\xff\xfe";
  for (char c : text) wide += {c, '\0'};
  return wide;
}

std::string columns(int count) {
  std::string text = "external_id,name,unit";
  for (int i = 0; i < count; ++i) text += ",c" + std::to_string(i);
  return text + "\nT-1,One,x\n";
}

struct Sent {
  std::string what;
  kit::Upload file;
};

const std::string in_latin1 =
    "external_id,name,unit\nT-900,Night \xf1"
    "andu,x\n";

}  // namespace

TEST_CASE("a file that is no file of ours is answered with a sentence, and changes nothing") {
  World world;
  std::string workbook = small_workbook();
  Form form = forms_on("/import", world.get(world.olga, "/import").body).back();
  for (auto& [what, file] : std::vector<Sent>{
           {"a zip bomb", {"teams.xlsx", "", zip_bomb()}},
           {"a workbook cut short", {"teams.xlsx", "", workbook.substr(0, workbook.size() / 2)}},
           {"a workbook of another thing", {"teams.xlsx", "", "PK\x03\x04 nothing"}},
           {"a table called a workbook", {"teams.xlsx", "", "external_id,name\n1,2\n"}},
           {"a workbook called a table", {"teams.csv", "", workbook}},
           {"UTF-16", {"teams.csv", "", in_utf16("external_id,name,unit\nT-1,One,x\n")}},
           {"Latin-1", {"teams.csv", "", in_latin1}},
           {"100,000 columns", {"teams.csv", "", columns(100'000)}},
           {"a quote never closed",
            {"teams.csv", "", "external_id,name,unit\nT-1,\"One,x\n" + std::string(100'000, 'x')}},
           {"a path as its name", {"../../etc/passwd", "", "root:x:0:0\n"}},
           {"a path before its name", {"../../../teams.csv", "", "external_id,name,unit\nT-1,One,nowhere\n"}},
           {"markup as its name", {"<script>alert(1)</script>.csv", "", "a,b\n1,2\n"}},
           {"another kind", {"photo.png", "image/png", "\x89PNG\r\n\x1a\n"}},
           {"nothing in it", {"teams.csv", "", ""}},
           {"a header alone, twice the same", {"teams.csv", "", "name,name\n"}},
           {"JSON too deep", {"teams.json", "", std::string(100'000, '[')}},
           {"a policy of another shape", {"compass.json", "", "{\"points\":[{\"key\":1}]}"}},
           {"JSON of another shape", {"teams.json", "", "{\"teams\":{\"a\":[1,2,{}]}}"}}}) {
    CAPTURE(what);
    auto before = world.entries();
    auto sent = send(world, world.olga, form, filled(form, 0, world.today()), file);
    CHECK(sent.status < 500);
    auto preview = world.get(world.olga, "/import/preview");
    CHECK((sent.status == 422 || preview.status == 200));
    std::string said =
        fmt::format("{}{}", fmt::join(sentences_on(sent.body), " "), fmt::join(sentences_on(preview.body), " "));
    CHECK(said.size() > 10);
    CHECK(preview.body.find("<script>alert") == std::string::npos);
    CHECK(preview.body.find("../") == std::string::npos);
    auto confirmed = world.post(world.olga, "/import/confirm", {});
    CHECK((confirmed.status == 409));
    CHECK(world.entries() == before);
    world.post(world.olga, "/import/discard", {});
  }
}

TEST_CASE("a file larger than the limit is refused with a sentence") {
  World world;
  Form form = forms_on("/import", world.get(world.olga, "/import").body).back();
  auto sent = send(world, world.olga, form, {{"files", ""}},
                   {"teams.csv", "", std::string(setup::most_megabytes * 1'000'000 + 1, 'x')});
  CHECK(sent.status == 422);
  CHECK_FALSE(sentences_on(sent.body).empty());
}
