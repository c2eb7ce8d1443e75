// Receipts: what a person takes away from an act, and that it is of that act, for those who may see it.
#include <doctest/doctest.h>

#include "journal/receipt.h"
#include "kit/crypto/crypto.h"
#include "partnership/log/log_keys.h"
#include "partnership/notes.h"
#include "partnership/record/receipt.h"
#include "partnership/web/receipt_view.h"
#include "tests/world/world.h"

using namespace tests;

namespace {

// The journal with a key, and labor's witness, which has cosigned its present head.
struct Sealed {
  journal::SigningKey log = journal::make_signing_key("sunny.example/journal", journal::KeyType::note);
  journal::SigningKey witness = journal::make_signing_key("labor.example/witness", journal::KeyType::cosignature);

  explicit Sealed(World& world) {
    world.does(world.olga, [&](Tx& tx) { start_log(tx, log); });
    publish(world);
  }
  void publish(World& world) {
    world.program().integrate();
    kit::Session db = world.database().write();
    auto head = latest_head(db);
    journal::Checkpoint checkpoint{log.name, static_cast<std::uint64_t>(head->size), head->root, {}};
    db.run("insert into journal_notes (size, note, signed_at, published_at, quorum) values ($1, $2, $3, $3, 1)",
           {head->size, sign_checkpoint(checkpoint, log), world.now().micros});
    auto line = journal::format(journal::cosign(journal::format(checkpoint), witness, 1767225601));
    line.pop_back();
    db.run("insert into journal_cosignatures (size, witness, line, cosigned_at) values ($1, $2, $3, $4)",
           {head->size, journal::format(verifier_of(witness)), line, world.now().micros});
    db.commit();
  }
  journal::ReceiptCheck check(const std::string& brought, int quorum = 1) const {
    return journal::check_receipt(brought, std::vector{verifier_of(log)}, std::vector{verifier_of(witness)}, quorum);
  }
};

std::int64_t last_entry(World& world) {
  kit::Session db = world.database().read();
  return db.value<std::int64_t>("select max(sequence) from journal_entries");
}

std::string url_of(std::int64_t sequence, const std::string& end = "") {
  return "/receipts/" + std::to_string(sequence) + end;
}

std::int64_t write(World& world, const Id<Person>& person, bool behind_wall, const std::string& words) {
  world.does(person, [&](Tx& tx) {
    const Seat& seat = tx.actor().seats.front();
    tx.act_from(seat);
    write_note(tx, world.team.text, seat, behind_wall, words);
  });
  return last_entry(world);
}

}  // namespace

TEST_CASE("the receipt of an act holds without the server, and shows what was written") {
  World world;
  Sealed sealed(world);
  auto sequence = write(world, world.ana, false, "We begin with the elevators.");
  sealed.publish(world);
  auto file = world.get(world.ana, url_of(sequence, ".tlog-proof"));
  REQUIRE(file.status == 200);
  CHECK(file.headers.get("Content-Disposition").value_or("").find(".tlog-proof") != std::string_view::npos);
  auto check = sealed.check(file.body);
  REQUIRE_MESSAGE(check.holds, check.problem);
  CHECK(check.holds->entry.sequence == static_cast<std::uint64_t>(sequence));
  CHECK(check.holds->body->find("We begin with the elevators.") != std::string::npos);
  CHECK(check.holds->cosignatures.size() == 1);
  CHECK(sealed.check(file.body, 2).fails_at == journal::ReceiptPart::witnesses);
}

TEST_CASE("until the published checkpoint covers an act its receipt is on the way, and the page says so") {
  World world;
  Sealed sealed(world);
  auto sequence = write(world, world.ana, false, "A word");
  auto waiting = world.get(world.ana, url_of(sequence));
  CHECK(waiting.status == 200);
  CHECK(waiting.body.find("will be ready within seconds") != std::string::npos);
  CHECK(waiting.body.find("data-refresh") != std::string::npos);
  CHECK(world.get(world.ana, url_of(sequence, ".tlog-proof")).status == 409);
  CHECK(world.get_json(world.ana, url_of(sequence)).body.find("\"ready\":false") != std::string::npos);
  sealed.publish(world);
  CHECK(world.get(world.ana, url_of(sequence)).body.find("class=\"qr\"") != std::string::npos);
  CHECK(world.get_json(world.ana, url_of(sequence)).body.find("\"ready\":true") != std::string::npos);
}

TEST_CASE("a journal without a key says that it gives no receipts yet") {
  World world;
  world.program().integrate();
  auto page = world.get(world.ana, url_of(last_entry(world)));
  CHECK(page.status == 200);
  CHECK(page.body.find("cannot give receipts yet") != std::string::npos);
}

