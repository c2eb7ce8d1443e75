#include "journal/merkle.h"

#include <bit>
#include <stdexcept>

#include "journal/vectors_for_tests.h"

namespace journal {

TEST_CASE("roots of every size follow the definition, and ask only for complete nodes") {
  const auto leaves = numbered_leaves(70);
  for (std::uint64_t size = 0; size <= leaves.size(); ++size)
    CHECK(root(size, reference_source(std::span(leaves).first(size))) == reference_root(std::span(leaves).first(size)));
}

TEST_CASE("every leaf of every tree has a proof, and the proof fits no other position") {
  const auto leaves = numbered_leaves(40);
  for (std::uint64_t size = 1; size <= leaves.size(); ++size) {
    const auto source = reference_source(std::span(leaves).first(size));
    const Hash root_hash = root(size, source);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(index, size, source);
      CHECK(verify_inclusion(index, size, leaves[index], proof, root_hash));
      for (std::uint64_t other = 0; other <= size; ++other)
        if (other != index) CHECK_FALSE(verify_inclusion(other, size, leaves[index], proof, root_hash));
    }
  }
}

TEST_CASE("every tree is consistent with every earlier one") {
  const auto leaves = numbered_leaves(40);
  const auto source = reference_source(leaves);
  for (std::uint64_t new_size = 1; new_size <= leaves.size(); ++new_size)
    for (std::uint64_t old_size = 1; old_size <= new_size; ++old_size) {
      const auto proof = consistency_proof(old_size, new_size, source);
      CHECK(verify_consistency(old_size, new_size, root(old_size, source), root(new_size, source), proof));
      if (old_size > 1)
        CHECK_FALSE(verify_consistency(old_size - 1, new_size, root(old_size, source), root(new_size, source), proof));
    }
}

TEST_CASE("a rewritten leaf breaks consistency however the proof is made") {
  auto leaves = numbered_leaves(20);
  const Hash old_root = root(13, reference_source(leaves));
  leaves[5] = leaf_hash("rewritten");
  const auto source = reference_source(leaves);
  CHECK_FALSE(verify_consistency(13, 20, old_root, root(20, source), consistency_proof(13, 20, source)));
}

TEST_CASE("every subtree is consistent with every tree that holds it") {
  const auto leaves = numbered_leaves(24);
  const auto source = reference_source(leaves);
  const std::uint64_t size = leaves.size();
  for (std::uint64_t begin = 0; begin < size; ++begin)
    for (std::uint64_t end = begin + 1; end <= size; ++end) {
      if (begin % std::bit_ceil(end - begin) != 0) {
        CHECK_THROWS_AS(subtree_root(begin, end, source), std::invalid_argument);
        continue;
      }
      const Hash subtree = subtree_root(begin, end, source);
      const auto proof = subtree_consistency_proof(begin, end, size, source);
      CHECK(verify_subtree_consistency(begin, end, size, subtree, root(size, source), proof));
      CHECK_FALSE(verify_subtree_consistency(begin, end, size, leaf_hash("forged"), root(size, source), proof));
    }
}

TEST_CASE("a truncated, extended or altered proof is refused and says why") {
  const auto leaves = numbered_leaves(11);
  const auto source = reference_source(leaves);
  const Hash root_hash = root(11, source);
  const auto proof = inclusion_proof(4, 11, source);

  auto shorter = proof;
  shorter.pop_back();
  CHECK(verify_inclusion(4, 11, leaves[4], shorter, root_hash).problem().find("3 hashes") != std::string::npos);
  auto longer = proof;
  longer.push_back(root_hash);
  CHECK(verify_inclusion(4, 11, leaves[4], longer, root_hash).problem().find("5 hashes") != std::string::npos);
  for (std::size_t i = 0; i < proof.size(); ++i) {
    auto altered = proof;
    altered[i][7] ^= 1;
    CHECK(verify_inclusion(4, 11, leaves[4], altered, root_hash).problem().find("another root") != std::string::npos);
  }
}

TEST_CASE("sizes near the end of 64 bits are answered, not overflowed") {
  const std::uint64_t huge = UINT64_MAX;
  const Hash hash = empty_root();
  const std::vector<Hash> proof(63, hash);
  CHECK_FALSE(verify_inclusion(huge - 1, huge, hash, proof, hash));
  CHECK_FALSE(verify_inclusion(huge, huge, hash, proof, hash));
  CHECK_FALSE(verify_consistency(huge - 1, huge, hash, hash, proof));
  CHECK(verify_subtree_inclusion(1, 1, huge, hash, proof, hash).problem() == "this range of leaves is not a subtree");

  std::vector<Hash> of_equal_leaves{hash};
  while (of_equal_leaves.size() < 64)
    of_equal_leaves.push_back(node_hash(of_equal_leaves.back(), of_equal_leaves.back()));
  const HashSource source = [&](int level, std::uint64_t) { return of_equal_leaves.at(level); };
  for (const std::uint64_t index : {std::uint64_t{0}, huge / 2, huge - 1})
    CHECK(verify_inclusion(index, huge, hash, inclusion_proof(index, huge, source), root(huge, source)));
  for (const std::uint64_t size : {std::uint64_t{1}, huge / 2 + 1, huge - 1})
    CHECK(
        verify_consistency(size, huge, root(size, source), root(huge, source), consistency_proof(size, huge, source)));
}

TEST_CASE("asking for a proof that cannot exist is a fault of the caller") {
  const auto leaves = numbered_leaves(3);
  const auto source = reference_source(leaves);
  CHECK_THROWS_AS(inclusion_proof(3, 3, source), std::invalid_argument);
  CHECK_THROWS_AS(consistency_proof(0, 3, source), std::invalid_argument);
  CHECK_THROWS_AS(consistency_proof(4, 3, source), std::invalid_argument);
}

TEST_CASE("a proof from nothing proves nothing") {
  CHECK(verify_consistency(0, 0, empty_root(), empty_root(), {}));
  CHECK_FALSE(verify_consistency(0, 3, empty_root(), sha256("root"), {}));
}

}  // namespace journal
