// The record says each of its acts in a sentence, and a body never lacks what its sentence asks for: a mistake there
// would close every page on which the act stands.
#include "partnership/record/sentences.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "app/tables.h"
#include "kit/json/json.h"
#include "tests/world/world.h"

using namespace tests;

namespace {

// The words of a language that speak of a kind of act: "journal.teams.team", "journal.teams.team.changed" …
std::vector<std::string> keys_of(Language language, std::string_view kind) {
  std::ifstream file(fmt::format(CONCERT_SOURCE_DIR "/words/{}/journal.json", language == Language::en ? "en" : "es"));
  std::stringstream content;
  content << file.rdbuf();
  std::string own = "journal." + std::string(kind);
  std::vector<std::string> keys;
  kit::Json words = kit::Json::parse(content.str());
  for (auto& [key, message] : words.members())
    if (key == own || (key.starts_with(own + ".") && key.find('.', own.size() + 1) == std::string::npos))
      keys.push_back(key);
  return keys;
}

std::string ending_of(std::string_view key, std::string_view kind) {
  std::string_view ending = key.substr(std::string_view("journal.").size() + kind.size());
  return std::string(ending.substr(!ending.empty()));
}

bool is_number(const kit::Field& field) {
  return field.kind == kit::Kind::integer || field.kind == kit::Kind::instant || field.kind == kit::Kind::quantity ||
         field.kind == kit::Kind::real;
}

// Whatever may be empty is empty in a sparse row.
void write_value(kit::JsonWriter& json, const kit::Field& field, const std::string& text, bool sparse) {
  if (sparse && field.optional) return void(json.null());
  if (is_number(field)) return void(json.value(std::int64_t{1}));
  if (field.kind == kit::Kind::boolean) return void(json.value(text == "true"));
  json.value(text);
}

void write_row(kit::JsonWriter& json, const kit::Table& table, const std::string& text, bool sparse, bool key_only) {
  json.begin_object();
  for (const kit::Field& field : table.fields())
    if (field.rules.key || !key_only) write_value(json.key(field.name), field, text, sparse);
  json.end_object();
}

// The body that an act of this kind has, in its four forms (body.h).
std::string body_for(const kit::Table& table, const std::string& ending, bool sparse) {
  kit::JsonWriter json;
  json.begin_object().member("table", table.name());
  if (ending == "changed") {
    write_row(json.key("key"), table, "x", sparse, true);
    write_row(json.key("from"), table, "x", sparse, false);
    write_row(json.key("to"), table, "y", sparse, false);
    json.key("about").begin_array().end_array();
  } else if (ending == "removed") {
    write_row(json.key("gone"), table, "x", sparse, true);
    write_row(json.key("was"), table, "x", sparse, false);
  } else if (ending == "loaded") {
    json.key("fields").begin_array().value("id").end_array();
    json.key("rows").begin_array().begin_array().value("x").end_array().end_array();
  } else {
    write_row(json.key("row"), table, ending.empty() ? "x" : ending, sparse, false);
  }
  json.end_object();
  return json.take();
}

std::string kind_of(const kit::Table& table, const std::string& ending) {
  bool of_form = ending == "changed" || ending == "removed" || ending == "loaded";
  return std::string(table.kind()) + (of_form ? "." + ending : "");
}

}  // namespace

TEST_CASE("every sentence of the record finds in the body of its act all that it asks for") {
  World world;
  int said = 0;
  for (Language language : {Language::en, Language::es})
    world.sees(world.ana, [&](Reader& db) {
      Sentences sentences(db, language);
      for (const kit::Table* table : app::journaled_tables()) {
        auto keys = keys_of(language, table->kind());
        CHECK_MESSAGE(!keys.empty(), table->kind());
        for (const std::string& key : keys)
          for (bool sparse : {false, true}) {
            CAPTURE(key);
            std::string ending = ending_of(key, table->kind());
            journal::Entry entry{.kind = kind_of(*table, ending), .seat = "", .wall = "joint"};
            CHECK_NOTHROW(sentences.of(entry, body_for(*table, ending, sparse)));
            ++said;
          }
      }
    });
  CHECK(said > 500);
}

TEST_CASE("whatever was removed is called by the name it had") {
  World world;
  world.sees(world.ana, [&](Reader& db) {
    journal::Entry entry{.kind = "meetings.item.removed", .seat = "", .wall = "joint"};
    auto said =
        Sentences(db, Language::en)
            .of(entry, R"({"table":"agenda_items","gone":{"id":"item_x"},"was":{"id":"item_x","title":"Lifts"}})");
    CHECK(said.sentence.find("Lifts") != std::string::npos);
  });
}
