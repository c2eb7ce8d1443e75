#include "journal/checkpoint.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

#include "journal/encoding.h"

namespace journal {
namespace {

constexpr std::size_t cosignature_size = 8 + 64;

bool is_line(std::string_view text) { return !text.empty() && text.find('\n') == std::string_view::npos; }

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

Checked<std::vector<std::string>> parse_extensions(std::string_view rest) {
  std::vector<std::string> extensions;
  while (!rest.empty()) {
    const auto line = take_line(rest);
    if (!line || line->empty()) return Verdict::refused("a further line of a checkpoint is empty or not ended");
    extensions.emplace_back(*line);
  }
  return extensions;
}

bool is_signed_by(const OpenedNote& note, const VerifierKey& key) {
  return std::any_of(note.verified.begin(), note.verified.end(), [&](const NoteSignature& signature) {
    return signature.name == key.name && signature.key_id == key_id(key);
  });
}

std::vector<NoteSignature> without(const VerifierKey& key, std::vector<NoteSignature> signatures) {
  std::erase_if(signatures, [&](const NoteSignature& signature) {
    return signature.name == key.name && signature.key_id == key_id(key);
  });
  return signatures;
}

}  // namespace

std::string format(const Checkpoint& checkpoint) {
  require(is_line(checkpoint.origin), "the origin of a checkpoint is one line");
  std::string body = fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, base64(checkpoint.root));
  for (const std::string& extension : checkpoint.extensions) {
    require(is_line(extension), "a further line of a checkpoint is one line");
    body += extension + "\n";
  }
  return body;
}

Checked<Checkpoint> parse_checkpoint(std::string_view body) {
  const auto origin = take_line(body);
  const auto size_line = take_line(body);
  const auto root_line = take_line(body);
  if (!origin || !size_line || !root_line) return Verdict::refused("a checkpoint has at least three lines");
  if (origin->empty()) return Verdict::refused("the origin of the checkpoint is empty");
  const auto size = decimal(*size_line);
  if (!size) return Verdict::refused("the size of the checkpoint is not a number of leaves");
  const auto root = hash_from_base64(*root_line);
  if (!root) return Verdict::refused("the root of the checkpoint is not 32 bytes in base64");
  const auto extensions = parse_extensions(body);
  if (!extensions) return Verdict::refused(extensions.problem());
  return Checkpoint{std::string(*origin), *size, *root, *extensions};
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& log_key) {
  return sign_note(format(checkpoint), {&log_key, 1});
}

Checked<OpenedCheckpoint> open_checkpoint(std::string_view bytes, const VerifierKey& log_key,
                                          std::span<const VerifierKey> cosigners) {
  const auto note = parse_note(bytes);
  if (!note) return Verdict::refused(note.problem());
  std::vector<VerifierKey> known(cosigners.begin(), cosigners.end());
  known.push_back(log_key);
  const auto opened = open_note(*note, known);
  if (!opened) return Verdict::refused(opened.problem());
  if (!is_signed_by(*opened, log_key)) return Verdict::refused("the log itself has not signed this checkpoint");
  const auto checkpoint = parse_checkpoint(opened->text);
  if (!checkpoint) return Verdict::refused(checkpoint.problem());
  return OpenedCheckpoint{*checkpoint, *note, without(log_key, opened->verified)};
}

NoteSignature cosign(std::string_view checkpoint_body, const SigningKey& cosigner, std::uint64_t time) {
  require(cosigner.type == KeyType::cosignature, "a checkpoint is cosigned with a cosignature key");
  return signature_by(cosigner, checkpoint_body, time);
}

std::optional<std::uint64_t> time_of_cosignature(const NoteSignature& cosignature) {
  if (cosignature.bytes.size() != cosignature_size) return std::nullopt;
  return from_big_endian(std::string_view(cosignature.bytes).substr(0, 8));
}

}  // namespace journal
