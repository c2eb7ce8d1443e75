#include "journal/entry.h"

#include <boost/json.hpp>
#include <random>
#include <stdexcept>

#include "journal/checkpoint.h"
#include "journal/encoding.h"
#include "journal/frontier.h"
#include "journal/vectors_for_tests.h"

namespace journal {
namespace {

namespace json = boost::json;

std::string text(const json::value& value) { return std::string(value.as_string()); }

json::value golden(const std::string& name) { return json::parse(read_vector("journal/" + name)); }

Entry entry_of(const json::value& one) {
  return {one.at("sequence").to_number<std::uint64_t>(),
          one.at("time").to_number<std::int64_t>(),
          text(one.at("kind")),
          text(one.at("seat")),
          text(one.at("wall")),
          hash_from_base64(text(one.at("body_digest"))).value()};
}

std::string body_of(const json::value& one) {
  if (const auto* body = one.as_object().if_contains("body_hex")) return hex_decode(text(*body)).value();
  const std::string unit = hex_decode(text(one.at("body_hex_unit"))).value();
  return std::string(one.at("body_repeat").to_number<std::size_t>(), unit.at(0));
}

const Entry closure{12, 1767225600000000, "decisions.closure", "sea_1", "party:pty_labor", sha256("body")};

}  // namespace

TEST_CASE("entries have the bytes and the leaf hashes that were published") {
  const json::value file = golden("entries.json");
  REQUIRE(file.at("entries").as_array().size() >= 7);
  for (const auto& one : file.at("entries").as_array()) {
    const Entry entry = entry_of(one);
    CHECK(encode(entry) == text(one.at("bytes")));
    CHECK(decode(text(one.at("bytes"))) == entry);
    CHECK(hex(leaf_hash(encode(entry))) == text(one.at("leaf_hash_hex")));
  }
}

TEST_CASE("bytes that no entry has are refused") {
  const json::value file = golden("entries.json");
  REQUIRE(file.at("refused").as_array().size() >= 40);
  for (const auto& one : file.at("refused").as_array()) {
    CAPTURE(text(one.at("why")));
    CHECK_FALSE(decode(text(one.at("bytes"))));
  }
}

TEST_CASE("body digests are those that were published") {
  const json::value file = golden("entries.json");
  REQUIRE(file.at("digests").as_array().size() >= 5);
  for (const auto& one : file.at("digests").as_array())
    CHECK(base64(body_digest(hex_decode(text(one.at("salt_hex"))).value(), body_of(one))) ==
          text(one.at("digest_base64")));
}

TEST_CASE("the published entries make the published tree and checkpoint") {
  const json::value entries = golden("entries.json"), tree = golden("tree.json");
  const auto& roots = tree.at("roots_hex_from_size_0").as_array();
  Frontier frontier;
  for (std::size_t size = 0; size < roots.size(); ++size) {
    CHECK(hex(frontier.root()) == text(roots[size]));
    if (size + 1 < roots.size())
      frontier.append(leaf_hash(encode(entry_of(entries.at("entries").as_array().at(size)))));
  }
  CHECK(format(Checkpoint{text(tree.at("checkpoint_origin")), frontier.size(), frontier.root(), {}}) ==
        text(tree.at("checkpoint_body")));
}

TEST_CASE("an entry altered in one byte is another entry or none") {
  const std::string bytes = encode(closure);
  std::mt19937 random(3);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    for (int round = 0; round < 20; ++round) {
      std::string altered = bytes;
      altered[i] = static_cast<char>(random());
      if (altered == bytes) continue;
      const auto decoded = decode(altered);
      if (!decoded) continue;
      CHECK(*decoded != closure);
      CHECK(encode(*decoded) == altered);
    }
}

TEST_CASE("a field that is not spelled by the rules is not encoded") {
  const auto with = [](auto change) {
    Entry entry = closure;
    change(entry);
    return entry;
  };
  CHECK_NOTHROW(encode(closure));
  CHECK_THROWS_AS(encode(with([](Entry& e) { e.kind = "Closure"; })), std::invalid_argument);
  CHECK_THROWS_AS(encode(with([](Entry& e) { e.kind = ""; })), std::invalid_argument);
  CHECK_THROWS_AS(encode(with([](Entry& e) { e.seat = "-"; })), std::invalid_argument);
  CHECK_THROWS_AS(encode(with([](Entry& e) { e.seat = "a\nb"; })), std::invalid_argument);
  CHECK_THROWS_AS(encode(with([](Entry& e) { e.wall = "public"; })), std::invalid_argument);
  CHECK_THROWS_AS(encode(with([](Entry& e) { e.wall = "party:"; })), std::invalid_argument);
}

TEST_CASE("the longest entry fits a bundle many times over") {
  const std::string longest(100, 'x');
  CHECK(encode({UINT64_MAX, INT64_MIN, longest, longest, "person:" + longest, {}}).size() < 1000);
}

TEST_CASE("the same body under another salt has another digest") {
  CHECK(new_salt().size() == salt_size);
  CHECK(new_salt() != new_salt());
  CHECK(body_digest(std::string(32, 'a'), "yes") != body_digest(std::string(32, 'b'), "yes"));
  CHECK_THROWS_AS(body_digest("short", "yes"), std::invalid_argument);
}

}  // namespace journal
