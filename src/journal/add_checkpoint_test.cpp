#include "journal/add_checkpoint.h"

#include <doctest/doctest.h>

#include "journal/encoding.h"
#include "journal/vectors_for_tests.h"

namespace journal {
namespace {

const SigningKey& log_key() {
  static const SigningKey key = make_signing_key("log.example/journal", KeyType::note);
  return key;
}

Hash root_of(std::size_t size) { return reference_root(numbered_leaves(size)); }

Checkpoint checkpoint_of(std::size_t size) {
  return {.origin = log_key().name, .size = size, .root = root_of(size), .extensions = {}};
}

AddCheckpoint request(std::size_t old_size, std::size_t size) {
  AddCheckpoint request{
      .old_size = old_size, .proof = {}, .checkpoint = sign_checkpoint(checkpoint_of(size), log_key())};
  auto leaves = numbered_leaves(size);
  if (old_size > 0 && old_size < size) request.proof = consistency_proof(old_size, size, reference_source(leaves));
  return request;
}

SeenTree seen(std::size_t size) { return {size, root_of(size)}; }

Standing standing(const AddCheckpoint& asked, std::size_t size, const SeenTree& seen) {
  return standing_of(asked, checkpoint_of(size), seen);
}

}  // namespace

TEST_CASE("a request to add a checkpoint is read back as it was written") {
  for (auto [old_size, size] : {std::pair{0, 0}, {0, 7}, {7, 7}, {3, 20}, {64, 65}}) {
    AddCheckpoint asked = request(static_cast<std::size_t>(old_size), static_cast<std::size_t>(size));
    auto read = parse_add_checkpoint(format(asked));
    REQUIRE(read);
    CHECK(*read == asked);
  }
}

TEST_CASE("a request that is not spelled as the standard says is refused") {
  const std::string good = format(request(3, 20));
  CHECK(parse_add_checkpoint(good));
  CHECK_FALSE(parse_add_checkpoint(""));
  CHECK_FALSE(parse_add_checkpoint("new" + good.substr(3)));
  CHECK_FALSE(parse_add_checkpoint("old 03" + good.substr(5)));
  CHECK_FALSE(parse_add_checkpoint("old -3" + good.substr(5)));
  CHECK_FALSE(parse_add_checkpoint("old 3 " + good.substr(5)));
  CHECK_FALSE(parse_add_checkpoint(good.substr(0, good.size() - 1)));
  CHECK_FALSE(parse_add_checkpoint(good.substr(0, good.find("\n\n"))));
  std::string broken = good;
  broken[8] = '!';
  CHECK_FALSE(parse_add_checkpoint(broken));
}

TEST_CASE("a proof has at most 63 lines, and a request at most 64 KiB") {
  AddCheckpoint asked = request(3, 20);
  asked.proof.assign(63, empty_root());
  CHECK(parse_add_checkpoint(format(asked)));
  std::string longer = "old 3\n" + base64(empty_root()) + "\n" + format(asked).substr(6);
  CHECK_FALSE(parse_add_checkpoint(longer));
  CHECK_THROWS_AS((asked.proof.push_back(empty_root()), format(asked)), std::invalid_argument);
  CHECK_FALSE(parse_add_checkpoint(format(request(3, 20)) + std::string(max_add_checkpoint_size, 'x')));
}

TEST_CASE("what continues the tree seen may be cosigned") {
  CHECK(standing(request(0, 0), 0, {}) == Standing::continues);
  CHECK(standing(request(0, 20), 20, {}) == Standing::continues);
  CHECK(standing(request(20, 20), 20, seen(20)) == Standing::continues);
  for (std::size_t old_size = 1; old_size < 40; ++old_size)
    CHECK(standing(request(old_size, 40), 40, seen(old_size)) == Standing::continues);
}

TEST_CASE("a log that shrinks, forks or proves something else is refused") {
  CHECK(standing(request(20, 10), 10, seen(20)) == Standing::shrunk);
  CHECK(standing(request(0, 10), 10, seen(20)) == Standing::other_size);
  CHECK(standing(request(10, 30), 30, seen(20)) == Standing::other_size);
  CHECK(standing(request(20, 20), 20, {20, root_of(19)}) == Standing::contradicts);
  CHECK(standing(request(20, 30), 30, {20, root_of(19)}) == Standing::unproven);
  AddCheckpoint other = request(20, 30);
  other.proof.pop_back();
  CHECK(standing(other, 30, seen(20)) == Standing::unproven);
}

TEST_CASE("a proof where there is nothing to prove is refused") {
  AddCheckpoint first = request(0, 20), same = request(20, 20);
  first.proof = same.proof = {empty_root()};
  CHECK(standing(first, 20, {}) == Standing::unproven);
  CHECK(standing(same, 20, seen(20)) == Standing::unproven);
}

TEST_CASE("an empty tree has one root only") {
  Checkpoint odd{.origin = log_key().name, .size = 0, .root = root_of(3), .extensions = {}};
  AddCheckpoint asked{.old_size = 0, .proof = {}, .checkpoint = sign_checkpoint(odd, log_key())};
  CHECK(standing_of(asked, odd, {}) == Standing::unproven);
}

TEST_CASE("each standing has the standard's status") {
  CHECK(status_of(Standing::continues) == 200);
  CHECK(status_of(Standing::shrunk) == 400);
  CHECK(status_of(Standing::other_size) == 409);
  CHECK(status_of(Standing::contradicts) == 409);
  CHECK(status_of(Standing::unproven) == 422);
}

TEST_CASE("a witness's answer is one signature line or more, each ended") {
  const SigningKey key = make_signing_key("witness.example/w", KeyType::cosignature);
  const std::string line = format(cosign(format(checkpoint_of(5)), key, 1));
  CHECK(parse_cosignatures(line)->size() == 1);
  CHECK(parse_cosignatures(line + line)->size() == 2);
  CHECK_FALSE(parse_cosignatures(""));
  CHECK_FALSE(parse_cosignatures("\n"));
  CHECK_FALSE(parse_cosignatures(line.substr(0, line.size() - 1)));
  CHECK_FALSE(parse_cosignatures("<html>\n"));
}

}  // namespace journal
