// What somebody can try who holds the machine, the database and the log's key, and what the others then read.
#include <fstream>

#include "journal/checkpoint.h"
#include "journal/entry.h"
#include "journal/merkle.h"
#include "modules/path/path.h"
#include "partnership/log/journal_keeper.h"
#include "partnership/log/log_keys.h"
#include "partnership/log/log_policy.h"
#include "partnership/notes.h"
#include "partnership/policy.h"
#include "partnership/record/copy.h"
#include "partnership/record/diff.h"
#include "partnership/record/erasure.h"
#include "tests/attacks/watched.h"

using namespace tests;

namespace {

void replace(std::string& text, const std::string& from, const std::string& to) {
  auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

// The team's name in the row, and in what the entry says.
void rename_team(Watched& world) {
  world.attack("update teams set name = 'Patient Transfers' where external_id = 'T-104'");
  world.attack("update search_entries set words = replace(words, 'transport', 'transfers') where kind = 'team'");
  world.rewrite(world.entry_of("teams.team", "T-104"),
                [](journal::Entry&, std::string& body) { replace(body, "Patient Transport", "Patient Transfers"); });
}

// Does the tree of this checkpoint continue what this witness has seen? The host may send any proof it can make.
journal::Standing asked(Watched& world, const partnership::SaidRoot& seen) {
  partnership::SaidRoot head = world.head();
  journal::AddCheckpoint request{.old_size = static_cast<std::uint64_t>(seen.size), .proof = {}, .checkpoint = {}};
  journal::Checkpoint checkpoint{
      .origin = world.log_key.name, .size = static_cast<std::uint64_t>(head.size), .root = head.root, .extensions = {}};
  request.checkpoint = journal::sign_checkpoint(checkpoint, world.log_key);
  if (head.size > seen.size) {
    kit::Session db = world.database().read();
    request.proof = journal::consistency_proof(request.old_size, checkpoint.size, stored_nodes(db, head.size));
  }
  return journal::standing_of(request, checkpoint, {request.old_size, seen.root});
}

std::unique_ptr<kit::Database> open(const std::string& file) {
  return std::make_unique<kit::Database>(kit::DatabaseOptions{.url = file});
}

std::string copy_for(Watched& world, const std::string& party, const std::string& name) {
  std::string file = world.file() + name;
  partnership::make_copy(world.database(), party, file, world.now());
  return file;
}

void write_note_of(Watched& world, const std::string& words) {
  world.does(world.ana, [&](Tx& tx) {
    write_note(tx, world.team.text, *tx.actor().seat(world.team.text, Role::co_lead), false, words);
  });
}

}  // namespace

TEST_CASE("nothing is said of a journal that nobody touched, signed and cosigned") {
  NOT_ON_POSTGRES();
  Watched world;
  auto result = verify(world.database(), app::journaled_tables(), VerifyOptions{});
  CHECK(result.faults == std::vector<std::string>{});
  CHECK(result.checkpoints == 1);
  CHECK(result.cosignatures == 2);
  CHECK(asked(world, world.head()) == journal::Standing::continues);
}

TEST_CASE("attack: a row is edited") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack("update teams set name = 'Patient Transfers' where external_id = 'T-104'");
  world.attack("update search_entries set words = replace(words, 'transport', 'transfers') where kind = 'team'");
  world.expect("team T-104's name was changed outside Concert after entry");
}

TEST_CASE("attack: a row is edited, and what its entry says") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack(
      "update teams set name = 'Patient Transfers' where external_id = 'T-104';"
      "update journal_bodies set body = replace(body, 'Patient Transport', 'Patient Transfers')");
  world.expect("says was changed: it does not fit the digest in the entry");
}

TEST_CASE("attack: a row, what its entry says, and the digest in the entry") {
  NOT_ON_POSTGRES();
  Watched world;
  auto entry = world.entry_of("teams.team", "T-104");
  rename_team(world);
  world.expect("Entry " + std::to_string(entry) + " was changed after it was taken into the tree.");
}

