#pragma once
// A tree that only grows, held by its right edge: the roots of the complete subtrees that its size consists of, at
// most 64. Appending a leaf reports every node it completes, so that a caller can store them and later serve any proof.
// A value: copy it to try something and drop the copy. Not for use by two threads at once.
#include <cstdint>
#include <functional>
#include <vector>

#include "journal/hash.h"
#include "journal/merkle.h"

namespace journal {

class Frontier {
 public:
  using OnNode = std::function<void(int level, std::uint64_t index, const Hash& hash)>;

  /// The empty tree.
  Frontier() = default;
  /// The tree of the first `size` leaves, read back from stored nodes; asks for one node per set bit of the size.
  Frontier(std::uint64_t size, const HashSource& source);

  /// Guarantees a call for the leaf itself (level 0), then for each node completed by it, upwards. If on_node throws,
  /// the frontier is as before.
  void append(const Hash& leaf, const OnNode& on_node);
  void append(const Hash& leaf);
  /// A complete subtree of 2^level leaves in one step; `on_node` is told of its root and of what that completes. The
  /// size must be a multiple of 2^level; throws std::invalid_argument otherwise.
  void append(const Hash& subtree, int level, const OnNode& on_node);

  std::uint64_t size() const { return size_; }
  Hash root() const;
  /// The roots of the complete subtrees from left to right, largest first.
  const std::vector<Hash>& nodes() const { return nodes_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> nodes_;
};

}  // namespace journal
