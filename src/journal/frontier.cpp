#include "journal/frontier.h"

#include <bit>

namespace journal {

Frontier::Frontier(std::uint64_t size, const HashSource& source) : size_(size) {
  std::uint64_t begin = 0;
  while (begin < size) {
    const std::uint64_t length = std::bit_floor(size - begin);
    const int level = std::countr_zero(length);
    nodes_.push_back(source(level, begin >> level));
    begin += length;
  }
}

void Frontier::append(const Hash& leaf, const OnNode& on_node) {
  Hash node = leaf;
  if (on_node) on_node(0, size_, node);
  // Each trailing one of the size is a complete subtree that the new leaf turns into the left half of a larger one.
  const int completed = std::countr_one(size_);
  for (int level = 1; level <= completed; ++level) {
    node = node_hash(nodes_[nodes_.size() - level], node);
    if (on_node) on_node(level, size_ >> level, node);
  }
  nodes_.resize(nodes_.size() - completed);
  nodes_.push_back(node);
  ++size_;
}

void Frontier::append(const Hash& leaf) { append(leaf, {}); }

Hash Frontier::root() const {
  if (nodes_.empty()) return empty_root();
  Hash root = nodes_.back();
  for (std::size_t i = nodes_.size() - 1; i-- > 0;) root = node_hash(nodes_[i], root);
  return root;
}

}  // namespace journal
