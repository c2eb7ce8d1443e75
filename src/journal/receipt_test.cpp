#include "journal/receipt.h"

#include <stdexcept>

#include "journal/encoding.h"
#include "journal/vectors_for_tests.h"

namespace journal {
namespace {

const std::string salt(32, 's'), body = R"({"table":"closures","row":{"outcome":"agreed"}})";

Entry closure(std::uint64_t sequence) {
  return {sequence, 1767225600000000, "decisions.closure", "sea_1", "joint", body_digest(salt, body)};
}

// Five entries, a checkpoint over them that labor has cosigned, and the receipt for the one at position 3.
struct Journal {
  SigningKey log = make_signing_key("concert.example/journal", KeyType::note);
  SigningKey labor = make_signing_key("labor.example/witness", KeyType::cosignature);
  Receipt receipt;

  Journal() {
    std::vector<Hash> leaves;
    for (std::uint64_t i = 0; i < 5; ++i) leaves.push_back(leaf_hash(encode(closure(10 + i))));
    const auto source = reference_source(leaves);
    const Checkpoint checkpoint{"concert.example/journal", 5, root(5, source), {}};
    const std::string cosignature = format(cosign(format(checkpoint), labor, 1767225601));
    receipt = {encode(closure(13)), Words{salt, body}, 3, inclusion_proof(3, 5, source),
               sign_checkpoint(checkpoint, log) + cosignature};
  }
  Checked<VerifiedReceipt> verify(const Receipt& changed) const {
    return verify_receipt(changed, verifier_of(log), std::vector{verifier_of(labor)});
  }
};

}  // namespace

TEST_CASE("a receipt is checked with keys alone") {
  const Journal journal;
  const auto read = parse_receipt(format(journal.receipt));
  REQUIRE_MESSAGE(read, read.problem());
  const auto verified = journal.verify(*read);
  REQUIRE_MESSAGE(verified, verified.problem());
  CHECK(verified->entry == closure(13));
  CHECK(verified->position == 3);
  CHECK(verified->checkpoint.size == 5);
  CHECK(verified->cosignatures.size() == 1);
  CHECK(verified->body == body);
}

TEST_CASE("a receipt whose words were erased still proves that the entry was made") {
  Journal journal;
  journal.receipt.words.reset();
  const auto read = parse_receipt(format(journal.receipt));
  REQUIRE_MESSAGE(read, read.problem());
  CHECK_FALSE(read->words);
  const auto verified = journal.verify(*read);
  REQUIRE_MESSAGE(verified, verified.problem());
  CHECK_FALSE(verified->body);
}

TEST_CASE("a receipt for another entry, position, proof or checkpoint is refused") {
  const Journal journal, other;
  const auto changed = [&](auto change) {
    Receipt receipt = journal.receipt;
    change(receipt);
    return static_cast<bool>(journal.verify(receipt));
  };
  CHECK(changed([](Receipt&) {}));
  CHECK_FALSE(changed([](Receipt& r) { r.entry = encode(closure(12)); }));
  CHECK_FALSE(changed([](Receipt& r) { r.entry = "no entry"; }));
  CHECK_FALSE(changed([](Receipt& r) { r.words->body += " "; }));
  CHECK_FALSE(changed([](Receipt& r) { r.words->salt[0] ^= 1; }));
  CHECK_FALSE(changed([](Receipt& r) { r.position = 2; }));
  CHECK_FALSE(changed([](Receipt& r) { r.proof.pop_back(); }));
  CHECK_FALSE(changed([](Receipt& r) { r.proof[0][0] ^= 1; }));
  CHECK_FALSE(changed([&](Receipt& r) { r.checkpoint = other.receipt.checkpoint; }));
}

TEST_CASE("a receipt that is not spelled like one is refused") {
  const std::string good = format(Journal().receipt);
  CHECK(parse_receipt(good));
  for (const std::string& from :
       {std::string("tlog-proof@v1"), std::string("extra "), std::string("index 3"), std::string("=\n\n")}) {
    std::string changed = good;
    changed.replace(changed.find(from), from.size(), "?");
    CAPTURE(from);
    CHECK_FALSE(parse_receipt(changed));
  }
  CHECK_FALSE(parse_receipt(""));
  Receipt short_salt = Journal().receipt;
  short_salt.words->salt.pop_back();
  CHECK_THROWS_AS(format(short_salt), std::invalid_argument);
  CHECK_FALSE(parse_receipt(good.substr(0, good.find("index"))));
}

TEST_CASE("the digits of a QR code carry the whole receipt") {
  Journal journal;
  for (bool erased : {false, true}) {
    if (erased) journal.receipt.words.reset();
    const std::string digits = digits_of(journal.receipt);
    CHECK(digits.find_first_not_of("0123456789") == std::string::npos);
    for (const std::string& text : {digits, "https://concert.example/check#" + digits + "\n"}) {
      const auto read = receipt_from_digits(text);
      REQUIRE_MESSAGE(read, read.problem());
      CHECK(format(*read) == format(journal.receipt));
    }
  }
}

TEST_CASE("digits that are cut, changed or none at all are refused") {
  const std::string digits = digits_of(Journal().receipt);
  CHECK_FALSE(receipt_from_digits(""));
  CHECK_FALSE(receipt_from_digits("12"));
  CHECK_FALSE(receipt_from_digits("9" + digits.substr(1)));
  CHECK_FALSE(receipt_from_digits(digits.substr(0, digits.size() - 17)));
  CHECK_FALSE(receipt_from_digits(digits.substr(0, 40)));
  CHECK_FALSE(receipt_from_digits(digits + "000"));
  CHECK_FALSE(receipt_from_digits(digits + "x"));
}

TEST_CASE("a check says at which part a receipt fails") {
  const Journal journal;
  const std::vector log_keys{verifier_of(make_signing_key("concert.example/journal", KeyType::note)),
                             verifier_of(journal.log)};
  const std::vector witnesses{verifier_of(journal.labor)};
  const auto fails_at = [&](auto change, int quorum = 1) {
    Receipt receipt = journal.receipt;
    change(receipt);
    const ReceiptCheck check = check_receipt(format(receipt), log_keys, witnesses, quorum);
    REQUIRE_FALSE(check.holds);
    CHECK_FALSE(check.problem.empty());
    return check.fails_at;
  };
  CHECK(check_receipt(format(journal.receipt), log_keys, witnesses, 1).holds);
  CHECK(check_receipt(digits_of(journal.receipt), log_keys, witnesses, 1).holds);
  CHECK(check_receipt("anything", log_keys, witnesses, 1).fails_at == ReceiptPart::file);
  CHECK(fails_at([](Receipt& r) { r.entry.replace(r.entry.find("joint"), 5, "juint"); }) == ReceiptPart::entry);
  CHECK(fails_at([](Receipt& r) { r.words->body[3] = 'X'; }) == ReceiptPart::words);
  CHECK(fails_at([](Receipt& r) { r.checkpoint[0] = 'X'; }) == ReceiptPart::checkpoint);
  CHECK(fails_at([](Receipt& r) { r.position = 4; }) == ReceiptPart::position);
  CHECK(fails_at([](Receipt&) {}, 2) == ReceiptPart::witnesses);
  CHECK(check_receipt(format(journal.receipt), {}, witnesses, 1).fails_at == ReceiptPart::checkpoint);
}

}  // namespace journal
