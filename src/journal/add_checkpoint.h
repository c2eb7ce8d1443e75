#pragma once
// What a log asks of a witness, and when a witness may say yes (C2SP tlog-witness, the call add-checkpoint). The log
// sends its new checkpoint with a proof from the size the witness saw last; the witness cosigns it if it continues what
// it has seen, and never otherwise. Everything here is a value: keeping what was seen, atomically and before answering,
// is for the caller.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "journal/checkpoint.h"
#include "journal/hash.h"
#include "journal/verdict.h"

namespace journal {

inline constexpr std::size_t max_consistency_lines = 63;
inline constexpr std::size_t max_add_checkpoint_size = 64 * 1024;

struct AddCheckpoint {
  std::uint64_t old_size = 0;  // what the log believes the witness saw last
  std::vector<Hash> proof;     // RFC 6962 2.1.2, from there to the checkpoint; empty from 0
  std::string checkpoint;      // the note

  bool operator==(const AddCheckpoint&) const = default;
};

std::string format(const AddCheckpoint& request);
/// The parts of a request, nothing verified. Accepts exactly what format() can produce, with a note that can be read.
Checked<AddCheckpoint> parse_add_checkpoint(std::string_view body);

/// The last tree of a log that a witness cosigned; the empty one if there is none.
struct SeenTree {
  std::uint64_t size = 0;
  Hash root = empty_root();

  bool operator==(const SeenTree&) const = default;
};

enum class Standing {
  continues,    // 200: may be cosigned
  shrunk,       // 400: smaller than the size it says it continues
  other_size,   // 409: the witness saw another size last; the log may ask again from there
  contradicts,  // 409: another root for the size the witness has seen
  unproven,     // 422: the proof does not lead from what the witness has seen to this checkpoint
};
int status_of(Standing standing);

Standing standing_of(const AddCheckpoint& request, const Checkpoint& checkpoint, const SeenTree& seen);

/// Signature lines as a witness answers them, each ended by a line feed; at least one, at most 100.
Checked<std::vector<NoteSignature>> parse_cosignatures(std::string_view body);

}  // namespace journal
