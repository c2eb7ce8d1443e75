#include "kit/deflate/deflate.h"

#include <doctest/doctest.h>

namespace kit {

TEST_CASE("what is packed unpacks to the same bytes, and text gets smaller") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "every party keeps a receipt\n";
  for (const std::string& bytes : {std::string(), std::string("x"), std::string("\0\xff\0", 3), text}) {
    auto back = inflate(deflate(bytes), bytes.size());
    REQUIRE(back);
    CHECK(*back == bytes);
  }
  CHECK(deflate(text).size() < text.size() / 10);
}

TEST_CASE("a stream that is cut, lengthened, larger than allowed or no stream at all is refused") {
  const std::string stream = deflate("every party keeps a receipt");
  CHECK_FALSE(inflate(stream.substr(0, stream.size() - 1), 100));
  CHECK_FALSE(inflate(stream + "x", 100));
  CHECK_FALSE(inflate(stream, 10));
  CHECK_FALSE(inflate("\xff\xff\xff", 100));
  CHECK_FALSE(inflate("", 100));
}

}  // namespace kit
