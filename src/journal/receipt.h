#pragma once
// A receipt is what a person takes away from an act: the entry, its position, the path from its leaf to the root, and a
// signed, usually cosigned checkpoint. It is checked without the server, with the log's key and the parties' keys
// alone. As a file it is a C2SP tlog-proof (.tlog-proof) that carries the entry as its extra data.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "journal/checkpoint.h"
#include "journal/entry.h"
#include "journal/hash.h"
#include "journal/verdict.h"

namespace journal {

struct Receipt {
  std::string entry;  // the bytes of the leaf
  std::uint64_t position = 0;
  std::vector<Hash> proof;
  std::string checkpoint;  // the note, as published
};

std::string format(const Receipt& receipt);
/// The parts of a receipt, nothing verified. Accepts exactly what format() produces.
Checked<Receipt> parse_receipt(std::string_view bytes);

struct VerifiedReceipt {
  Entry entry;
  std::uint64_t position = 0;
  Checkpoint checkpoint;
  std::vector<NoteSignature> cosignatures;  // those by the given cosigners
};

/// That the log stated this entry at this position of the tree in the checkpoint. How many cosignatures are enough is
/// for the caller to say.
Checked<VerifiedReceipt> verify_receipt(const Receipt& receipt, const VerifierKey& log_key,
                                        std::span<const VerifierKey> cosigners);

}  // namespace journal
