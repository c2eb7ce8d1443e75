#include "journal/merkle.h"

#include <fmt/core.h>

#include <bit>
#include <optional>
#include <stdexcept>

namespace journal {
namespace {

using Position = std::uint64_t;
using Proof = std::vector<Hash>;

struct Range {
  Position begin, end;
  Position length() const { return end - begin; }
  bool operator==(const Range&) const = default;
};

bool is_valid_subtree(Range range) {
  if (range.begin > range.end) return false;
  if (range.begin == 0 || range.length() == 0) return true;
  constexpr Position largest_power = Position{1} << 63;
  return range.length() <= largest_power && range.begin % std::bit_ceil(range.length()) == 0;
}

// RFC 6962 2.1: k, the largest power of two smaller than n, divides a range of n > 1 leaves.
Position middle_of(Range range) { return range.begin + std::bit_floor(range.length() - 1); }
Range left_of(Range range) { return {range.begin, middle_of(range)}; }
Range right_of(Range range) { return {middle_of(range), range.end}; }

Hash root_of(Range range, const HashSource& source) {
  if (range.length() == 0) return empty_root();
  if (std::has_single_bit(range.length())) {
    const int level = std::countr_zero(range.length());
    return source(level, range.begin >> level);
  }
  return node_hash(root_of(left_of(range), source), root_of(right_of(range), source));
}

// RFC 6962 2.1.1: PATH(m, D[n])
void add_path(Position index, Range range, const HashSource& source, Proof& proof) {
  if (range.length() == 1) return;
  const bool is_left = index < middle_of(range);
  add_path(index, is_left ? left_of(range) : right_of(range), source, proof);
  proof.push_back(root_of(is_left ? right_of(range) : left_of(range), source));
}

// RFC 6962 2.1.2: SUBPROOF(m, D[n], b), where the old tree may be any valid subtree instead of the first m leaves.
void add_subproof(Range old, Range range, bool old_root_is_known, const HashSource& source, Proof& proof) {
  if (old == range) {
    if (!old_root_is_known) proof.push_back(root_of(range, source));
    return;
  }
  const Position middle = middle_of(range);
  if (old.end <= middle) {
    add_subproof(old, left_of(range), old_root_is_known, source, proof);
    proof.push_back(root_of(right_of(range), source));
  } else {
    const bool straddles = old.begin < middle;
    add_subproof({straddles ? middle : old.begin, old.end}, right_of(range), old_root_is_known && !straddles, source,
                 proof);
    proof.push_back(root_of(left_of(range), source));
  }
}

// The verifiers walk down as the makers do and take the proof from its end, so a proof that is too short runs dry on
// the way and one that is too long leaves a remainder at the bottom.
struct ProofReader {
  std::span<const Hash> rest;

  std::optional<Hash> take_last() {
    if (rest.empty()) return std::nullopt;
    const Hash last = rest.back();
    rest = rest.first(rest.size() - 1);
    return last;
  }
};

std::optional<Hash> root_from_path(Position index, Range range, const Hash& leaf, ProofReader proof) {
  if (range.length() == 1) return proof.rest.empty() ? std::optional(leaf) : std::nullopt;
  const auto sibling = proof.take_last();
  if (!sibling) return std::nullopt;
  const bool is_left = index < middle_of(range);
  const auto child = root_from_path(index, is_left ? left_of(range) : right_of(range), leaf, proof);
  if (!child) return std::nullopt;
  return is_left ? node_hash(*child, *sibling) : node_hash(*sibling, *child);
}

struct Roots {
  Hash old, current;
};

std::optional<Roots> roots_at_bottom(const Hash* known_old_root, ProofReader proof) {
  if (known_old_root) {
    if (!proof.rest.empty()) return std::nullopt;
    return Roots{*known_old_root, *known_old_root};
  }
  const auto only = proof.take_last();
  if (!only || !proof.rest.empty()) return std::nullopt;
  return Roots{*only, *only};
}

std::optional<Roots> roots_from_subproof(Range old, Range range, const Hash* known_old_root, ProofReader proof) {
  if (old == range) return roots_at_bottom(known_old_root, proof);
  const auto sibling = proof.take_last();
  if (!sibling) return std::nullopt;
  const Position middle = middle_of(range);
  if (old.end <= middle) {
    const auto roots = roots_from_subproof(old, left_of(range), known_old_root, proof);
    if (!roots) return std::nullopt;
    return Roots{roots->old, node_hash(roots->current, *sibling)};
  }
  const bool straddles = old.begin < middle;
  const auto roots = roots_from_subproof({straddles ? middle : old.begin, old.end}, right_of(range),
                                         straddles ? nullptr : known_old_root, proof);
  if (!roots) return std::nullopt;
  return Roots{straddles ? node_hash(*sibling, roots->old) : roots->old, node_hash(*sibling, roots->current)};
}

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

Verdict wrong_length(std::size_t hashes) {
  return Verdict::refused(fmt::format("the proof has {} hashes, which is not the number these positions need", hashes));
}

Verdict verify_empty_subtree(const Hash& subtree_root, std::span<const Hash> proof) {
  if (!proof.empty()) return wrong_length(proof.size());
  if (subtree_root != empty_root()) return Verdict::refused("an empty subtree has another root than the one given");
  return Verdict::accepted();
}

}  // namespace

Hash root(std::uint64_t size, const HashSource& source) { return root_of({0, size}, source); }

Hash subtree_root(std::uint64_t begin, std::uint64_t end, const HashSource& source) {
  require(is_valid_subtree({begin, end}), "this range of leaves is not a subtree");
  return root_of({begin, end}, source);
}

std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, const HashSource& source) {
  require(index < size, "an inclusion proof is of a leaf within the tree");
  Proof proof;
  add_path(index, {0, size}, source, proof);
  return proof;
}

