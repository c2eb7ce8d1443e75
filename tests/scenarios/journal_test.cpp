// The journal as a place: finding one's way by unit, person, kind and time, walls always between.
#include <doctest/doctest.h>

#include "partnership/notes.h"
#include "partnership/record/history.h"
#include "partnership/record/places.h"
#include "tests/world/forms.h"

using namespace tests;

namespace {

void write(World& world, const Id<Person>& person, bool behind_wall, const std::string& words) {
  world.does(person, [&](Tx& tx) {
    const Seat& seat = tx.actor().seats.front();
    tx.act_from(seat);
    write_note(tx, world.team.text, seat, behind_wall, words);
  });
}

std::vector<HistoryLine> found(World& world, const Id<Person>& reader, const Looking& looking, int most = 500) {
  return world.sees(reader, [&](Reader& db) { return look_in_journal(db, Language::en, looking, most).lines; });
}

bool all_of_kind(const std::vector<HistoryLine>& lines, std::string_view chapter) {
  return std::ranges::all_of(lines, [&](auto& line) { return chapter_of(line.kind) == chapter; });
}

}  // namespace

TEST_CASE("every kind of entry that can be written belongs to a chapter of its own sort") {
  app::prepare_process();
  CHECK(chapter_of("partnership.signature") == "agreements");
  CHECK(chapter_of("partnership.assent_ending") == "agreements");
  CHECK(chapter_of("partnership.person.changed") == "people");
  CHECK(chapter_of("teams.charter_start") == "teams");
  CHECK(chapter_of("something.new") == "other");
  for (std::string_view chapter : chapters())
    for (Language language : {Language::en, Language::es})
      CHECK(kit::has_words(language, "journal.chapter." + std::string(chapter)));
}

TEST_CASE("a filter finds exactly what it asks for") {
  World world;
  write(world, world.ana, false, "one");
  write(world, world.ben, false, "two");
  auto all = found(world, world.ana, {});
  CHECK(all.size() == static_cast<std::size_t>(world.entries()));
  for (std::string_view chapter : chapters()) {
    CAPTURE(chapter);
    auto lines = found(world, world.ana, {.chapter = std::string(chapter)});
    CHECK(all_of_kind(lines, chapter));
    CHECK(lines.size() == static_cast<std::size_t>(std::ranges::count_if(
                              all, [&](auto& line) { return chapter_of(line.kind) == chapter; })));
  }
  auto by_ana = found(world, world.ana, {.person = world.ana.text, .chapter = "notes"});
  REQUIRE(by_ana.size() == 1);
  CHECK_FALSE(by_ana[0].mine);  // a note binds nobody
  CHECK(binds("partnership.signature"));
  CHECK(found(world, world.ana, {.unit = world.transport.text, .person = world.ana.text, .chapter = "notes"}).size() ==
        1);
  CHECK(found(world, world.ana, {.unit = world.lakes.text, .person = world.ana.text, .chapter = "notes"}).empty());
}

TEST_CASE("a unit shows what happened in it and below, and not what happened beside it") {
  World world;
  write(world, world.ana, false, "one");
  for (auto& unit : {world.transport, world.sunny_ridge, world.cascade, world.nation})
    CHECK(found(world, world.ana, {.unit = unit.text, .chapter = "notes"}).size() == 1);
  for (auto& unit : {world.west4, world.lakes, world.lakes_ward})
    CHECK(found(world, world.ana, {.unit = unit.text, .chapter = "notes"}).empty());
  CHECK(found(world, world.ana, {.unit = world.nation.text}).size() == found(world, world.ana, {}).size());
}

TEST_CASE("no filter shows what is behind another party's wall, nor does the table or JSON") {
  World world;
  write(world, world.ana, true, "Ask the steward first.");
  for (const Looking& looking : {Looking{}, Looking{.chapter = "notes"}, Looking{.unit = world.transport.text},
                                 Looking{.person = world.ana.text, .chapter = "notes"}}) {
    auto count = [&](const Id<Person>& reader) {
      auto lines = found(world, reader, looking);
      return std::ranges::count_if(lines, [](auto& line) { return line.kind == "partnership.note"; });
    };
    CHECK(count(world.ana) == 1);
    CHECK(count(world.ben) == 0);
  }
  for (const char* url : {"/journal.csv?chapter=notes", "/journal?chapter=notes", "/journal.csv", "/journal"}) {
    CHECK(world.get(world.ben, url).body.find("wrote a note") == std::string::npos);
    CHECK(world.get(world.carmen, url).body.find("wrote a note") != std::string::npos);
  }
}

