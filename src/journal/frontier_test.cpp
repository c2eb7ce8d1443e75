#include "journal/frontier.h"

#include <stdexcept>

#include "journal/vectors_for_tests.h"

namespace journal {

TEST_CASE("a growing tree has the root of the whole tree at every size") {
  const auto leaves = numbered_leaves(130);
  Frontier frontier;
  CHECK(frontier.root() == empty_root());
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    frontier.append(leaves[i]);
    CHECK(frontier.size() == i + 1);
    CHECK(frontier.root() == reference_root(std::span(leaves).first(i + 1)));
  }
}

TEST_CASE("each complete node is reported once, with its place and its hash") {
  const auto leaves = numbered_leaves(37);
  const auto source = reference_source(leaves);
  std::size_t reported = 0;
  Frontier frontier;
  for (const Hash& leaf : leaves)
    frontier.append(leaf, [&](int level, std::uint64_t index, const Hash& hash) {
      CHECK(source(level, index) == hash);
      ++reported;
    });
  CHECK(reported == 37 + 18 + 9 + 4 + 2 + 1);
}

TEST_CASE("a tree read back from stored nodes grows on as if it had never stopped") {
  const auto leaves = numbered_leaves(70);
  const auto source = reference_source(leaves);
  for (std::uint64_t size = 0; size < leaves.size(); ++size) {
    Frontier frontier(size, source);
    CHECK(frontier.root() == reference_root(std::span(leaves).first(size)));
    frontier.append(leaves[size]);
    CHECK(frontier.root() == reference_root(std::span(leaves).first(size + 1)));
  }
}

TEST_CASE("an append that could not be stored changes nothing") {
  const auto leaves = numbered_leaves(3);
  Frontier frontier(3, reference_source(leaves));
  const Hash before = frontier.root();
  const auto fail_above_leaves = [](int level, std::uint64_t, const Hash&) {
    if (level > 0) throw std::runtime_error("disk full");
  };
  CHECK_THROWS(frontier.append(leaf_hash("x"), fail_above_leaves));
  CHECK(frontier.size() == 3);
  CHECK(frontier.root() == before);
}

}  // namespace journal
