#include "kit/chart/tree.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace kit;

namespace {
TreeChart two() {
  return {
      .nodes =
          {{.words = "Council <1>", .tooltip = "fine", .weight = 4},
           {.words = "Committee", .tooltip = "", .depth = 1, .above = 0, .weight = 1, .trouble = true, .loose = true}},
      .title = "Bodies",
      .description = "Two bodies."};
}
}  // namespace

TEST_CASE("a tree says its words, joins what hangs together and marks what is a concern") {
  std::string svg = draw(two(), ChartSize::wide, "t");
  CHECK(svg.find("Council &lt;1&gt;") != std::string::npos);
  CHECK(svg.find("edge loose") != std::string::npos);
  CHECK(svg.find("dot worse") != std::string::npos);
  CHECK(svg.find("Two bodies.") != std::string::npos);
  CHECK(draw(two(), ChartSize::wide, "t") == svg);
}

TEST_CASE("a node that hangs from a later one is refused") {
  TreeChart tree = two();
  tree.nodes[0].above = 1;
  CHECK_THROWS_AS(draw(tree, "t"), std::invalid_argument);
}
