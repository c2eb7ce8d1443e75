// A party's whole copy, what can be made of it, and what one may see through a wall.
#include <doctest/doctest.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <thread>

#include "app/command_line.h"
#include "app/tables.h"
#include "journal/entry.h"
#include "modules/improvement/improvement.h"
#include "modules/measures/measures.h"
#include "partnership/notes.h"
#include "partnership/record/copies.h"
#include "partnership/record/copy.h"
#include "partnership/record/copy_stream.h"
#include "partnership/record/diff.h"
#include "partnership/record/erasure.h"
#include "partnership/record/history.h"
#include "partnership/record/projections.h"
#include "partnership/record/rebuild.h"
#include "partnership/record/verify.h"
#include "tests/world/world.h"

using namespace tests;

namespace {

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("concert-copies-" + kit::fresh<Person>().text);
  Folder() { std::filesystem::create_directory(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string operator/(const char* name) const { return (path / name).string(); }
};

void note(World& world, const Id<Person>& person, bool walled, const std::string& words) {
  world.does(person, [&](Tx& tx) {
    write_note(tx, world.team.text, *tx.actor().seat(world.team.text, Role::co_lead), walled, words);
  });
}

// A world in which something of everything has happened.
void live_a_little(World& world) {
  note(world, world.ana, false, "said to all");
  note(world, world.ana, true, "labor among itself");
  note(world, world.ben, true, "management among itself");
  world.does(world.ana, [&](Tx& tx) { teams::open_charter(tx, world.team); });
  world.does(world.quist, [&](Tx& tx) { teams::record_contact(tx, world.team, tx.today(), "Spoke."); });
  world.program().integrate();
}

std::unique_ptr<kit::Database> open(const std::string& file) {
  return std::make_unique<kit::Database>(kit::DatabaseOptions{.url = file, .readers = 2, .writers = 1});
}

const std::vector<const kit::Table*> no_tables;

std::vector<std::string> faults_of_copy(const std::string& file) {
  auto copy = open(file);
  return verify(*copy, no_tables, {.copy_of = wall_of_copy(*copy).value_or("")}).faults;
}

std::vector<std::string> dump(kit::Session& db, const std::string& table, const std::string& columns) {
  std::vector<std::string> rows;
  int count = 1 + static_cast<int>(std::ranges::count(columns, ','));
  db.each("select " + columns + " from " + table, {}, [&](const kit::Row& row) {
    std::string text;
    for (int i = 0; i < count; ++i) text += row.is_null(i) ? "|null" : "|" + std::string(row.text(i));
    rows.push_back(std::move(text));
  });
  std::ranges::sort(rows);
  return rows;
}

// Every table of both, whatever it is; but not the insides of the index, and not the numbers that are its own.
void require_same(kit::Database& a, kit::Database& b, const std::set<std::string>& but = {}) {
  kit::Session from_a = a.read(), from_b = b.read();
  std::map<std::string, std::string> tables;
  from_a.each(
      "select m.name, group_concat('\"' || c.name || '\"') from sqlite_master m join pragma_table_info(m.name) c"
      " where m.type = 'table' and m.name not like 'sqlite%' and m.name not like 'search\\_index\\_%' escape '\\'"
      " and not (m.name = 'search_entries' and c.name = 'number') group by m.name",
      {}, [&](const kit::Row& row) { tables[std::string(row.text(0))] = row.text(1); });
  REQUIRE(tables.size() > 50);
  for (auto& [table, columns] : tables) {
    if (but.contains(table) || table == "untold") continue;  // what mail has yet to look at is not looked at again
    CAPTURE(table);
    CHECK(dump(from_a, table, columns) == dump(from_b, table, columns));
  }
}

void sign_all(World& world, const std::string& subject) {
  for (auto& person : {world.olga, world.paul, world.sato})
    world.does(person, [&](Tx& tx) { answer_assent(tx, latest_assent(tx, subject)->assent.id, Answer::signed_, ""); });
}

std::int64_t entry_with(World& world, const std::string& words) {
  kit::Session db = world.database().read();
  return db.value<std::int64_t>("select max(sequence) from journal_bodies where body like $1", {"%" + words + "%"});
}

}  // namespace

TEST_CASE("an entry behind a wall says nothing but that it is there; what sort of act it was stands behind the wall") {
  World world;
  note(world, world.ana, true, "labor among itself");
  auto last = world.entries();
  kit::Session db = world.database().read();
  auto entry = journal::decode(db.value<std::string>("select entry from journal_entries where sequence = $1", {last}));
  REQUIRE(entry);
  CHECK(entry->kind == "sealed");
  CHECK(entry->seat.empty());
  auto body = db.value<std::string>("select body from journal_bodies where sequence = $1", {last});
  CHECK(body.starts_with("{\"kind\":\"partnership.note\",\"seat\":\"seat_"));
  auto sentence = [&](const Id<Person>& person) {
    return world.sees(person, [&](Reader& reader) { return find_entry(reader, Language::en, last).line.sentence; });
  };
  CHECK(sentence(world.quist).find("Ana Flores") != std::string::npos);
  CHECK_THROWS_AS(sentence(world.ben), Refusal);
}

TEST_CASE(
    "no page tells management of labor's sealed entry: not the thing's history, not the person's, not by number") {
  World world;
  auto pages = [&](const Id<Person>& person) {
    std::string all;
    for (std::string url :
         std::vector<std::string>{"/journal", "/history/" + world.team.text, "/history/" + world.ana.text,
                                  "/teams/" + world.team.text, "/teams/" + world.team.text + "/history"})
      all += world.get_json(person, url).body;
    return all;
  };
  note(world, world.ana, true, "labor among itself");
  auto number = std::to_string(world.entries());
  CHECK(pages(world.quist).find("\"sequence\":" + number) != std::string::npos);
  CHECK(pages(world.ben).find("\"sequence\":" + number) == std::string::npos);
  CHECK(world.get_json(world.ben, "/journal/" + number + "/erasure").status == 404);
}

TEST_CASE(
    "a party's copy holds every entry, what was said jointly and behind its own wall, and checks without the host") {
  if (std::getenv("CONCERT_TEST_DATABASE")) return;
  World world;
  Folder folder;
  live_a_little(world);
  make_copy(world.database(), "Labor", folder / "labor.db", world.now());
  CHECK(faults_of_copy(folder / "labor.db") == std::vector<std::string>{});
  auto copy = open(folder / "labor.db");
  kit::Session db = copy->read();
  auto holds = [&](const char* words) {
    return db.value<std::int64_t>("select count(*) from journal_bodies where body like $1", {words}) > 0;
  };
  CHECK(db.value<std::int64_t>("select count(*) from journal_entries") == world.entries());
  CHECK(holds("%said to all%"));
  CHECK(holds("%labor among itself%"));
  CHECK_FALSE(holds("%management among itself%"));
  std::ifstream file(folder / "labor.db", std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  CHECK(bytes.find("management among itself") == std::string::npos);
  CHECK_THROWS(make_copy(world.database(), "Labor", folder / "labor.db", world.now()));
  CHECK_THROWS(make_copy(world.database(), "Nobody", folder / "nobody.db", world.now()));
}

TEST_CASE("a copy with a word missing that it should have is at fault") {
  if (std::getenv("CONCERT_TEST_DATABASE")) return;
  World world;
  Folder folder;
  live_a_little(world);
  make_copy(world.database(), "Labor", folder / "labor.db", world.now());
  {
    auto copy = kit::open_sqlite(folder / "labor.db", true);
    copy->script("delete from journal_bodies where body like '%labor among itself%'");
  }
  auto faults = faults_of_copy(folder / "labor.db");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].find("said is missing") != std::string::npos);
}

