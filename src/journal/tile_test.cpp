#include "journal/tile.h"

#include <map>
#include <random>
#include <stdexcept>

#include "journal/checkpoint.h"
#include "journal/encoding.h"
#include "journal/frontier.h"
#include "journal/vectors_for_tests.h"

namespace journal {
namespace {

std::string vector_tile(const std::string& log, const std::string& path) {
  return read_vector("merkle/" + log + "/" + path);
}

Checkpoint vector_checkpoint(const std::string& log, const std::string& name, const std::string& log_key) {
  const auto opened = open_checkpoint(vector_tile(log, name), parse_verifier_key(log_key).value());
  REQUIRE_MESSAGE(opened, opened.problem());
  return opened->checkpoint;
}

HashSource tiles_of(const std::string& log, std::uint64_t size) {
  return tile_source(size, [log](const Tile& tile) { return vector_tile(log, tile_path(tile)); });
}

std::vector<Hash> leaves_in_bundles(const std::string& log, std::uint64_t size) {
  std::vector<Hash> leaves;
  for (const Tile& tile : tiles_between(0, size)) {
    if (tile.level > 0) continue;
    const auto entries = parse_bundle(vector_tile(log, bundle_path(tile)), tile.width);
    REQUIRE(entries);
    for (const std::string& entry : *entries) leaves.push_back(leaf_hash(entry));
  }
  return leaves;
}

constexpr const char* sample_key = "log.example.org/lmp+83a32c3b+AafqI9NySd3n8G08l3y5JpaLRXrMhsWDVIR7ga00GiHZ";

}  // namespace

TEST_CASE("tile paths are those of the specification") {
  CHECK(tile_path({0, 1234067, 256}) == "tile/0/x001/x234/067");
  CHECK(tile_path({0, 1234, 5}) == "tile/0/x001/234.p/5");
  CHECK(tile_path({63, 0, 255}) == "tile/63/000.p/255");
  CHECK(bundle_path({0, 999, 256}) == "tile/entries/999");
  CHECK(bundle_path({0, 1000, 1}) == "tile/entries/x001/000.p/1");
  CHECK_THROWS_AS(tile_path({64, 0, 256}), std::invalid_argument);
  CHECK_THROWS_AS(tile_path({0, 0, 0}), std::invalid_argument);
  CHECK_THROWS_AS(tile_path({0, 0, 257}), std::invalid_argument);
}

TEST_CASE("a tile path that was written is read back") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 2000; ++round) {
    const Tile tile{static_cast<int>(random() % 64), random() >> (random() % 64), 1 + static_cast<int>(random() % 256)};
    const auto parsed = parse_tile_path(tile_path(tile));
    REQUIRE(parsed);
    CHECK_FALSE(parsed->is_bundle);
    CHECK(parsed->tile == tile);
    const auto bundle = parse_tile_path(bundle_path(tile));
    REQUIRE(bundle);
    CHECK(bundle->is_bundle);
    CHECK(bundle->tile == Tile{0, tile.index, tile.width});
  }
}

TEST_CASE("any other spelling of a tile path is refused") {
  for (const char* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "/tile/0/000",
                           "tile/0/0",
                           "tile/0/00",
                           "tile/0/0000",
                           "tile/00/000",
                           "tile/64/000",
                           "tile/-1/000",
                           "tile/0/x000/001",
                           "tile/0/001/002",
                           "tile/0/x001/x002",
                           "tile/0/x01/002",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/0/000.p/",
                           "tile/0/000.p",
                           "tile/0/000.p/1/",
                           "tile/0/000/",
                           "tile/0/000.p/1.p/1",
                           "tile/entries/",
                           "tile/Entries/000",
                           "tile/0/00a",
                           "tile/0/+00",
                           "tile/0/x018/x446/x744/x073/x709/x551/616",
                           "tile/0/000 ",
                           "tile/0//000",
                           "tile/0/../000"}) {
    CAPTURE(path);
    CHECK_FALSE(parse_tile_path(path));
  }
}

TEST_CASE("a log of 70,000 entries has 273 full tiles and one of 112") {
  CHECK(tiles_at(0, 70000).full == 273);
  CHECK(tiles_at(0, 70000).partial_width == 112);
  CHECK(tiles_at(1, 70000).full == 1);
  CHECK(tiles_at(1, 70000).partial_width == 17);
  CHECK(tiles_at(2, 70000).full == 0);
  CHECK(tiles_at(2, 70000).partial_width == 1);
  CHECK(tiles_at(3, 70000).partial_width == 0);
  CHECK(tiles_between(0, 70000).size() == 274 + 2 + 1);
  CHECK_FALSE(tile_at(0, 274, 70000));
  CHECK_FALSE(tile_at(0, 1, 256));
  CHECK(tile_at(0, 273, 70000) == Tile{0, 273, 112});
}

