#include <doctest/doctest.h>

#include "journal/key.h"
#include "partnership/log/log_keys.h"
#include "partnership/log/log_policy.h"
#include "partnership/policy.h"
#include "tests/world/world.h"

using namespace tests;

namespace {

std::string witness_key(const std::string& name) {
  return journal::format(verifier_of(journal::make_signing_key(name, journal::KeyType::cosignature)));
}

// A world whose journal has its key, and so a policy to change.
struct Watched {
  World world;
  Watched() {
    auto key = journal::make_signing_key("concert.example/journal", journal::KeyType::note);
    world.does({}, [&](Tx& tx) { start_log(tx, key); });
  }
  Fields form(const std::string& key) {
    auto labor = world.sees(world.olga, [&](Reader& db) { return db.find(world.labor).external_id; });
    return {{"witness_0_name", "The coalition's witness"},
            {"witness_0_party", labor},
            {"witness_0_url", "https://witness.union.example/"},
            {"witness_0_key", key},
            {"quorum", "1"},
            {"reason", "So that the host does not vouch alone."}};
  }
};

}  // namespace

TEST_CASE("a witness is named by a form, and only once every party has signed") {
  Watched watched;
  World& world = watched.world;
  auto answer = world.post(world.olga, "/journal/witnesses", watched.form(witness_key("witness.union.example")));
  REQUIRE(answer.status == 303);
  auto named = [&] { return world.sees(world.olga, [](Reader& db) { return log_policy(db.db()).witnesses.size(); }); };
  CHECK(named() == 0);
  auto policy = world.sees(world.olga, [](Reader& db) { return versions_of(db, "journal").front(); });
  for (auto& person : {world.olga, world.paul, world.sato})
    world.does(person, [&](Tx& tx) {
      auto assent = latest_assent(tx, policy.id.text);
      REQUIRE(assent);
      if (assent->open() && seat_to_sign(*assent, tx.actor()))
        answer_assent(tx, assent->assent.id, Answer::signed_, "");
    });
  CHECK(named() == 1);
  auto page = world.get(world.carmen, "/journal/witnesses");
  CHECK(page.body.find("https://witness.union.example") != std::string::npos);
  CHECK(page.body.find("name=\"quorum\"") == std::string::npos);  // Carmen administers nothing
}

TEST_CASE("a form that names a witness by half says in each field what is missing") {
  Watched watched;
  World& world = watched.world;
  Fields half = watched.form("not a key");
  half[0].second = "";
  half[2].second = "witness.union.example";
  auto answer = world.post(world.olga, "/journal/witnesses", half);
  CHECK(answer.status == 422);
  for (auto id : {"witness_0_name-error", "witness_0_url-error", "witness_0_key-error"})
    CHECK(answer.body.find(id) != std::string::npos);
  Fields many = watched.form(witness_key("witness.union.example"));
  many[4].second = "2";
  CHECK(world.post(world.olga, "/journal/witnesses", many).status == 422);
}
