#include "journal/receipt.h"

#include "journal/encoding.h"
#include "journal/vectors_for_tests.h"

namespace journal {
namespace {

Entry closure(std::uint64_t sequence) {
  return {sequence, 1767225600000000, "decisions.closure", "sea_1", "joint", sha256("body")};
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
    receipt = {encode(closure(13)), 3, inclusion_proof(3, 5, source), sign_checkpoint(checkpoint, log) + cosignature};
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
  CHECK_FALSE(parse_receipt(good.substr(0, good.find("index"))));
}

}  // namespace journal
