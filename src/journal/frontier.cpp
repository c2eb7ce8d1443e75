#include "journal/frontier.h"

#include <bit>
#include <stdexcept>

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

void Frontier::append(const Hash& leaf, const OnNode& on_node) { append(leaf, 0, on_node); }

void Frontier::append(const Hash& leaf) { append(leaf, 0, {}); }

void Frontier::append(const Hash& subtree, int level, const OnNode& on_node) {
  const std::uint64_t index = size_ >> level;
  if (index << level != size_) throw std::invalid_argument("a subtree begins at a multiple of its own size");
  Hash node = subtree;
  if (on_node) on_node(level, index, node);
  // Each trailing one of the index is a complete subtree that the new one turns into the left half of a larger one.
  const int completed = std::countr_one(index);
  for (int above = 1; above <= completed; ++above) {
    node = node_hash(nodes_[nodes_.size() - above], node);
    if (on_node) on_node(level + above, index >> above, node);
  }
  nodes_.resize(nodes_.size() - completed);
  nodes_.push_back(node);
  size_ += std::uint64_t{1} << level;
}

Hash Frontier::root() const {
  if (nodes_.empty()) return empty_root();
  Hash root = nodes_.back();
  for (std::size_t i = nodes_.size() - 1; i-- > 0;) root = node_hash(nodes_[i], root);
  return root;
}

}  // namespace journal
