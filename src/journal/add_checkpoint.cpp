#include "journal/add_checkpoint.h"

#include <fmt/core.h>

#include <stdexcept>

#include "journal/encoding.h"
#include "journal/merkle.h"

namespace journal {
namespace {

constexpr std::string_view old_prefix = "old ";

// From the empty tree there is nothing to prove; between equal sizes the roots were compared.
bool is_proven(const AddCheckpoint& request, const Checkpoint& checkpoint, const SeenTree& seen) {
  if (request.old_size == 0 || request.old_size == checkpoint.size) return request.proof.empty();
  return bool(verify_consistency(request.old_size, checkpoint.size, seen.root, checkpoint.root, request.proof));
}

Checked<std::vector<Hash>> parse_proof(std::string_view& rest) {
  std::vector<Hash> proof;
  for (;;) {
    const auto line = take_line(rest);
    if (!line) return Verdict::refused("the proof does not end with an empty line");
    if (line->empty()) return proof;
    if (proof.size() == max_consistency_lines) return Verdict::refused("a consistency proof has at most 63 lines");
    const auto hash = hash_from_base64(*line);
    if (!hash) return Verdict::refused("a line of the proof is not 32 bytes in base64");
    proof.push_back(*hash);
  }
}

}  // namespace

std::string format(const AddCheckpoint& request) {
  if (request.proof.size() > max_consistency_lines)
    throw std::invalid_argument("a consistency proof has at most 63 lines");
  std::string body = fmt::format("{}{}\n", old_prefix, request.old_size);
  for (const Hash& hash : request.proof) body += base64(hash) + "\n";
  return body + "\n" + request.checkpoint;
}

Checked<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
  if (body.size() > max_add_checkpoint_size) return Verdict::refused("the request is longer than 64 KiB");
  const auto first = take_line(body);
  if (!first || !first->starts_with(old_prefix)) return Verdict::refused("the first line is \"old <size>\"");
  const auto old_size = decimal(first->substr(old_prefix.size()));
  if (!old_size) return Verdict::refused("the old size is not a number of leaves");
  const auto proof = parse_proof(body);
  if (!proof) return Verdict::refused(proof.problem());
  const auto note = parse_note(body);
  if (!note) return Verdict::refused(note.problem());
  return AddCheckpoint{*old_size, *proof, std::string(body)};
}

int status_of(Standing standing) {
  switch (standing) {
    case Standing::continues: return 200;
    case Standing::shrunk: return 400;
    case Standing::other_size:
    case Standing::contradicts: return 409;
    case Standing::unproven: break;
  }
  return 422;
}

Standing standing_of(const AddCheckpoint& request, const Checkpoint& checkpoint, const SeenTree& seen) {
  if (request.old_size > checkpoint.size) return Standing::shrunk;
  if (request.old_size != seen.size) return Standing::other_size;
  if (checkpoint.size == 0 && checkpoint.root != empty_root()) return Standing::unproven;
  if (checkpoint.size == seen.size && checkpoint.root != seen.root) return Standing::contradicts;
  return is_proven(request, checkpoint, seen) ? Standing::continues : Standing::unproven;
}

Checked<std::vector<NoteSignature>> parse_cosignatures(std::string_view body) {
  std::vector<NoteSignature> signatures;
  while (!body.empty()) {
    const auto line = take_line(body);
    if (!line) return Verdict::refused("the last line of the answer is not ended");
    if (signatures.size() == max_note_signatures) return Verdict::refused("the answer has more than 100 signatures");
    const auto signature = parse_signature_line(*line);
    if (!signature) return Verdict::refused(signature.problem());
    signatures.push_back(*signature);
  }
  if (signatures.empty()) return Verdict::refused("the answer has no signature");
  return signatures;
}

}  // namespace journal
