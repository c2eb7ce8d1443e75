// The record: what is written is in the journal, and what is changed behind its back is found.
#include <doctest/doctest.h>

#include "app/tables.h"
#include "partnership/notes.h"
#include "partnership/record/history.h"
#include "tests/world/world.h"

using namespace tests;

TEST_CASE("every journaled table has the columns its field table names, in the migrated database") {
  World world;
  world.sees(world.ana, [&](Reader& db) {
    for (auto* table : app::journaled_tables()) {
      CAPTURE(table->name());
      CHECK_NOTHROW(db.each(table->select() + "where 1 = 0", {}, [](const kit::Row&) {}));
    }
    return 0;
  });
}

TEST_CASE("a fresh world verifies, and its tree covers every entry") {
  World world;
  CHECK(world.faults().empty());
  kit::Session session = world.database().read();
  CHECK(latest_head(session)->size == session.value<std::int64_t>("select count(*) from journal_entries"));
}

TEST_CASE("a row changed outside Concert is named with the field and the entry it should agree with") {
  World world;
  world.program().integrate();
  {
    kit::Session session = world.database().write();
    session.run("update teams set name = 'Patient Transfers' where id = $1", {world.team});
    session.commit();
  }
  auto faults = world.faults();
  REQUIRE(faults.size() == 2);  // and search would not find it by that name
  CHECK(faults[0].find("name was changed outside Concert after entry") != std::string::npos);
  CHECK(faults[0].find("Patient Transfers") != std::string::npos);
}

TEST_CASE("a row added or removed outside Concert is found") {
  World world;
  world.program().integrate();
  {
    kit::Session session = world.database().write();
    session.run("delete from seats where person_id = $1", {world.mia});
    session.run(
        "insert into unions (id, external_id, name, party_id, parent_id) values ('union_x', 'x', 'x', $1, null)",
        {world.labor});
    session.commit();
  }
  CHECK(world.faults().size() == 3);  // Mia's two seats, and the union nobody founded
}

TEST_CASE("what an entry says cannot be changed unnoticed, nor an entry at all") {
  World world;
  world.program().integrate();
  kit::Session session = world.database().write();
  CHECK_THROWS_AS(session.run("update journal_entries set entry = 'x' where sequence = 3"), kit::DbError);
}

TEST_CASE("the page of an entry proves it with a path to the root") {
  World world;
  world.program().integrate();
  auto page = world.get_json(world.ana, "/journal/5");
  CHECK(page.status == 200);
  CHECK(page.body.find("\"proof\":[\"") != std::string::npos);
}

TEST_CASE("a note behind labor's wall reaches nobody of management: not the page, not the history, not the journal") {
  World world;
  world.does(world.ana, [&](Tx& tx) {
    write_note(tx, world.team.text, *tx.actor().seat(world.team.text, Role::co_lead), true, "secret plan");
  });
  auto sees_it = [&](const Id<Person>& person) {
    return world.sees(person, [&](Reader& db) {
      bool history = false;
      for (auto& line : history_of(db, Language::en, world.team.text, 0, 100))
        history |= line.sentence.find("note") != std::string::npos;
      return std::make_pair(notes_on(db, world.team.text).size(), history);
    });
  };
  CHECK(sees_it(world.quist).first == 1);
  CHECK(sees_it(world.ben).first == 0);
  CHECK(sees_it(world.paul).first == 0);
  CHECK(sees_it(world.eve).first == 0);
  auto last = world.entries();
  CHECK(world.get_json(world.quist, "/journal/" + std::to_string(last)).body.find("secret plan") != std::string::npos);
  CHECK(world.get_json(world.ben, "/journal/" + std::to_string(last)).status == 404);
  CHECK(world.get(world.ben, "/journal").body.find("secret plan") == std::string::npos);
}
