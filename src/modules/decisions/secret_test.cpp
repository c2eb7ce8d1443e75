// A secret ballot, with the whole database laid open: whoever reads every table, every entry and every number of the
// engine finds no way from a ballot to a person.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "journal/entry.h"
#include "modules/decisions/box.h"

#include "tests/world/world.h"

#include "modules/decisions/world_for_tests.h"

using namespace decisions;

namespace {

const std::vector<std::string> choices{"support", "live_with", "stand_aside", "cannot"};

// Everybody answers, one after another, on different days and some of them twice.
struct SecretWorld : DecidingWorld {
  SecretWorld() : id(opened(terms(BallotKind::secret, {Role::co_lead, Role::member}))) {
    voters = people;
    voters.insert(voters.end(), {ana, ben, mia});
    for (std::size_t i = 0; i < voters.size(); ++i) {
      said[voters[i].text] = "Reason number " + std::to_string(i);
      keys[voters[i].text] = cast(voters[i], choices[i % 4]);
      if (i % 4 == 3) pass_days(1);
    }
  }
  std::string cast(const Id<Person>& who, const std::string& choice, const std::string& key = {}) {
    return does(who,
                [&](Tx& tx) { return take_stance(tx, id, choice, said[who.text], "An interest", key).ballot_key; });
  }
  // Every value of every row of a table, one text a row; on PostgreSQL with where and by whom it was written.
  std::vector<std::string> rows(const std::string& table) {
    return sees({}, [&](Reader& db) {
      bool postgres = db.db().engine() == kit::Engine::postgres;
      std::vector<std::string> found;
      std::string sql = postgres ? "select row_to_json(t)::text from " + table + " t" : "";
      if (!postgres) {
        std::string columns;
        db.each("select name from pragma_table_info($1)", {table}, [&](const kit::Row& row) {
          columns +=
              (columns.empty() ? "" : " || '|' || ") + ("coalesce(cast(" + std::string(row.text(0)) + " as text), '')");
        });
        sql = "select " + columns + " from " + table;
      }
      db.each(sql, {}, [&](const kit::Row& row) { found.emplace_back(row.text(0)); });
      return found;
    });
  }
  std::vector<std::string> tables() {
    return sees({}, [&](Reader& db) {
      std::vector<std::string> names;
      bool postgres = db.db().engine() == kit::Engine::postgres;
      db.each(postgres ? "select table_name from information_schema.tables where table_schema = current_schema()"
                       : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
              {}, [&](const kit::Row& row) { names.emplace_back(row.text(0)); });
      return names;
    });
  }