TEST_CASE("attack: the same, with the leaf") {
  NOT_ON_POSTGRES();
  Watched world;
  rename_team(world);
  world.attack([&](kit::Connection& host) {
    std::map<std::int64_t, std::string> entries;
    host.each("select sequence, entry from journal_entries", {},
              [&](const kit::Row& row) { entries[row.integer(0)] = row.text(1); });
    for (auto& [sequence, entry] : entries) {
      const kit::Value leaf[] = {sequence, partnership::bytes_of(journal::leaf_hash(entry))};
      host.run("update journal_leaves set hash = $2 where sequence = $1", leaf);
    }
  });
  world.expect("does not have the root that was kept for it");
}

TEST_CASE("attack: the whole tree is hashed anew") {
  NOT_ON_POSTGRES();
  Watched world;
  rename_team(world);
  world.rehash();
  world.expect("was signed over another root: entries up to there were changed");
}

TEST_CASE("attack: the whole tree is hashed anew and signed with the host's key") {
  NOT_ON_POSTGRES();
  Watched world;
  rename_team(world);
  world.rehash();
  world.resign();
  world.expect("The cosignature of labor.example under");
}

TEST_CASE("attack: the same, and the witnesses' words are thrown away") {
  NOT_ON_POSTGRES();
  Watched world;
  rename_team(world);
  world.rehash();
  world.resign();
  world.attack("delete from journal_cosignatures");
  world.expect("was published without the witnesses that the rules ask for");
}

TEST_CASE("attack: the same, and nothing was ever signed, read by somebody who kept one root") {
  NOT_ON_POSTGRES();
  Watched world;
  auto kept = world.head();
  rename_team(world);
  world.rehash();
  world.forget_signing();
  CHECK(world.verify_as() == std::vector<std::string>{});  // the database alone cannot tell
  world.expect("are not those you have seen before: the journal was written anew", {.remembered = {kept}});
}

TEST_CASE("attack: a tree written anew is put to a witness that has seen the former one") {
  NOT_ON_POSTGRES();
  Watched world;
  auto seen = world.head();
  rename_team(world);
  world.rehash();
  CHECK(asked(world, seen) == journal::Standing::contradicts);
  write_note_of(world, "one entry more");
  world.program().integrate();
  CHECK(asked(world, seen) == journal::Standing::unproven);
}

TEST_CASE("attack: the newest entries are deleted") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack(
      "delete from journal_leaves where position >= (select max(position) - 2 from journal_leaves);"
      "delete from journal_bodies where sequence not in (select sequence from journal_leaves);"
      "delete from journal_entries where sequence not in (select sequence from journal_leaves)");
  world.expect("The newest head covers");
}

TEST_CASE("attack: the newest entries are deleted, with their heads") {
  NOT_ON_POSTGRES();
  Watched world;
  write_note_of(world, "soon gone");
  world.sign_and_cosign();
  world.attack(
      "delete from notes; delete from search_entries where kind = 'note'; delete from journal_leaves where position = "
      "(select max(position) from journal_leaves);"
      "delete from journal_bodies where sequence not in (select sequence from journal_leaves);"
      "delete from journal_entries where sequence not in (select sequence from journal_leaves);"
      "delete from journal_subjects where sequence not in (select sequence from journal_leaves);"
      "delete from journal_checkpoints where size > (select count(*) from journal_leaves)");
  world.expect("are there. Entries were deleted, or a backup was put in the journal's place.");
}

TEST_CASE("attack: the newest entries are deleted with all that was signed, read by somebody who kept a root") {
  NOT_ON_POSTGRES();
  Watched world;
  write_note_of(world, "soon gone");
  world.sign_and_cosign();
  auto kept = world.head();
  world.attack(
      "delete from notes; delete from search_entries where kind = 'note'; delete from journal_leaves where position = "
      "(select max(position) from journal_leaves);"
      "delete from journal_bodies where sequence not in (select sequence from journal_leaves);"
      "delete from journal_entries where sequence not in (select sequence from journal_leaves);"
      "delete from journal_subjects where sequence not in (select sequence from journal_leaves);"
      "delete from journal_cosignatures where size > (select count(*) from journal_leaves);"
      "delete from journal_notes where size > (select count(*) from journal_leaves);"
      "delete from journal_checkpoints where size > (select count(*) from journal_leaves)");
  CHECK(world.verify_as() == std::vector<std::string>{});
  world.expect("An older state was put in the journal's place", {.remembered = {kept}});
}

TEST_CASE("attack: an entry in the middle is deleted") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack("delete from journal_bodies where sequence = 9; delete from journal_entries where sequence = 9");
  world.expect("Entry 9 stands in the tree and is not there any more: it was deleted.");
}