TEST_CASE(
    "the copies of two parties agree, and say what only one of them has; an older one is a newer one's beginning") {
  if (std::getenv("CONCERT_TEST_DATABASE")) return;
  World world;
  Folder folder;
  live_a_little(world);
  make_copy(world.database(), "Labor", folder / "labor.db", world.now());
  make_copy(world.database(), "Management", folder / "management.db", world.now());
  auto found = compare_copies(*open(folder / "labor.db"), *open(folder / "management.db"));
  CHECK(found.agree);
  REQUIRE(found.sentences.size() == 3);
  CHECK(found.sentences[0].starts_with("Both have the same"));
  CHECK(found.sentences[1] == "A has what 1 entries said behind a wall, and B does not.");
  note(world, world.ana, false, "later");
  world.program().integrate();
  auto later = compare_copies(*open(folder / "labor.db"), world.database());
  CHECK(later.agree);
  CHECK(later.sentences[0].starts_with("A is the beginning of B, which has 1 more entries"));
}

TEST_CASE("the tables made again from the journal are the same, row for row, projections too") {
  if (std::getenv("CONCERT_TEST_DATABASE")) return;
  World world;
  Folder folder;
  live_a_little(world);
  app::Program again(app::Setting{.database = folder / "again.db"});
  auto rebuilt = rebuild(world.database(), again.database(), app::journaled_tables());
  CHECK(rebuilt.entries == world.entries());
  require_same(world.database(), again.database());
  CHECK(verify(again.database(), app::journaled_tables()).faults == std::vector<std::string>{});
  CHECK_THROWS(rebuild(world.database(), again.database(), app::journaled_tables()));
}

