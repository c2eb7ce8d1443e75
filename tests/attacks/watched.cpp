#include "tests/attacks/watched.h"

#include "journal/checkpoint.h"
#include "journal/encoding.h"
#include "journal/entry.h"
#include "partnership/log/journal_keeper.h"
#include "partnership/log/log_keys.h"
#include "partnership/log/log_policy.h"
#include "partnership/policy.h"

namespace tests {
namespace {

constexpr const char* origin = "attacked.example/journal";

std::string policy_with(const journal::SigningKey& labor, const journal::SigningKey& management) {
  return write_log_policy(
      {.origin = origin,
       .quorum = 2,
       .one_of_each_party = false,
       .witnesses = {
           {.name = "Labor's witness", .party = "Labor", .url = "https://labor.example", .key = verifier_of(labor)},
           {.name = "Management's witness",
            .party = "Management",
            .url = "https://management.example",
            .key = verifier_of(management)}}});
}

}  // namespace

Watched::Watched()
    : log_key(journal::make_signing_key(origin, journal::KeyType::note)),
      labor_witness(journal::make_signing_key("labor.example", journal::KeyType::cosignature)),
      management_witness(journal::make_signing_key("management.example", journal::KeyType::cosignature)) {
  does({}, [&](Tx& tx) { start_log(tx, log_key); });
  does(olga, [&](Tx& tx) {
    propose_policy(tx, "journal", policy_with(labor_witness, management_witness), "Each of us watches.");
  });
  for (auto& person : {olga, paul, sato})
    does(person, [&](Tx& tx) {
      auto policy = versions_of(tx, "journal").front();
      answer_assent(tx, latest_assent(tx, policy.id.text)->assent.id, Answer::signed_, "");
    });
  sign_and_cosign();
}

std::string Watched::signed_note(std::int64_t size, const journal::Hash& root) {
  return journal::sign_checkpoint(
      {.origin = origin, .size = static_cast<std::uint64_t>(size), .root = root, .extensions = {}}, log_key);
}

void Watched::cosign(std::int64_t size, const std::string& note, const journal::SigningKey& witness) {
  std::string text = journal::parse_note(note)->text;
  auto at = static_cast<std::uint64_t>(now().micros / 1'000'000);
  std::string line = journal::format(journal::cosign(text, witness, at));
  line.pop_back();
  kit::Session db = database().write();
  db.run("insert into journal_cosignatures (size, witness, line, cosigned_at) values ($1, $2, $3, $4)",
         {size, format(verifier_of(witness)), line, now().micros});
  db.commit();
}

void Watched::sign_and_cosign() {
  program().integrate();
  SaidRoot newest = head();
  std::string note = signed_note(newest.size, newest.root);
  {
    kit::Session db = database().write();
    db.run("insert into journal_notes (size, note, signed_at, published_at, quorum) values ($1, $2, $3, $3, 2)",
           {newest.size, note, now().micros});
    db.commit();
  }
  cosign(newest.size, note, labor_witness);
  cosign(newest.size, note, management_witness);
}

std::string Watched::file() {
  kit::Session db = database().read();
  return db.value<std::string>("select file from pragma_database_list where name = 'main'");
}

void Watched::attack(const std::function<void(kit::Connection&)>& act) {
  auto host = kit::open_sqlite(file(), true);
  host->script(
      "pragma foreign_keys = off; drop trigger if exists entries_are_final; drop trigger if exists entries_are_kept;"
      "drop trigger if exists leaves_are_final; drop trigger if exists leaves_are_kept;"
      "drop trigger if exists bodies_are_never_changed;");
  host->begin(true);
  act(*host);
  host->commit();
}

void Watched::attack(const std::string& script) {
  attack([&](kit::Connection& host) { host.script(script); });
}

void Watched::rewrite(std::int64_t sequence, const std::function<void(journal::Entry&, std::string&)>& change) {
  attack([&](kit::Connection& host) {
    std::string bytes, salt, body;
    const kit::Value which[] = {sequence};
    host.each(
        "select entry, salt, body from journal_entries join journal_bodies"
        " on journal_bodies.sequence = journal_entries.sequence where journal_entries.sequence = $1",
        which, [&](const kit::Row& row) { bytes = row.text(0), salt = row.bytes(1), body = row.text(2); });
    auto entry = journal::decode(bytes).value();
    change(entry, body);
    entry.body_digest = journal::body_digest(salt, body);
    const kit::Value fresh[] = {sequence, journal::encode(entry), body};
    host.run("update journal_entries set entry = $2 where sequence = $1", fresh);
    host.run("update journal_bodies set body = $3 where sequence = $1", fresh);
  });
}

void Watched::rehash() {
  attack(
      "delete from journal_leaves; delete from journal_nodes;"
      "create table heads_before as select size, made_at from journal_checkpoints; delete from journal_checkpoints;");
  JournalKeeper host(database());
  host.integrate(now());
  attack([&](kit::Connection& db) {
    std::vector<std::pair<std::int64_t, std::int64_t>> heads;
    db.each("select size, made_at from heads_before", {},
            [&](const kit::Row& row) { heads.emplace_back(row.integer(0), row.integer(1)); });
    db.script("drop table heads_before; delete from journal_checkpoints");
    journal::Frontier tree;
    std::vector<journal::Hash> roots{tree.root()};
    db.each("select hash from journal_leaves order by position", {}, [&](const kit::Row& row) {
      tree.append(hash_of(row.bytes(0)));
      roots.push_back(tree.root());
    });
    std::set<std::int64_t> sizes{static_cast<std::int64_t>(tree.size())};
    for (auto& [size, made_at] : heads)
      if (size <= static_cast<std::int64_t>(tree.size())) sizes.insert(size);
    for (std::int64_t size : sizes) {
      const kit::Value head[] = {size, partnership::bytes_of(roots[static_cast<std::size_t>(size)]), now().micros};
      db.run("insert into journal_checkpoints (size, root, made_at) values ($1, $2, $3)", head);
    }
  });
}

void Watched::resign() {
  attack([&](kit::Connection& host) {
    std::map<std::int64_t, std::string> notes;
    host.each(
        "select journal_notes.size, root from journal_notes join journal_checkpoints"
        " on journal_checkpoints.size = journal_notes.size",
        {}, [&](const kit::Row& row) { notes[row.integer(0)] = signed_note(row.integer(0), hash_of(row.bytes(1))); });
    for (auto& [size, note] : notes) {
      const kit::Value fresh[] = {size, note};
      host.run("update journal_notes set note = $2 where size = $1", fresh);
    }
  });
}

void Watched::forget_signing() { attack("delete from journal_cosignatures; delete from journal_notes;"); }

std::vector<std::string> Watched::verify_as(VerifyOptions options) {
  return verify(database(), app::journaled_tables(), std::move(options)).faults;
}

void Watched::expect(const std::string& words, VerifyOptions options) {
  auto faults = verify_as(std::move(options));
  std::string told;
  for (auto& fault : faults) told += fault + "\n";
  CAPTURE(words);
  CAPTURE(told);
  CHECK(told.find(words) != std::string::npos);
}

SaidRoot Watched::head() {
  kit::Session db = database().read();
  auto newest = latest_head(db);
  return {newest->size, newest->root, SaidRoot::By::memory};
}

std::string Watched::checkpoint() {
  kit::Session db = database().read();
  return db.value<std::string>("select note from journal_notes order by size desc limit 1");
}

std::int64_t Watched::entry_of(const std::string& kind, const std::string& part) {
  kit::Session db = database().read();
  return db.value<std::int64_t>(
      "select max(journal_entries.sequence) from journal_entries join journal_bodies"
      " on journal_bodies.sequence = journal_entries.sequence where entry like $1 and body like $2",
      {"%\n" + kind + "\n%", "%" + part + "%"});
}

std::string Watched::body_of(std::int64_t sequence) {
  kit::Session db = database().read();
  return db.value<std::string>("select body from journal_bodies where sequence = $1", {sequence});
}

}  // namespace tests