TEST_CASE("attack: an entry in the middle is deleted, with its leaf") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack(
      "delete from journal_bodies where sequence = 9; delete from journal_leaves where sequence = 9;"
      "delete from journal_entries where sequence = 9");
  world.expect("Position 8 of the tree is missing; entry 10 follows instead. Leaves were deleted.");
}

TEST_CASE("attack: an entry in the middle is deleted, and the others move up") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack(
      "delete from journal_bodies where sequence = 9; delete from journal_leaves where sequence = 9;"
      "delete from journal_entries where sequence = 9;"
      "update journal_leaves set position = -position where position > 8;"
      "update journal_leaves set position = -position - 1 where position < 0");
  world.expect("The newest head covers");
}

TEST_CASE("attack: two entries change places") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack(
      "update journal_leaves set position = -1 where position = 5;"
      "update journal_leaves set position = 5 where position = 6;"
      "update journal_leaves set position = 6 where position = -1");
  world.expect("was signed over another root");
}

TEST_CASE("attack: an entry is dated back") {
  NOT_ON_POSTGRES();
  Watched world;
  world.rewrite(12, [](journal::Entry& entry, std::string&) { entry.time -= 86'400'000'000; });
  world.expect("Entry 12 was changed after it was taken into the tree.");
}

TEST_CASE("attack: what two entries say is exchanged") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack(
      "create table kept as select salt, body from journal_bodies where sequence = 4;"
      "update journal_bodies set (salt, body) = (select salt, body from journal_bodies where sequence = 5)"
      " where sequence = 4;"
      "update journal_bodies set (salt, body) = (select salt, body from kept) where sequence = 5; drop table kept");
  world.expect("What entry 4 says was changed: it does not fit the digest in the entry.");
}

TEST_CASE("attack: last week's backup is put back") {
  NOT_ON_POSTGRES();
  Watched world;
  std::string backup = world.file() + ".backup";
  world.attack([&](kit::Connection&) {});
  {
    kit::Session db = world.database().read();
    auto connection = kit::open_sqlite(world.file(), false);
    const kit::Value into[] = {backup};
    connection->script("pragma query_only = off");
    connection->run("vacuum into $1", into);
  }
  write_note_of(world, "said since");
  world.sign_and_cosign();
  auto kept = world.head();
  auto restored = open(backup);
  CHECK(verify(*restored, app::journaled_tables(), VerifyOptions{}).good());
  auto told = verify(*restored, app::journaled_tables(), {.remembered = {kept}}).faults;
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("An older state was put in the journal's place.") != std::string::npos);
}

TEST_CASE("attack: two parties are shown two journals") {
  NOT_ON_POSTGRES();
  Watched world;
  std::string labor = copy_for(world, "Labor", ".labor");
  rename_team(world);
  world.rehash();
  world.resign();
  std::string management = copy_for(world, "Management", ".management");
  auto found = compare_copies(*open(labor), *open(management));
  CHECK_FALSE(found.agree);
  CHECK(found.split_view);
  REQUIRE(found.sentences.size() >= 2);
  CHECK(found.sentences[0].find("Then A has entry") != std::string::npos);
  CHECK(found.sentences[1].find("this is proof that two parties were shown two journals") != std::string::npos);
}

TEST_CASE("attack: each party is shown a journal of another length, cosigned by one witness each") {
  NOT_ON_POSTGRES();
  Watched world;
  std::string labor = copy_for(world, "Labor", ".labor");
  rename_team(world);
  write_note_of(world, "one more");
  world.rehash();
  world.attack("delete from journal_cosignatures; delete from journal_notes");
  world.sign_and_cosign();
  std::string management = copy_for(world, "Management", ".management");
  auto found = compare_copies(*open(labor), *open(management));
  CHECK(found.split_view);
}

TEST_CASE("attack: an old checkpoint is shown as the newest") {
  NOT_ON_POSTGRES();
  Watched world;
  std::string old = world.checkpoint();
  write_note_of(world, "said since");
  world.sign_and_cosign();
  world.attack([&](kit::Connection& host) {
    const kit::Value note[] = {old};
    host.run("update journal_notes set note = $1 where size = (select max(size) from journal_notes)", note);
  });
  world.expect("is one of");
}