TEST_CASE("there is a receipt only of what the reader may see") {
  World world;
  Sealed sealed(world);
  auto sequence = write(world, world.ana, true, "Ask the steward first.");
  sealed.publish(world);
  for (const std::string& end : {std::string(), std::string(".tlog-proof")}) {
    CHECK(world.get(world.ben, url_of(sequence, end)).status == 404);
    CHECK(world.get(world.ana, url_of(sequence, end)).status == 200);
  }
  CHECK(world.get_json(world.ben, url_of(sequence)).body.find("steward") == std::string::npos);
  CHECK(world.get(world.ana, url_of(sequence)).body.find("behind a wall") != std::string::npos);
  auto check = sealed.check(world.get(world.ana, url_of(sequence, ".tlog-proof")).body);
  REQUIRE_MESSAGE(check.holds, check.problem);
  CHECK(check.holds->entry.kind == "sealed");
  CHECK(check.holds->entry.seat.empty());
}

TEST_CASE("a receipt's address that is no number, or of no entry, leads nowhere") {
  World world;
  for (const char* url : {"/receipts/x", "/receipts/1x", "/receipts/1.zip", "/receipts/999999", "/receipts/-1"})
    CHECK(world.get(world.ana, url).status == 404);
}

TEST_CASE("once words are erased a receipt proves the entry alone") {
  World world;
  Sealed sealed(world);
  auto sequence = write(world, world.ana, false, "Forget this.");
  {
    kit::Session db = world.database().write();
    db.run("delete from journal_bodies where sequence = $1", {sequence});
    db.commit();
  }
  sealed.publish(world);
  auto check = sealed.check(world.get(world.ana, url_of(sequence, ".tlog-proof")).body);
  REQUIRE_MESSAGE(check.holds, check.problem);
  CHECK_FALSE(check.holds->body);
}

TEST_CASE("the QR code carries the whole receipt, or the proof alone where the words are too long") {
  World world;
  Sealed sealed(world);
  auto of = [&](const std::string& words) {
    auto sequence = write(world, world.ana, false, words);
    sealed.publish(world);
    return world.sees(world.ana, [&](Reader& db) { return *find_receipt(db, Language::en, sequence).receipt; });
  };
  auto brief = picture_of(of("Brief."), "http://localhost/check");
  CHECK(brief.code);
  CHECK(brief.with_words);
  std::string words;
  for (int i = 0; i < 250; ++i) words += kit::random_token().substr(0, 15) + " ";
  auto lengthy = picture_of(of(words), "http://localhost/check");
  CHECK(lengthy.code);
  CHECK_FALSE(lengthy.with_words);
}

TEST_CASE("an answer to every party's question offers its receipt, on the page and in JSON") {
  World world;
  Sealed sealed(world);
  Assent assent = world.does(world.olga, [&](Tx& tx) {
    return ask_assent(tx, {.kind = "policy",
                           .subject = "policy_x",
                           .part = "",
                           .place = world.nation.text,
                           .role = Role::administrator,
                           .parties = {world.labor, world.management},
                           .text = "text",
                           .about = "a rule",
                           .url = "/"});
  });
  auto answered = world.post_json(world.olga, "/assents/" + assent.id.text + "/signature", R"({"answer":"signed"})");
  REQUIRE(answered.status < 300);
  std::string link(answered.headers.get("Link").value_or(""));
  REQUIRE(link.starts_with("</receipts/"));
  sealed.publish(world);
  auto receipt = world.get_json(world.olga, link.substr(1, link.find('>') - 1));
  CHECK(receipt.body.find("signed for") != std::string::npos);

  kit::Response went{.status = 303};
  went.headers.set("Location", "/teams/x/charter?said=partnership.said.signed#purpose");
  world.does(world.ana, [&](Tx& tx) {
    CHECK(with_receipt(went, tx).headers.get("Location") == went.headers.get("Location"));  // nothing was written
    write_note(tx, world.team.text, tx.actor().seats.front(), false, "A word");
    std::string target(with_receipt(went, tx).headers.get("Location").value_or(""));
    CHECK(target.find("&receipt=" + std::to_string(tx.first_entry()) + "#purpose") != std::string_view::npos);
  });
  auto said = world.get(world.ana, "/journal?said=partnership.said.signed&receipt=7");
  CHECK(said.body.find("href=\"/receipts/7\"") != std::string::npos);
  auto unsaid = world.get(world.ana, "/history/" + world.nation.text + "?receipt=7");
  CHECK(unsaid.body.find("href=\"/receipts/7\"") == std::string::npos);
}

TEST_CASE("the checking page is for everybody, may fetch nothing, and carries the journal's keys") {
  World world;
  Sealed sealed(world);
  auto page = world.get({}, "/check");
  REQUIRE(page.status == 200);
  CHECK(page.body.find(journal::format(verifier_of(sealed.log))) != std::string::npos);
  auto policy = page.headers.get("Content-Security-Policy").value_or("");
  CHECK(policy.starts_with("default-src 'none'"));
  CHECK(policy.find("unsafe") == std::string_view::npos);
  CHECK(page.body.find("@") == page.body.find("@media"));  // no mark is left
  for (const char* word : {"<link", "src=", "http://", "https://"}) CHECK(page.body.find(word) == std::string::npos);
}