  Id<Decision> id;
  std::vector<Id<Person>> voters;
  std::map<std::string, std::string> said, keys;
};

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("while a secret ballot is open, answering writes no entry, no draft and no row but the box") {
  DecidingWorld world;
  auto id = world.opened(world.terms(BallotKind::secret, {Role::co_lead, Role::member}));
  auto entries = world.entries();
  auto page = world.post(world.ana, "/decisions/" + id.text + "/stances",
                         {{"choice", "cannot"}, {"reason", "Child care"}, {"interest", "A fixed roster"}});
  CHECK(page.status == 200);
  CHECK_FALSE(page.headers.get("Location").has_value());
  CHECK(world.entries() == entries);
  auto count = [&](const char* table) {
    return world.sees(world.ana,
                      [&](Reader& db) { return db.value<std::int64_t>(std::string("select count(*) from ") + table); });
  };
  for (auto* table : {"stances", "held_stances", "ballots", "ballot_answers", "drafts"}) {
    CAPTURE(table);
    CHECK(count(table) == 0);
  }
  CHECK(count("ballot_boxes") == 1);
  auto form = world.get(world.ben, "/decisions/" + id.text);
  CHECK(form.body.find("name=\"draft\" value=\"/decisions") == std::string::npos);
  CHECK(form.body.find("data-draft=\"/decisions") == std::string::npos);
}

TEST_CASE("nobody reads anything of an open secret box, not even how many answered") {
  SecretWorld world;
  auto before = world.get_json(world.olga, "/decisions/" + world.id.text).body;
  CHECK_FALSE(holds(before, "Reason number"));
  CHECK(holds(before, "\"ballots\":[]"));
  CHECK(holds(before, "\"counts\":[]"));
}

TEST_CASE("in the box nothing stands in the order in which it was cast, and no cast names a seat") {
  SecretWorld world;
  world.sees(world.ana, [&](Reader& db) {
    Box box = box_of(db, world.id);
    CHECK(box.casts.size() == 13);
    CHECK(std::ranges::is_sorted(box.casts, {}, &Cast::key));
    for (const Cast& one : box.casts)
      for (const std::string& seat : box.answered) CHECK(one.key != seat);
    return 0;
  });
  std::string box = world.rows("ballot_boxes").front();
  for (auto& [person, key] : world.keys) {
    CHECK_FALSE(holds(box, key));
    CHECK_FALSE(holds(box, person));
  }
}

TEST_CASE("a second answer counts only with the ballot's key, and takes the place of the first") {
  SecretWorld world;
  CHECK(status_of([&] { world.cast(world.ana, "support"); }) == 409);
  CHECK(status_of([&] { world.cast(world.ana, "support", "0000-0000-0000-0000"); }) == 422);
  CHECK(status_of([&] { world.cast(world.ben, "support", world.keys[world.ana.text]); }) == 422);  // of another party
  world.cast(world.ana, "support", world.keys[world.ana.text]);
  CHECK(world.sees(world.ana, [&](Reader& db) { return box_of(db, world.id).casts.size(); }) == 13);
}

TEST_CASE("after the close every table is read, and no row leads from a ballot to a person") {
  SecretWorld world;
  world.cast(world.ana, "support", world.keys[world.ana.text]);
  world.closed(world.id);
  CHECK(world.rows("ballot_boxes").empty());
  CHECK(world.rows("ballots").size() == 13);
  CHECK(world.rows("ballot_answers").size() == 13);

  std::set<std::string> people, seats;
  for (auto& voter : world.voters) {
    people.insert(voter.text);
    world.sees(voter, [&](Reader& db) {
      for (auto& seat : db.actor().seats) seats.insert(seat.id.text);
      return 0;
    });
  }
  auto names_somebody = [&](const std::string& row) {
    for (auto* ids : {&people, &seats})
      for (auto& one : *ids)
        if (holds(row, one)) return true;
    return false;
  };
  for (auto& table : world.tables())
    for (auto& row : world.rows(table)) {
      bool of_ballot = holds(row, "Reason number");
      for (auto& [person, key] : world.keys) of_ballot = of_ballot || holds(row, key) || holds(row, digest_of_key(key));
      if (!of_ballot) continue;
      CAPTURE(table);
      CHECK((table == "ballots" || table == "journal_bodies"));
      CHECK_FALSE(names_somebody(row));
      for (auto& [person, key] : world.keys) CHECK_FALSE(holds(row, digest_of_key(key)));
    }
}

TEST_CASE("the ballots are one entry behind no seat, written at the close, with ids that tell no time or order") {
  SecretWorld world;
  world.closed(world.id);
  std::vector<std::string> entries;
  std::set<std::string> times;
  world.sees(world.ana, [&](Reader& db) {
    db.each(
        "select entry, body from journal_entries join journal_bodies on journal_bodies.sequence ="
        " journal_entries.sequence where body like '%\"table\":\"ballot%' order by journal_entries.sequence",
        {}, [&](const kit::Row& row) {
          entries.emplace_back(row.text(0));
          auto entry = journal::decode(row.text(0));
          CHECK(entry->seat.empty());
          times.insert(std::to_string(entry->time));
        });
    return 0;
  });
  CHECK(entries.size() == 2);
  CHECK(times.size() == 1);

  std::vector<Ballot> ballots = world.sees(world.ana, [&](Reader& db) { return ballots_of(db, world.id); });
  CHECK(std::ranges::is_sorted(ballots, {}, [](auto& one) { return one.id.text; }));
  // The first ten characters of an id with time in it would all begin alike.
  std::set<std::string> beginnings;
  for (auto& one : ballots) beginnings.insert(one.id.text.substr(7, 4));
  CHECK(beginnings.size() > 10);
  CHECK(world.faults().empty());
}

TEST_CASE("the order in which rows lie in the database is the order of random ids, and of seats") {
  SecretWorld world;
  world.closed(world.id);
  bool postgres = world.sees({}, [](Reader& db) { return db.db().engine() == kit::Engine::postgres; });
  auto in_place = [&](const std::string& table, const std::string& column, const std::string& by) {
    std::vector<std::string> values;
    world.sees({}, [&](Reader& db) {
      db.each("select " + column + " from " + table + " order by " + by, {},
              [&](const kit::Row& row) { values.emplace_back(row.text(0)); });
      return 0;
    });
    return values;
  };
  auto ids = in_place("ballots", "id", postgres ? "ctid" : "rowid");
  CHECK(std::ranges::is_sorted(ids));
  auto answers = in_place("ballot_answers", "seat_id", postgres ? "ctid" : "seat_id");
  CHECK(std::ranges::is_sorted(answers));
  if (!postgres) return;
  std::set<std::string> writers;  // one transaction wrote them all
  for (auto* table : {"ballots", "ballot_answers", "decision_closings"})
    for (auto& one : in_place(table, "xmin::text", "1")) writers.insert(one);
  CHECK(writers.size() == 1);
}

TEST_CASE("with too few of one party nothing of the box is kept but how many there were") {
  DecidingWorld world;
  auto id = world.opened(world.terms(BallotKind::secret, {Role::co_lead, Role::member}));
  for (auto& person : {world.ana, world.mia, world.people[0], world.people[1], world.ben, world.people[5]})
    world.answer(person, id, "support");
  CHECK(world.closed(id) == Outcome::too_few);
  world.sees(world.ana, [&](Reader& db) {
    CHECK(ballots_of(db, id).empty());
    CHECK(db.value<std::int64_t>("select count(*) from ballot_boxes") == 0);
    CHECK(db.value<std::int64_t>("select count(*) from ballot_answers") == 0);
    CHECK(db.value<std::int64_t>("select sum(support) from decision_counts") == 0);
    return 0;
  });
}

TEST_CASE("in the order of rows there is no more of the order of answers than chance puts there") {
  // Of many boxes: how often the row that lies first was cast first. One in five by chance; forty boxes.
  int first = 0;
  for (int round = 0; round < 40; ++round) {
    Box box;
    std::vector<std::string> order;
    for (int i = 0; i < 5; ++i) {
      box.casts.push_back({digest_of_key(new_ballot_key()), "party", "support", std::to_string(i), ""});
      std::ranges::sort(box.casts, {}, &Cast::key);
    }
    first += shuffled({"decision"}, box).front().reason == "0";
  }
  CHECK(first < 24);
}