TEST_CASE("attack: a witness is asked to sign an older tree again") {
  NOT_ON_POSTGRES();
  Watched world;
  auto before = world.head();
  write_note_of(world, "said since");
  world.program().integrate();
  auto seen = world.head();
  journal::Checkpoint old{.origin = world.log_key.name,
                          .size = static_cast<std::uint64_t>(before.size),
                          .root = before.root,
                          .extensions = {}};
  journal::AddCheckpoint request{.old_size = static_cast<std::uint64_t>(seen.size), .proof = {}, .checkpoint = {}};
  CHECK(journal::standing_of(request, old, {request.old_size, seen.root}) == journal::Standing::shrunk);
}

TEST_CASE("attack: a cosignature is forged") {
  NOT_ON_POSTGRES();
  Watched world;
  auto size = world.head().size;
  std::string text = journal::parse_note(world.checkpoint())->text;
  journal::SigningKey forged = journal::make_signing_key("labor.example", journal::KeyType::cosignature);
  std::string line = journal::format(journal::cosign(text, forged, 1'800'000'000));
  line.pop_back();
  world.attack([&](kit::Connection& host) {
    const kit::Value args[] = {size, line, format(verifier_of(world.labor_witness))};
    host.run("update journal_cosignatures set line = $2 where size = $1 and witness = $3", args);
  });
  world.expect("The cosignature of labor.example under");
  world.expect("is forged.");
}

TEST_CASE("attack: the host signs as a witness of its own making") {
  NOT_ON_POSTGRES();
  Watched world;
  journal::SigningKey own = journal::make_signing_key("labor.example", journal::KeyType::cosignature);
  std::string text = journal::parse_note(world.checkpoint())->text;
  std::string line = journal::format(journal::cosign(text, own, 1'800'000'000));
  line.pop_back();
  world.attack([&](kit::Connection& host) {
    const kit::Value args[] = {line, format(verifier_of(own)), format(verifier_of(world.labor_witness))};
    host.run("update journal_cosignatures set line = $1, witness = $2 where witness = $3", args);
  });
  world.expect("a witness whom no rules name");
}

TEST_CASE("attack: a salt is used again, so that who knows one body can guess the other") {
  NOT_ON_POSTGRES();
  Watched world;
  write_note_of(world, "yes");
  auto last = world.entries();
  world.attack([&](kit::Connection& host) {
    std::string salt, body, entry;
    const kit::Value which[] = {last};
    host.each("select salt from journal_bodies where sequence = 7", {},
              [&](const kit::Row& row) { salt = row.bytes(0); });
    host.each(
        "select body, entry from journal_bodies join journal_entries"
        " on journal_entries.sequence = journal_bodies.sequence where journal_bodies.sequence = $1",
        which, [&](const kit::Row& row) { body = row.text(0), entry = row.text(1); });
    auto decoded = journal::decode(entry).value();
    decoded.body_digest = journal::body_digest(salt, body);
    const kit::Value fresh[] = {last, kit::Bytes{salt}, journal::encode(decoded)};
    host.run("update journal_bodies set salt = $2 where sequence = $1", fresh);
    host.run("update journal_entries set entry = $3 where sequence = $1", fresh);
  });
  world.program().integrate();
  world.expect("Entries 7 and " + std::to_string(last) + " have the same salt");
}

TEST_CASE("attack: an act is invented, from a seat nobody has") {
  NOT_ON_POSTGRES();
  Watched world;
  write_note_of(world, "said by Ana");
  world.rewrite(world.entries(), [](journal::Entry& entry, std::string&) { entry.seat = "seat_invented"; });
  world.program().integrate();
  world.expect("acts from the seat seat_invented, which nobody was ever given.");
}

TEST_CASE("attack: a row is inserted that no entry has written") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack(
      "insert into notes (id, subject_id, wall, seat_id, person_id, body, written_at) select 'note_false', place_id,"
      " 'joint', id, person_id, 'I agree', 0 from seats limit 1");
  world.expect("note note_false was added outside Concert: no entry has written it.");
}

TEST_CASE("attack: a row is dropped") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack("delete from seats where role = 'steward'");
  world.expect("was removed outside Concert after entry");
}

TEST_CASE("attack: a seat is given retroactively") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack(
      "insert into seats (id, person_id, party_id, union_id, place_id, role, starts_on, ends_on) select 'seat_late',"
      " person_id, party_id, null, place_id, 'sponsor', '2020-01-01', null from seats where role = 'steward'");
  world.expect("seat seat_late was added outside Concert");
}

TEST_CASE("attack: a witness is dropped from the rules by the host alone, read by somebody who knows it") {
  NOT_ON_POSTGRES();
  Watched world;
  world.does({}, [&](Tx& tx) {  // as entries of the journal, but without anybody's signature
    auto former = versions_of(tx, "journal").front();
    auto rules = read_log_policy(former.body);
    rules.witnesses.erase(rules.witnesses.begin());
    rules.quorum = 1;
    Policy fresh = former;
    fresh.id = kit::fresh<Policy>(), fresh.version = 9, fresh.body = write_log_policy(rules);
    tx.insert(fresh);
    start_policy(tx, fresh.id);
  });
  world.program().integrate();
  world.expect("The witness labor.example, whose key you gave, is not named by the rules in force.",
               {.trusted = {{}, {verifier_of(world.labor_witness)}}});
}

TEST_CASE("attack: a witness's key in the rules is exchanged for the host's own") {
  NOT_ON_POSTGRES();
  Watched world;
  auto own = verifier_of(journal::make_signing_key("labor.example", journal::KeyType::cosignature));
  world.attack([&](kit::Connection& host) {
    const kit::Value keys[] = {format(verifier_of(world.labor_witness)), format(own)};
    host.run("update policies set body = replace(body, $1, $2) where name = 'journal'", keys);
  });
  world.expect("'s body was changed outside Concert after entry");
}

TEST_CASE("attack: the journal is signed with a key of the host's own, read by somebody who knows the right one") {
  NOT_ON_POSTGRES();
  Watched world;
  auto right = verifier_of(world.log_key);
  world.log_key = journal::make_signing_key(world.log_key.name, journal::KeyType::note);
  auto entry = world.entry_of("partnership.log_key");
  std::string key = format(verifier_of(world.log_key));
  world.attack([&](kit::Connection& host) {
    const kit::Value fresh[] = {key};
    host.run("update log_keys set key = $1", fresh);
  });
  world.rewrite(entry, [&](journal::Entry&, std::string& body) { replace(body, format(right), key); });
  world.rehash();
  world.resign();
  world.expect("signs for the journal, and no key you trust has named it.", {.trusted = {{right}, {}}});
}

TEST_CASE("attack: what an entry said is erased without assent") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack("delete from journal_bodies where sequence = 20; delete from journal_subjects where sequence = 20");
  world.expect("What entry 20 said is missing, and no assent to erase it is in the journal.");
}

