#pragma once
// A checkpoint is the journal's state in three lines: whose log it is, how many leaves it has, and the root over them
// (C2SP tlog-checkpoint), published as a signed note. A cosignature is another party's word that it saw this checkpoint
// at a time and that it continues every earlier one it saw (C2SP tlog-cosignature, cosignature/v1).
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "journal/hash.h"
#include "journal/note.h"
#include "journal/verdict.h"

namespace journal {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  std::vector<std::string> extensions;  // further lines, which Concert itself never writes

  bool operator==(const Checkpoint&) const = default;
};

/// The body: the text that is signed. Requires a non-empty origin and extensions, each one line; throws
/// std::invalid_argument otherwise.
std::string format(const Checkpoint& checkpoint);
/// Accepts exactly what format() can produce.
Checked<Checkpoint> parse_checkpoint(std::string_view body);

/// The published form: a note signed with the log's key, whose name should be the origin.
std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& log_key);

struct OpenedCheckpoint {
  Checkpoint checkpoint;
  Note note;                                // as published, to pass on or to cosign
  std::vector<NoteSignature> cosignatures;  // those by the given cosigners, all of them good
};

/// Requires that the log's own key has signed; refuses a bad signature under any known key. `log_key` is of type note.
Checked<OpenedCheckpoint> open_checkpoint(std::string_view note, const VerifierKey& log_key,
                                          std::span<const VerifierKey> cosigners = {});

/// `time` in seconds since 1970 UTC. Requires a key of type cosignature.
NoteSignature cosign(std::string_view checkpoint_body, const SigningKey& cosigner, std::uint64_t time);
/// When the cosigner says it saw the checkpoint; nothing if these are not the bytes of a cosignature.
std::optional<std::uint64_t> time_of_cosignature(const NoteSignature& cosignature);

}  // namespace journal
