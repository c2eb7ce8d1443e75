#pragma once
// The Merkle tree of RFC 6962 without any storage: roots, proofs, and their verification, over half-open ranges
// [begin, end) of leaf positions. A complete subtree of 2^level leaves is the node (level, index) and covers
// [index * 2^level, (index + 1) * 2^level); only such nodes are ever asked of a source, because they never change once
// they exist. A subtree range is valid if its begin is a multiple of its length rounded up to a power of two. Makers
// require what they state and throw std::invalid_argument otherwise; verifiers take anything and answer a Verdict. No
// function keeps state; what a source throws passes through.
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "journal/hash.h"
#include "journal/verdict.h"

namespace journal {

/// The hash of the complete node (level, index). Level 0 holds the leaf hashes. Asked only for nodes within the tree.
using HashSource = std::function<Hash(int level, std::uint64_t index)>;

/// The root of the tree of the first `size` leaves; the empty tree has the root SHA-256("").
Hash root(std::uint64_t size, const HashSource& source);

/// The root of the tree over the leaves [begin, end). Requires a valid subtree range.
Hash subtree_root(std::uint64_t begin, std::uint64_t end, const HashSource& source);

/// RFC 6962 2.1.1, from the leaf upwards. Requires index < size.
std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, const HashSource& source);

/// RFC 6962 2.1.2. Requires 0 < old_size <= new_size. Empty if the sizes are equal.
std::vector<Hash> consistency_proof(std::uint64_t old_size, std::uint64_t new_size, const HashSource& source);

/// That the subtree [begin, end) is part of the tree of `size` leaves. Requires a valid subtree range with end <= size.
/// The empty subtree has the empty proof.
std::vector<Hash> subtree_consistency_proof(std::uint64_t begin, std::uint64_t end, std::uint64_t size,
                                            const HashSource& source);

/// That the leaf with hash `leaf` stands at position `index` of the tree with this size and root.
Verdict verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, std::span<const Hash> proof,
                         const Hash& root);

/// The same below the root of the subtree [begin, end), for a position counted from the start of the whole tree.
Verdict verify_subtree_inclusion(std::uint64_t index, std::uint64_t begin, std::uint64_t end, const Hash& leaf,
                                 std::span<const Hash> proof, const Hash& subtree_root);

/// That the tree of new_size begins with the tree of old_size. A proof from the empty tree to a larger one says nothing
/// and is refused: whoever has seen no tree yet has nothing to compare.
Verdict verify_consistency(std::uint64_t old_size, std::uint64_t new_size, const Hash& old_root, const Hash& new_root,
                           std::span<const Hash> proof);

/// That the subtree [begin, end) is part of the tree with this size and root. An empty subtree is part of every tree.
Verdict verify_subtree_consistency(std::uint64_t begin, std::uint64_t end, std::uint64_t size, const Hash& subtree_root,
                                   const Hash& root, std::span<const Hash> proof);

}  // namespace journal