TEST_CASE("attack: an erasure is entered that not every party signed") {
  NOT_ON_POSTGRES();
  Watched world;
  auto entry = world.entry_of("partnership.person", "Mia Tran");
  world.does(world.olga, [&](Tx& tx) { ask_erasure(tx, entry, {"name"}, "She asked for it."); });
  world.does({}, [&](Tx& tx) {
    auto erasure = erasure_of(tx, entry).value();
    erasure_agreed(tx, latest_assent(tx, erasure.id.text)->assent);
  });
  world.program().integrate();
  world.expect("said was erased, and not every party has signed that.");
}

TEST_CASE("attack: a backup brings back what was erased by assent") {
  NOT_ON_POSTGRES();
  Watched world;
  auto entry = world.entry_of("partnership.person", "Mia Tran");
  std::string body = world.body_of(entry), salt;
  world.attack([&](kit::Connection& host) {
    const kit::Value which[] = {entry};
    host.each("select salt from journal_bodies where sequence = $1", which,
              [&](const kit::Row& row) { salt = row.bytes(0); });
  });
  world.does(world.olga, [&](Tx& tx) { ask_erasure(tx, entry, {"name"}, "She asked for it."); });
  for (auto& person : {world.olga, world.paul, world.sato})
    world.does(person, [&](Tx& tx) {
      auto erasure = erasure_of(tx, entry).value();
      answer_assent(tx, latest_assent(tx, erasure.id.text)->assent.id, Answer::signed_, "");
    });
  world.program().integrate();
  CHECK(world.verify_as() == std::vector<std::string>{});
  world.attack([&](kit::Connection& host) {
    const kit::Value row[] = {entry, kit::Bytes{salt}, body};
    host.run("insert into journal_bodies (sequence, salt, body) values ($1, $2, $3)", row);
  });
  world.expect("was erased by assent, and what it said is there again.");
}