TEST_CASE("the living example is made again from its journal, the same, row for row") {
  if (std::getenv("CONCERT_TEST_DATABASE")) return;
  Folder folder;
  std::ostringstream out, err;
  REQUIRE(app::run_command({"example", "living", "--data", folder / "living.db"}, out, err) == 0);
  CHECK(app::run_command({"verify", "--data", folder / "living.db"}, out, err) == 0);
  CHECK(app::run_command({"rebuild", "--data", folder / "living.db", "--into", folder / "again.db"}, out, err) == 0);
  CAPTURE(out.str());
  CHECK(app::run_command({"verify", "--data", folder / "again.db"}, out, err) == 0);
  require_same(*open(folder / "living.db"), *open(folder / "again.db"));
}

TEST_CASE("it is known of every table where it comes from when all is made again") {
  if (std::getenv("CONCERT_TEST_DATABASE")) return;
  World world;
  // Rows of the schema's own; places and subjects of entries; what the post had yet to look at.
  std::set<std::string> known{"schema_migrations", "journal_base", "journal_subjects", "untold"};
  for (auto* table : app::journaled_tables()) known.emplace(table->name());
  for (const Projection& projection : projections()) known.emplace(projection.table);
  for (std::string_view table : tables_taken_over()) known.emplace(table);
  kit::Session db = world.database().read();
  db.each(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
      " and name not like 'search\\_index%' escape '\\'",
      {}, [&](const kit::Row& row) {
        CAPTURE(row.text(0));
        CHECK(known.contains(std::string(row.text(0))));
      });
}

TEST_CASE("a party can make the tables again from its copy alone, but for what was said behind other walls") {
  if (std::getenv("CONCERT_TEST_DATABASE")) return;
  World world;
  Folder folder;
  live_a_little(world);
  make_copy(world.database(), "Labor", folder / "labor.db", world.now());
  app::Program again(app::Setting{.database = folder / "again.db"});
  rebuild(*open(folder / "labor.db"), again.database(), app::journaled_tables());
  kit::Session db = again.database().read();
  CHECK(db.value<std::int64_t>("select count(*) from notes") == 2);
  CHECK(db.value<std::int64_t>("select count(*) from teams") == 2);
  CHECK(db.value<std::int64_t>("select count(*) from running_clocks") == 1);
}

TEST_CASE("a check that was interrupted goes on where it was, and finds what it would have found") {
  if (std::getenv("CONCERT_TEST_DATABASE")) return;
  World world;
  Folder folder;
  for (int i = 0; i < 60; ++i) {
    world.does(world.ana, [&](Tx& tx) {
      for (int j = 0; j < 200; ++j)
        write_note(tx, world.team.text, *tx.actor().seat(world.team.text, Role::co_lead), false,
                   fmt::format("note {} {}", i, j));
    });
  }
  world.program().integrate();
  VerifyOptions options{.state_file = folder / "state", .save_every = {}};
  options.progress = [](double share) {
    if (share > 0.4) throw std::runtime_error("interrupted");
  };
  CHECK_THROWS(verify(world.database(), app::journaled_tables(), options));
  options.progress = {};
  auto whole = verify(world.database(), app::journaled_tables(), options);
  CHECK(whole.went_on_from > 4000);
  CHECK(whole.faults == std::vector<std::string>{});
  CHECK(whole.entries == world.entries());

  auto again = verify(world.database(), app::journaled_tables(), options);
  CHECK(again.went_on_from == 0);  // the last one came to its end
  CHECK(again.good());
}

TEST_CASE("what an entry said is erased by the signatures of all parties, and every proof and check still holds") {
  World world;
  live_a_little(world);
  auto entry = entry_with(world, "\"name\":\"Mia Tran\"");
  auto root = [&] { return verify(world.database(), app::journaled_tables()).root; };
  std::string before = root();
  CHECK(
      world.post(world.ana, fmt::format("/journal/{}/erasure", entry), {{"fields", "name"}, {"reason", "x"}}).status ==
      403);
  CHECK(
      world.post(world.olga, fmt::format("/journal/{}/erasure", entry), {{"fields", "name"}, {"reason", ""}}).status ==
      422);
  auto asked = world.post_json(world.olga, fmt::format("/journal/{}/erasure", entry),
                               R"({"fields": "name", "reason": "She left and asked for it."})");
  CHECK(asked.status == 201);
  CHECK(root() == before);
  std::string erasure = world.sees(world.olga, [&](Reader& db) { return erasure_of(db, entry)->id.text; });
  sign_all(world, erasure);
  world.program().integrate();

  auto result = verify(world.database(), app::journaled_tables());
  CHECK(result.faults == std::vector<std::string>{});
  CHECK(result.erased == 1);
  kit::Session db = world.database().read();
  CHECK(db.value<std::string>("select name from people where id = $1", {world.mia}) == "–");
  CHECK(db.value<std::int64_t>("select count(*) from journal_bodies where body like '%\"name\":\"Mia Tran%'") == 0);
  CHECK(world.get(world.ben, fmt::format("/journal/{}", entry)).status == 200);
  CHECK(world.get(world.olga, fmt::format("/journal/{}/erasure", entry)).body.find("These words were erased") !=
        std::string::npos);
  CHECK(world.post(world.olga, fmt::format("/journal/{}/erasure", entry), {{"fields", "name"}, {"reason", "again"}})
            .status == 409);
}

