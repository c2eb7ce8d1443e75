#include "journal/tile.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

#include "journal/encoding.h"

namespace journal {
namespace {

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

// Groups of three digits, all but the last behind an x: 1234067 is x001/x234/067.
std::string index_path(std::uint64_t index) {
  std::string path = fmt::format("{:03}", index % 1000);
  for (index /= 1000; index > 0; index /= 1000) path = fmt::format("x{:03}/{}", index % 1000, path);
  return path;
}

std::string path_of(std::string_view kind, const Tile& tile) {
  require(tile.width >= 1 && tile.width <= tile_width, "a tile holds 1 to 256 hashes");
  const std::string path = fmt::format("tile/{}/{}", kind, index_path(tile.index));
  return tile.width == tile_width ? path : fmt::format("{}.p/{}", path, tile.width);
}

bool take_prefix(std::string_view& rest, std::string_view prefix) {
  if (!rest.starts_with(prefix)) return false;
  rest.remove_prefix(prefix.size());
  return true;
}

std::string_view take_segment(std::string_view& rest) {
  const std::string_view segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(std::min(rest.size(), segment.size() + 1));
  return segment;
}

// Joins the digits of all groups; the caller compares with the canonical spelling, so only the value matters here.
std::optional<std::uint64_t> parse_index(std::string_view path) {
  std::string digits;
  while (!path.empty()) {
    std::string_view group = take_segment(path);
    take_prefix(group, "x");
    digits += group;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits.empty() ? 0 : decimal(digits);
}

std::optional<int> parse_small(std::string_view text, int largest) {
  const auto number = decimal(text);
  if (!number || *number > static_cast<std::uint64_t>(largest)) return std::nullopt;
  return static_cast<int>(*number);
}

std::optional<Tile> parse_numbers(std::string_view level, std::string_view index, std::string_view width) {
  const auto level_number = parse_small(level, max_tile_level);
  const auto index_number = parse_index(index);
  const auto width_number = parse_small(width, tile_width);
  if (!level_number || !index_number || !width_number || *width_number == 0) return std::nullopt;
  return Tile{*level_number, *index_number, *width_number};
}

// Above level 7 a tile would start beyond 2^64 leaves.
std::uint64_t nodes_at(int level, std::uint64_t size) { return level < 8 ? size >> (tile_height * level) : 0; }

// The root of the complete subtree over these hashes, a power of two of them.
Hash fold(std::span<const Hash> hashes) {
  if (hashes.size() == 1) return hashes.front();
  const std::size_t half = hashes.size() / 2;
  return node_hash(fold(hashes.first(half)), fold(hashes.subspan(half)));
}

class TileReader {
 public:
  TileReader(std::uint64_t size, ReadTile read_tile) : size_(size), read_tile_(std::move(read_tile)) {}

  Hash node(int level, std::uint64_t index) {
    const int height = level % tile_height;
    const std::uint64_t first = index << height;
    const auto& hashes = tile(level / tile_height, first / tile_width);
    const std::size_t offset = first % tile_width, count = std::size_t{1} << height;
    if (offset + count > hashes.size()) throw std::out_of_range("the tree has no such complete node yet");
    return fold(std::span(hashes).subspan(offset, count));
  }

 private:
  const std::vector<Hash>& tile(int level, std::uint64_t index) {
    const auto known = tiles_.find({level, index});
    if (known != tiles_.end()) return known->second;
    const auto wanted = tile_at(level, index, size_);
    if (!wanted) throw std::out_of_range("the tree has no such tile yet");
    auto hashes = parse_tile(read_tile_(*wanted), wanted->width);
    if (!hashes) throw std::runtime_error(fmt::format("{} does not hold the hashes it should", tile_path(*wanted)));
    return tiles_.emplace(std::pair(level, index), std::move(*hashes)).first->second;
  }

  std::uint64_t size_;
  ReadTile read_tile_;
  std::map<std::pair<int, std::uint64_t>, std::vector<Hash>> tiles_;
};

}  // namespace

std::string tile_path(const Tile& tile) {
  require(tile.level >= 0 && tile.level <= max_tile_level, "a tile level lies between 0 and 63");
  return path_of(std::to_string(tile.level), tile);
}

std::string bundle_path(const Tile& tile) { return path_of("entries", tile); }

std::optional<TilePath> parse_tile_path(std::string_view path) {
  std::string_view rest = path;
  if (!take_prefix(rest, "tile/")) return std::nullopt;
  const std::string_view kind = take_segment(rest);
  const bool is_bundle = kind == "entries";
  const std::size_t dot = rest.find(".p/");
  const std::string_view width = dot == std::string_view::npos ? "256" : rest.substr(dot + 3);
  const auto tile = parse_numbers(is_bundle ? "0" : kind, rest.substr(0, dot), width);
  if (!tile || path != (is_bundle ? bundle_path(*tile) : tile_path(*tile))) return std::nullopt;
  return TilePath{is_bundle, *tile};
}

TileCount tiles_at(int level, std::uint64_t size) {
  const std::uint64_t nodes = nodes_at(level, size);
  return {nodes / tile_width, static_cast<int>(nodes % tile_width)};
}

std::optional<Tile> tile_at(int level, std::uint64_t index, std::uint64_t size) {
  const auto [full, partial_width] = tiles_at(level, size);
  if (index < full) return Tile{level, index, tile_width};
  if (index == full && partial_width > 0) return Tile{level, index, partial_width};
  return std::nullopt;
}

std::vector<Tile> tiles_between(std::uint64_t old_size, std::uint64_t new_size) {
  require(old_size <= new_size, "a tree does not shrink");
  std::vector<Tile> tiles;
  for (int level = 0; nodes_at(level, new_size) > nodes_at(level, old_size); ++level) {
    std::uint64_t index = tiles_at(level, old_size).full;
    for (auto tile = tile_at(level, index, new_size); tile; tile = tile_at(level, ++index, new_size))
      tiles.push_back(*tile);
  }
  return tiles;
}

std::string tile_bytes(std::span<const Hash> hashes) {
  std::string bytes;
  bytes.reserve(hashes.size() * hash_size);
  for (const Hash& hash : hashes) bytes += bytes_of(hash);
  return bytes;
}

std::optional<std::vector<Hash>> parse_tile(std::string_view bytes, int width) {
  if (width < 0 || bytes.size() % hash_size != 0 || bytes.size() / hash_size < static_cast<std::size_t>(width))
    return std::nullopt;
  std::vector<Hash> hashes;
  for (int i = 0; i < width; ++i) hashes.push_back(*hash_from_bytes(bytes.substr(i * hash_size, hash_size)));
  return hashes;
}

std::string bundle_bytes(std::span<const std::string> entries) {
  std::string bytes;
  for (const std::string& entry : entries) {
    require(entry.size() <= max_entry_size, "a journal entry holds at most 65,535 bytes");
    bytes += big_endian(entry.size(), 2);
    bytes += entry;
  }
  return bytes;
}

std::optional<std::vector<std::string>> parse_bundle(std::string_view bytes, int width) {
  std::vector<std::string> entries;
  while (!bytes.empty()) {
    if (bytes.size() < 2) return std::nullopt;
    const std::size_t length = from_big_endian(bytes.substr(0, 2));
    if (bytes.size() < 2 + length) return std::nullopt;
    entries.emplace_back(bytes.substr(2, length));
    bytes.remove_prefix(2 + length);
  }
  if (width < 0 || entries.size() != static_cast<std::size_t>(width)) return std::nullopt;
  return entries;
}

HashSource tile_source(std::uint64_t size, ReadTile read_tile) {
  auto reader = std::make_shared<TileReader>(size, std::move(read_tile));
  return [reader](int level, std::uint64_t index) { return reader->node(level, index); };
}

}  // namespace journal