std::vector<Hash> consistency_proof(std::uint64_t old_size, std::uint64_t new_size, const HashSource& source) {
  require(old_size > 0, "a consistency proof starts from a tree with leaves");
  return subtree_consistency_proof(0, old_size, new_size, source);
}

std::vector<Hash> subtree_consistency_proof(std::uint64_t begin, std::uint64_t end, std::uint64_t size,
                                            const HashSource& source) {
  require(is_valid_subtree({begin, end}) && end <= size, "a consistency proof is of a subtree within the tree");
  Proof proof;
  if (begin < end) add_subproof({begin, end}, {0, size}, true, source, proof);
  return proof;
}

Verdict verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, std::span<const Hash> proof,
                         const Hash& root) {
  return verify_subtree_inclusion(index, 0, size, leaf, proof, root);
}

Verdict verify_subtree_inclusion(std::uint64_t index, std::uint64_t begin, std::uint64_t end, const Hash& leaf,
                                 std::span<const Hash> proof, const Hash& subtree_root) {
  if (!is_valid_subtree({begin, end})) return Verdict::refused("this range of leaves is not a subtree");
  if (index < begin || index >= end) return Verdict::refused("the position lies outside the tree");
  const auto computed = root_from_path(index, {begin, end}, leaf, {proof});
  if (!computed) return wrong_length(proof.size());
  if (*computed != subtree_root) return Verdict::refused("the leaf and the proof lead to another root");
  return Verdict::accepted();
}

Verdict verify_consistency(std::uint64_t old_size, std::uint64_t new_size, const Hash& old_root, const Hash& new_root,
                           std::span<const Hash> proof) {
  if (old_size == 0 && new_size > 0) return Verdict::refused("there is nothing to compare with an empty tree");
  if (old_size == new_size && old_root != new_root) return Verdict::refused("two trees of the same size differ");
  return verify_subtree_consistency(0, old_size, new_size, old_root, new_root, proof);
}

Verdict verify_subtree_consistency(std::uint64_t begin, std::uint64_t end, std::uint64_t size, const Hash& subtree_root,
                                   const Hash& root, std::span<const Hash> proof) {
  if (!is_valid_subtree({begin, end})) return Verdict::refused("this range of leaves is not a subtree");
  if (end > size) return Verdict::refused("the older tree is larger than the newer one");
  if (begin == end) return verify_empty_subtree(subtree_root, proof);
  const auto computed = roots_from_subproof({begin, end}, {0, size}, &subtree_root, {proof});
  if (!computed) return wrong_length(proof.size());
  if (computed->old != subtree_root) return Verdict::refused("the proof leads to another root of the older tree");
  if (computed->current != root) return Verdict::refused("the proof leads to another root of the newer tree");
  return Verdict::accepted();
}

}  // namespace journal
