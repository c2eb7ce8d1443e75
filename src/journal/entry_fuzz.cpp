// Entries from strangers: only bytes that encode() would produce are entries.
#include <cstdlib>

#include "journal/entry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto entry = journal::decode(bytes);
  if (entry && encode(*entry) != bytes) std::abort();
  return 0;
}
