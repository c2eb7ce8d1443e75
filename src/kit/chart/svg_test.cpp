#include "kit/chart/svg.h"

#include <doctest/doctest.h>

using namespace kit;

namespace {
std::string coordinate(double value) {
  std::string out;
  append_coordinate(out, value);
  return out;
}
}  // namespace

TEST_CASE("a coordinate has one decimal at most and never a negative zero") {
  CHECK(coordinate(12) == "12");
  CHECK(coordinate(12.34) == "12.3");
  CHECK(coordinate(12.96) == "13");
  CHECK(coordinate(-0.04) == "0");
  CHECK(coordinate(-0.06) == "-0.1");
  CHECK(coordinate(-12.5) == "-12.5");
}

TEST_CASE("words are escaped wherever they stand") {
  Svg svg("chart", 10, 10, "id", "a<b", "\"c\" & 'd'", 100);
  svg.text({1, 2}, Anchor::end, {}, "</text><script>");
  svg.circle({1, 2}, 3, "dot", "x > y");
  const std::string out = svg.finish();
  CHECK(out.find("<title id=\"id-title\">a&lt;b</title>") != std::string::npos);
  CHECK(out.find("&quot;c&quot; &amp; &#39;d&#39;</desc>") != std::string::npos);
  CHECK(out.find("&lt;/text&gt;&lt;script&gt;") != std::string::npos);
  CHECK(out.find("<title>x &gt; y</title></circle>") != std::string::npos);
}

TEST_CASE("a picture names its title and description, a decoration is hidden") {
  CHECK(Svg("chart", 1, 1, "p", "t", "d", 10).finish().find("role=\"img\" aria-labelledby=\"p-title p-desc\"") !=
        std::string::npos);
  CHECK(Svg("chart", 1, 1, "p", "t", "", 10).finish().find("aria-labelledby=\"p-title\"") != std::string::npos);
  CHECK(Svg::decoration("chart", 1, 1, 10).finish().find("aria-hidden=\"true\"") != std::string::npos);
}