TEST_CASE("pages go on where the last one ended, without a gap or a line twice, behind walls too") {
  World world;
  for (int i = 0; i < 9; ++i) write(world, i % 3 ? world.ana : world.ben, i % 3 == 1, "word");
  for (const Looking& asked : {Looking{}, Looking{.unit = world.transport.text}, Looking{.chapter = "notes"}}) {
    auto whole = found(world, world.ben, asked);
    std::vector<std::int64_t> walked;
    Looking looking = asked;
    for (int pages = 0; pages < 400; ++pages) {
      auto page = world.sees(world.ben, [&](Reader& db) { return look_in_journal(db, Language::en, looking, 2); });
      for (auto& line : page.lines) walked.push_back(line.sequence);
      if (page.older == 0) break;
      looking.before = page.older;
    }
    REQUIRE(walked.size() == whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) CHECK(walked[i] == whole[i].sequence);
  }
}

TEST_CASE("a span of days takes both its ends") {
  World world;
  write(world, world.ana, false, "one");
  Date first = world.today();
  world.pass_days(3);
  write(world, world.ana, false, "two");
  Date second = world.today();
  auto count = [&](std::optional<Date> from, std::optional<Date> to) {
    return found(world, world.ana, {.chapter = "notes", .from = from, .to = to}).size();
  };
  CHECK(count(first, second) == 2);
  CHECK(count(first, first) == 1);
  CHECK(count(second, {}) == 1);
  CHECK(count({}, kit::add_days(second, -1)) == 1);
  CHECK(count(kit::add_days(first, 1), kit::add_days(second, -1)) == 0);
}

TEST_CASE(
    "a name that fits one person narrows to them, one that fits several asks which, one that fits none finds none") {
  World world;
  write(world, world.ana, false, "one");
  CHECK(world.get(world.ben, "/journal?by=Ana+Flores").body.find("person=" + world.ana.text) != std::string::npos);
  CHECK(world.get(world.ben, "/journal?by=Nobody+Such").body.find("Nothing here") != std::string::npos);
  auto csv = world.get(world.ben, "/journal.csv?person=" + world.ana.text);
  CHECK(csv.body.find(world.ana.text) != std::string::npos);
}

TEST_CASE("an address that means nothing narrows nothing down, and breaks nothing") {
  World world;
  for (const char* url : {"/journal?unit=x&chapter=y&from=z&to=2026-99-99&before=-5", "/journal?person=%27%3B--",
                          "/journal.csv?before=x", "/journal?by=%25%25"})
    CHECK(world.get(world.ben, url).status == 200);
}

TEST_CASE("a load of many rows is counted without being read") {
  World world;
  world.does(world.olga, [&](Tx& tx) {
    std::vector<Union> unions;
    for (int i = 0; i < 7; ++i)
      unions.push_back({kit::fresh<Union>(), "a],[" + std::to_string(i), "Local \"]\\", world.labor, {}});
    tx.record_all(unions);
  });
  auto lines = found(world, world.ben, {.chapter = "people"}, 1);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].sentence.find("7") != std::string::npos);
}

TEST_CASE("a signature, whose sentence does not say for what, comes with the thing it belongs to") {
  LivedWorld world;
  auto lines = found(world, world.ana, {.chapter = "agreements"});
  auto signed_by_ana = std::ranges::find(lines, "Ana Flores signed for Labor.", &HistoryLine::sentence);
  REQUIRE(signed_by_ana != lines.end());
  CHECK(signed_by_ana->about == world.team.text);
  CHECK(signed_by_ana->about_name == "Patient Transport");
  auto asked =
      std::ranges::find(lines, "Ana Flores asked every party to sign a section of the charter of Patient Transport.",
                        &HistoryLine::sentence);
  REQUIRE(asked != lines.end());
  CHECK(asked->about.empty());  // it names the team itself
}
