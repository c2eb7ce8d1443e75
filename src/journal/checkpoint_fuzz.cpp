// Checkpoint bodies from strangers: what is read must be written back byte for byte.
#include <cstdlib>

#include "journal/checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto checkpoint = journal::parse_checkpoint(bytes);
  if (checkpoint && format(*checkpoint) != bytes) std::abort();
  if (!checkpoint && checkpoint.problem().empty()) std::abort();
  return 0;
}
