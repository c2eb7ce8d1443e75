#pragma once
// Reads the cases in tests/vectors for this folder's tests. A missing file fails the test that asked for it.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "journal/merkle.h"

namespace journal {

inline std::string read_vector(const std::string& name) {
  const std::string path = std::string(CONCERT_SOURCE_DIR) + "/tests/vectors/" + name;
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.is_open(), path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// The definition of RFC 6962 2.1 over leaf hashes, as slow and as plain as it stands there.
inline Hash reference_root(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves.front();
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  return node_hash(reference_root(leaves.first(k)), reference_root(leaves.subspan(k)));
}

inline HashSource reference_source(std::span<const Hash> leaves) {
  return [leaves](int level, std::uint64_t index) {
    REQUIRE(((index + 1) << level) <= leaves.size());
    return reference_root(leaves.subspan(index << level, std::size_t{1} << level));
  };
}

inline std::vector<Hash> numbered_leaves(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash("entry " + std::to_string(i)));
  return leaves;
}

}  // namespace journal
