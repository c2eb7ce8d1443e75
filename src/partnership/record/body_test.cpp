#include "partnership/record/body.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "journal/encoding.h"
#include "partnership/notes.h"
#include "partnership/record/body_scan.h"

using namespace partnership;

namespace {

kit::Json golden() {
  std::ifstream file(std::string(CONCERT_SOURCE_DIR) + "/tests/vectors/journal/sealed.json", std::ios::binary);
  REQUIRE(file.is_open());
  std::ostringstream text;
  text << file.rdbuf();
  return kit::Json::parse(text.str());
}

}  // namespace

TEST_CASE("an entry behind a wall has the bytes that were computed without the program") {
  kit::Json file = golden();
  for (const kit::Json& one : file.at("entries")) {
    auto text = [&](std::string_view name) { return one.at(name).as_text(); };
    std::string body = sealed_body(text("kind"), text("seat"), text("plain_body"));
    CHECK(body == text("body"));
    journal::Entry entry{.sequence = static_cast<std::uint64_t>(one.at("sequence").as_integer()),
                         .time = one.at("time").as_integer(),
                         .kind = std::string(sealed_kind),
                         .seat = "",
                         .wall = text("wall"),
                         .body_digest = journal::body_digest(journal::hex_decode(text("salt_hex")).value(), body)};
    CHECK(journal::base64(entry.body_digest) == text("body_digest"));
    CHECK(journal::encode(entry) == text("bytes"));
    CHECK(journal::hex(journal::leaf_hash(journal::encode(entry))) == text("leaf_hash_hex"));
    Header header = header_of(entry, kit::Json::parse(body));
    CHECK(header.kind == text("kind"));
    CHECK(header.seat == text("seat"));
  }
}

TEST_CASE("a change names the places of its thing also where they did not change") {
  Note before{.id = {"note_1"}, .subject = "team_1", .wall = "joint", .seat = {"seat_1"}, .person = {"person_1"}};
  Note after = before;
  after.body = "other words";
  kit::Json body = kit::Json::parse(body_of_change(Note::table(), &before, &after));
  CHECK(subjects_of_body(Note::table(), body).contains("team_1"));
  kit::Json gone = kit::Json::parse(body_of_removal(Note::table(), &after));
  CHECK(gone.at("was").at("body").as_text() == "other words");
  CHECK(subjects_of_body(Note::table(), gone).contains("team_1"));
}

TEST_CASE("a scan of a body sees its members, and refuses what is no body") {
  ScannedBody body;
  REQUIRE(scan_body(R"({"table":"notes","row":{"a":"x\"},","b":[1,{"c":2}]}})", body));
  CHECK(body.table == "notes");
  std::string_view name, value;
  Scan members(body.row);
  REQUIRE(members.member(name, value));
  CHECK(value == R"("x\"},")");
  REQUIRE(members.member(name, value));
  CHECK(value == R"([1,{"c":2}])");
  CHECK_FALSE(members.member(name, value));
  CHECK(members.sound());
  for (const char* bad : {"", "{", "{}", "[]", "{\"table\":1}", "{\"table\":\"notes\"", "{\"table\":\"notes\"}x",
                          "{ \"table\":\"notes\"}", "{\"table\":\"a\",\"table\":\"b\"}", "{\"row\":{}}"}) {
    CAPTURE(bad);
    ScannedBody scanned;
    CHECK_FALSE(scan_body(bad, scanned));
  }
}