TEST_CASE("attack: a team's level is raised") {
  NOT_ON_POSTGRES();
  Watched world;
  world.does({}, [&](Tx& tx) {
    path::Rating rating{.id = kit::fresh<path::Rating>(),
                        .team = world.team,
                        .quarter = "2026-Q3",
                        .level = 2,
                        .policy_version = 1,
                        .evidence = "[]",
                        .rated_on = tx.today()};
    tx.insert(rating);
  });
  world.program().integrate();
  CHECK(world.verify_as() == std::vector<std::string>{});
  world.attack("update ratings set level = 5");
  world.expect("'s level was changed outside Concert after entry");
}

TEST_CASE("attack: a total is raised") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack("update tallies set total = total + 40 where name = 'teams'");
  world.expect("was changed outside Concert: it is 4");
}

TEST_CASE("attack: who lies under whom is changed in what is kept of it") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack("delete from unit_ancestors where distance = 2");
  world.expect("is missing: the record makes it 2.");
}

TEST_CASE("attack: the text of a rule in force is changed") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack("update policies set body = replace(body, '30', '90') where name = 'clocks'");
  world.expect("'s body was changed outside Concert after entry");
}

TEST_CASE("attack: the result of a secret survey is changed") {
  NOT_ON_POSTGRES();
  Watched world;
  world.does({}, [&](Tx& tx) {
    tx.record(path::CriterionSurvey{.id = kit::fresh<path::CriterionSurvey>(),
                                    .team = world.team,
                                    .criterion = "speaks_up",
                                    .asked = 12,
                                    .answered = 10,
                                    .agreed = 4,
                                    .closed_on = tx.today()});
  });
  world.program().integrate();
  world.attack("update criterion_surveys set agreed = 9");
  world.expect("'s agreed was changed outside Concert after entry");
}

TEST_CASE("attack: an entry is hidden from the histories") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack("delete from journal_subjects where sequence = 20");
  world.expect("What the histories show of each thing is not what the entries are about");
}

TEST_CASE("attack: heads are deleted, so that nothing remembers the tree's size") {
  NOT_ON_POSTGRES();
  Watched world;
  world.attack("delete from journal_cosignatures; delete from journal_notes; delete from journal_checkpoints");
  world.expect("Heads were deleted.");
}

TEST_CASE("attack: a stored node is changed, so that proofs would lead elsewhere") {
  NOT_ON_POSTGRES();
  Watched world;
  for (int i = 0; i < 260; ++i) write_note_of(world, "note " + std::to_string(i));
  world.program().integrate();
  CHECK(world.verify_as() == std::vector<std::string>{});
  world.attack("update journal_nodes set hash = zeroblob(32)");
  world.expect("of the tree is not the hash of what lies under it.");
}

TEST_CASE("attack: the order of transactions is changed; it is in no hash, and nothing comes of it") {
  NOT_ON_POSTGRES();
  Watched world;
  auto kept = world.head();
  world.attack("update journal_entries set commit_order = 1000000 - sequence");
  write_note_of(world, "said after it");
  world.program().integrate();
  CHECK(world.verify_as({.remembered = {kept}}) == std::vector<std::string>{});
  CHECK(world.head().size == world.entries());
}

TEST_CASE("attack: an entry is put in before others, and waits for the tree for ever") {
  NOT_ON_POSTGRES();
  Watched world;
  write_note_of(world, "first");
  write_note_of(world, "second");
  auto last = world.entries();
  world.attack([&](kit::Connection& host) {  // the second is in the tree, the first is not and never will be
    std::string entry;
    const kit::Value which[] = {last};
    host.each("select entry from journal_entries where sequence = $1", which,
              [&](const kit::Row& row) { entry = row.text(0); });
    const kit::Value leaf[] = {last - 1, last, partnership::bytes_of(journal::leaf_hash(entry))};
    host.run(
        "insert into journal_leaves (position, sequence, hash) values ((select max(position) + 1 from"
        " journal_leaves), $2, $3)",
        leaf);
  });
  world.expect("comes before entries of the tree and is not in it: it was held back, or put there later.");
}