TEST_CASE("a row whose past was erased is still watched, and can be made again") {
  if (std::getenv("CONCERT_TEST_DATABASE")) return;
  World world;
  Folder folder;
  live_a_little(world);
  auto entry = entry_with(world, "\"name\":\"Mia Tran\"");
  world.does(world.olga, [&](Tx& tx) { ask_erasure(tx, entry, {"name", "job"}, "She asked for it."); });
  sign_all(world, world.sees(world.olga, [&](Reader& db) { return erasure_of(db, entry)->id.text; }));
  world.does(world.olga, [&](Tx& tx) {
    auto person = tx.find(world.mia);
    person.language = "es";
    tx.update(person);
  });
  world.program().integrate();
  CHECK(verify(world.database(), app::journaled_tables()).faults == std::vector<std::string>{});
  {
    app::Program again(app::Setting{.database = folder / "again.db"});
    rebuild(world.database(), again.database(), app::journaled_tables());
    require_same(world.database(), again.database());
  }
  kit::Session session = world.database().write();
  session.run("update people set name = 'Mia Tran' where id = $1", {world.mia});
  session.commit();
  auto faults = world.faults();
  REQUIRE(faults.size() == 2);  // and search would not find the name
  CHECK(faults[0].find("whose past was erased, was changed outside Concert") != std::string::npos);
}

namespace {

// What a browser would have written to its disk.
std::string downloaded(const kit::Response& response, const std::string& file) {
  REQUIRE(response.stream);
  std::ofstream out(file, std::ios::binary);
  for (std::string bytes = response.stream->take(); response.stream->open() || !bytes.empty();
       bytes = response.stream->take()) {
    out << bytes;
    if (bytes.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return file;
}

}  // namespace

TEST_CASE(
    "an administrator takes the party's copy away: it is the one that concert export makes, and the journal says so") {
  World world;
  live_a_little(world);
  Folder folder;
  auto response = world.post(world.olga, "/journal/copy", {});
  CHECK(response.status == 200);
  std::string file = downloaded(response, folder / "taken.db"), exported = folder / "exported.db";
  make_copy(world.database(), "Labor", exported, kit::now());
  CHECK(faults_of_copy(file) == std::vector<std::string>{});
  world.program().integrate();
  auto taken = open(file), same = open(exported);
  CHECK(wall_of_copy(*taken) == "party:" + world.labor.text);
  CHECK(compare_copies(*taken, *same).agree);
  auto bodies = [](kit::Database& copy) {
    return copy.read().value<std::int64_t>("select count(*) from journal_bodies where body like '%among itself%'");
  };
  CHECK(bodies(*taken) == 1);
  CHECK(bodies(*same) == 1);
  CHECK(world.get(world.ben, "/journal").body.find("took the copy of Labor away") != std::string::npos);
  CHECK(world.get(world.paul, "/journal/copy").body.find("Olga") != std::string::npos);
  CHECK(world.faults() == std::vector<std::string>{});
}

TEST_CASE("nobody but an administrator takes a copy away, and only one is made at a time") {
  World world;
  live_a_little(world);
  CHECK(world.post(world.ana, "/journal/copy", {}).status == 403);
  CHECK(world.get(world.ana, "/journal/copy").body.find("Take the copy") == std::string::npos);
  auto first = world.post(world.olga, "/journal/copy", {});
  CHECK(world.post(world.paul, "/journal/copy", {}).status == 409);
  first = {};  // she went away before it was there
  CHECK(CopyStream::under_way() == 0);
  CHECK(world.sees(world.paul, [](Reader& db) { return latest_copies(db).size(); }) == 1);
  CHECK(world.post(world.paul, "/journal/copy", {}).status == 200);
}
