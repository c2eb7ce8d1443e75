#include "journal/hash.h"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

#include "journal/encoding.h"

namespace journal {

TEST_CASE("the examples of FIPS 180-4 and RFC 6962 hold") {
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(empty_root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(leaf_hash("")) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST_CASE("a leaf, a node and plain bytes never share a hash") {
  const Hash left = sha256("left"), right = sha256("right");
  const std::string children = std::string(bytes_of(left)) + std::string(bytes_of(right));
  CHECK(node_hash(left, right) != leaf_hash(children));
  CHECK(node_hash(left, right) != sha256(children));
  CHECK(node_hash(left, right) == sha256("\x01" + children));
  CHECK(node_hash(left, right) != node_hash(right, left));
}

TEST_CASE("hashing in two parts is hashing the whole") {
  CHECK(sha256("ab", "c") == sha256("abc"));
  CHECK(sha256("", "") == sha256(""));
}

TEST_CASE("threads hash without disturbing each other") {
  std::vector<std::thread> threads;
  std::vector<Hash> results(4);
  for (std::size_t i = 0; i < results.size(); ++i)
    threads.emplace_back([&results, i] {
      for (int round = 0; round < 2000; ++round) results[i] = leaf_hash("same");
    });
  for (auto& thread : threads) thread.join();
  for (const Hash& result : results) CHECK(result == sha256(std::string_view("\0same", 5)));
}

}  // namespace journal
