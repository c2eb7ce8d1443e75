// Proofs from strangers: no position, size or number of hashes may crash a verifier, and a proof made for a tree must
// verify, but no longer once one bit of it is turned.
#include <cstdlib>
#include <cstring>

#include "journal/merkle.h"

namespace journal {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : rest_(data, size) {}

  std::uint64_t number() {
    std::uint64_t number = 0;
    take(&number, sizeof number);
    return number;
  }
  Hash hash() {
    Hash hash{};
    take(hash.data(), hash.size());
    return hash;
  }
  std::vector<Hash> hashes() {
    std::vector<Hash> hashes;
    while (!rest_.empty()) hashes.push_back(hash());
    return hashes;
  }

 private:
  void take(void* to, std::size_t wanted) {
    const std::size_t count = std::min(wanted, rest_.size());
    if (count > 0) std::memcpy(to, rest_.data(), count);
    rest_ = rest_.subspan(count);
  }
  std::span<const std::uint8_t> rest_;
};

// All leaves equal, so a node is known by its level alone and a tree of any size costs nothing.
const Hash& equal_node(int level) {
  static const std::vector<Hash> nodes = [] {
    std::vector<Hash> all{leaf_hash("")};
    while (all.size() < 64) all.push_back(node_hash(all.back(), all.back()));
    return all;
  }();
  return nodes.at(level);
}

void verify_made_proofs(std::uint64_t old_size, std::uint64_t size, std::uint64_t turned_bit) {
  const HashSource source = [](int level, std::uint64_t) { return equal_node(level); };
  const Hash old_root = root(old_size, source), new_root = root(size, source);
  auto path = inclusion_proof(old_size - 1, size, source);
  auto proof = consistency_proof(old_size, size, source);
  require(bool(verify_inclusion(old_size - 1, size, equal_node(0), path, new_root)));
  require(bool(verify_consistency(old_size, size, old_root, new_root, proof)));
  for (auto* hashes : {&path, &proof})
    if (!hashes->empty()) (*hashes)[turned_bit % hashes->size()][turned_bit % 32] ^= 1;
  require(path.empty() || !verify_inclusion(old_size - 1, size, equal_node(0), path, new_root));
  require(proof.empty() || !verify_consistency(old_size, size, old_root, new_root, proof));
}

}  // namespace
}  // namespace journal

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  journal::Input input(data, size);
  const std::uint64_t first = input.number(), second = input.number(), third = input.number();
  const journal::Hash one = input.hash(), other = input.hash();
  const auto proof = input.hashes();
  journal::verify_inclusion(first, second, one, proof, other);
  journal::verify_subtree_inclusion(first, second, third, one, proof, other);
  journal::verify_consistency(first, second, one, other, proof);
  journal::verify_subtree_consistency(first, second, third, one, other, proof);
  if (0 < first && first <= second) journal::verify_made_proofs(first, second, third);
  return 0;
}
