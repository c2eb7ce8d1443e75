// Requests from strangers: nothing read may crash, what is read is written back byte for byte, and what is not a
// continuation of the tree seen is never taken for one.
#include <cstdlib>

#include "journal/add_checkpoint.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

const journal::SeenTree& seen() {
  static const journal::SeenTree tree{.size = 3, .root = journal::leaf_hash("three leaves")};
  return tree;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto answer = journal::parse_cosignatures(bytes)) {
    std::string lines;
    for (const auto& signature : *answer) lines += format(signature);
    require(lines == bytes);
  }
  const auto request = journal::parse_add_checkpoint(bytes);
  if (!request) {
    require(!request.problem().empty());
    return 0;
  }
  require(format(*request) == bytes);
  const auto note = journal::parse_note(request->checkpoint);
  require(bool(note));
  const auto checkpoint = journal::parse_checkpoint(note->text);
  if (!checkpoint) return 0;
  const auto standing = standing_of(*request, *checkpoint, seen());
  // Nobody can find a proof to a root that was never made, so only the same tree again is accepted.
  if (standing == journal::Standing::continues)
    require(checkpoint->size == seen().size && checkpoint->root == seen().root);
  return 0;
}