TEST_CASE("growth names the tiles that are new or wider, and no others") {
  CHECK(tiles_between(5, 5).empty());
  CHECK(tiles_between(0, 1) == std::vector<Tile>{{0, 0, 1}});
  CHECK(tiles_between(255, 256) == std::vector<Tile>{{0, 0, 256}, {1, 0, 1}});
  CHECK(tiles_between(256, 257) == std::vector<Tile>{{0, 1, 1}});
  CHECK_THROWS_AS(tiles_between(2, 1), std::invalid_argument);
}

TEST_CASE("bundles give back their entries, the empty and the longest too") {
  const std::vector<std::string> entries{"one", "", std::string(65535, 'x'), std::string("\0\n", 2)};
  const std::string bytes = bundle_bytes(entries);
  CHECK(parse_bundle(bytes, 4) == entries);
  CHECK_FALSE(parse_bundle(bytes, 3));
  CHECK_FALSE(parse_bundle(bytes, 5));
  CHECK_FALSE(parse_bundle(bytes.substr(0, bytes.size() - 1), 4));
  CHECK_FALSE(parse_bundle(std::string("\0", 1), 1));
  CHECK_THROWS_AS(bundle_bytes(std::vector{std::string(65536, 'x')}), std::invalid_argument);
}

TEST_CASE("a tile is whole hashes, at least as many as asked for") {
  const auto hashes = numbered_leaves(3);
  const std::string bytes = tile_bytes(hashes);
  CHECK(parse_tile(bytes, 3) == hashes);
  CHECK(parse_tile(bytes, 2) == numbered_leaves(2));
  CHECK_FALSE(parse_tile(bytes, 4));
  CHECK_FALSE(parse_tile(bytes.substr(1), 2));
}

TEST_CASE("the static sample log can be checked from its files alone") {
  const Checkpoint checkpoint = vector_checkpoint("tlog-sample", "checkpoint", sample_key);
  const auto leaves = leaves_in_bundles("tlog-sample", checkpoint.size);
  REQUIRE(leaves.size() == 1100);
  const auto tiles = tiles_of("tlog-sample", checkpoint.size);
  CHECK(root(checkpoint.size, tiles) == checkpoint.root);
  for (const std::uint64_t index : {0, 1, 255, 256, 511, 1023, 1024, 1099}) {
    CHECK(tiles(0, index) == leaves[index]);
    CHECK(verify_inclusion(index, 1100, leaves[index], inclusion_proof(index, 1100, tiles), checkpoint.root));
  }
  for (const std::string size : {"1", "2", "3", "255", "256", "257", "1000"}) {
    const Checkpoint old = vector_checkpoint("tlog-sample", "checkpoint." + size, sample_key);
    CHECK(verify_consistency(old.size, 1100, old.root, checkpoint.root, consistency_proof(old.size, 1100, tiles)));
  }
}

TEST_CASE("the tiles of the sample log are the bytes that growing it writes") {
  std::map<std::pair<int, std::uint64_t>, Hash> nodes;
  Frontier frontier;
  for (const Hash& leaf : numbered_leaves(1100))
    frontier.append(leaf, [&](int level, std::uint64_t index, const Hash& hash) { nodes[{level, index}] = hash; });
  for (const Tile& tile : tiles_between(0, 1100)) {
    std::vector<Hash> hashes;
    for (int i = 0; i < tile.width; ++i) hashes.push_back(nodes.at({tile.level * 8, tile.index * 256 + i}));
    CHECK(tile_bytes(hashes) == vector_tile("tlog-sample", tile_path(tile)));
  }
}

TEST_CASE("every checkpoint of the Tessera log is signed, and its tiles lead to its root") {
  std::string log_key = vector_tile("tessera-log", "vkey.txt");
  while (log_key.ends_with('\n')) log_key.pop_back();
  const Checkpoint last = vector_checkpoint("tessera-log", "checkpoint", log_key);
  CHECK(last.size == 15);
  for (std::uint64_t size = 0; size <= 15; ++size) {
    const auto checkpoint = vector_checkpoint("tessera-log", "checkpoint." + std::to_string(size), log_key);
    CHECK(checkpoint.size == size);
    CHECK(root(size, tiles_of("tessera-log", size)) == checkpoint.root);
    if (size == 0) continue;
    CHECK(reference_root(leaves_in_bundles("tessera-log", size)) == checkpoint.root);
    const auto proof = consistency_proof(size, 15, tiles_of("tessera-log", 15));
    CHECK(verify_consistency(size, 15, checkpoint.root, last.root, proof));
  }
}

TEST_CASE("a tile that is too short is a fault, and a node beyond the tree is one too") {
  const auto empty_tiles = tile_source(300, [](const Tile&) { return std::string(); });
  CHECK_THROWS_AS(empty_tiles(0, 0), std::runtime_error);
  const auto full_tiles = tile_source(300, [](const Tile& tile) { return std::string(tile.width * 32, 'x'); });
  CHECK_NOTHROW(full_tiles(0, 299));
  CHECK_THROWS_AS(full_tiles(0, 300), std::out_of_range);
  CHECK_THROWS_AS(full_tiles(3, 37), std::out_of_range);
}

}  // namespace journal
