#pragma once
// The tree as files, after C2SP tlog-tiles: a tile is up to 256 hashes in a row, eight tree levels apart from the tiles
// above and below it. The tile (level, index) starts at the node (8 * level, 256 * index) of the tree. Full tiles never
// change; at the right edge of each level stands at most one partial tile of 1 to 255 hashes, and empty ones do not
// exist. The entries themselves come in bundles of the same width as the tiles of level 0. Readers are strict and
// answer an empty optional; writers require what they state and throw std::invalid_argument.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "journal/hash.h"
#include "journal/merkle.h"

namespace journal {

inline constexpr int tile_width = 256;
inline constexpr int tile_height = 8;
inline constexpr int max_tile_level = 63;
inline constexpr std::size_t max_entry_size = 65535;

struct Tile {
  int level = 0;            // [0, 64)
  std::uint64_t index = 0;  // from the left, within the level
  int width = tile_width;   // how many hashes or entries; below 256 it is a partial tile

  bool operator==(const Tile&) const = default;
};

/// "tile/0/x001/234.p/5"; without ".p/5" if the tile is full.
std::string tile_path(const Tile& tile);
/// "tile/entries/x001/234.p/5". The level plays no part.
std::string bundle_path(const Tile& tile);

struct TilePath {
  bool is_bundle = false;
  Tile tile;
};
/// Accepts exactly what the two writers above can produce.
std::optional<TilePath> parse_tile_path(std::string_view path);

struct TileCount {
  std::uint64_t full = 0;
  int partial_width = 0;  // 0: there is no partial tile
};
TileCount tiles_at(int level, std::uint64_t size);
/// The tile with this index in a tree of this size, at its present width; nothing if it does not exist yet.
std::optional<Tile> tile_at(int level, std::uint64_t index, std::uint64_t size);
/// The tiles that are new or wider in the tree of new_size, level by level. Requires old_size <= new_size.
std::vector<Tile> tiles_between(std::uint64_t old_size, std::uint64_t new_size);

/// The bytes of a tile: its hashes in a row.
std::string tile_bytes(std::span<const Hash> hashes);
/// The hashes of a tile, or of the first `width` of a wider one.
std::optional<std::vector<Hash>> parse_tile(std::string_view bytes, int width);

/// Each entry behind its length as two bytes, big-endian. Requires entries of at most 65,535 bytes.
std::string bundle_bytes(std::span<const std::string> entries);
/// Exactly `width` entries and nothing behind them.
std::optional<std::vector<std::string>> parse_bundle(std::string_view bytes, int width);

/// A source of nodes for a tree of `size` leaves that reads tiles by their present width and keeps those it has read.
/// Throws std::runtime_error if a tile it reads is shorter than asked for. Copies share what was read; one thread at a
/// time.
using ReadTile = std::function<std::string(const Tile& tile)>;
HashSource tile_source(std::uint64_t size, ReadTile read_tile);

}  // namespace journal
