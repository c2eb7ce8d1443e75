// Tile paths and entry bundles from strangers: what is read must be written back byte for byte.
#include <cstdlib>

#include "journal/tile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto path = journal::parse_tile_path(bytes)) {
    const std::string written = path->is_bundle ? bundle_path(path->tile) : tile_path(path->tile);
    if (written != bytes) std::abort();
  }
  for (int width = 0; width < 4; ++width) {
    const auto entries = journal::parse_bundle(bytes, width);
    if (entries && journal::bundle_bytes(*entries) != bytes) std::abort();
    journal::parse_tile(bytes, width);
  }
  return 0;
}
