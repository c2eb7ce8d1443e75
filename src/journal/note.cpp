#include "journal/note.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

#include "journal/encoding.h"
#include "journal/utf8.h"

namespace journal {
namespace {

constexpr std::string_view signature_prefix = "\u2014 ";  // an em dash and a space
constexpr std::size_t key_id_size = 4;

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return c != '\n' && static_cast<unsigned char>(c) < 0x20; });
}

bool is_note_text(std::string_view text) {
  return text.ends_with('\n') && is_utf8(text) && !has_control_characters(text);
}

bool is_by(const NoteSignature& signature, const VerifierKey& key) {
  return key.name == signature.name && key_id(key) == signature.key_id;
}

bool is_same_signer(const NoteSignature& one, const NoteSignature& other) {
  return one.name == other.name && one.key_id == other.key_id;
}

enum class Standing { unknown, verified, bad };

// Two known keys may share a name and a four-byte id by chance; then either may have signed.
Standing standing_of(const NoteSignature& signature, std::string_view text, std::span<const VerifierKey> known_keys) {
  Standing standing = Standing::unknown;
  for (const VerifierKey& key : known_keys) {
    if (!is_by(signature, key)) continue;
    if (verifies(key, text, signature.bytes)) return Standing::verified;
    standing = Standing::bad;
  }
  return standing;
}

Checked<std::vector<NoteSignature>> parse_signatures(std::string_view lines) {
  std::vector<NoteSignature> signatures;
  while (!lines.empty()) {
    const auto line = take_line(lines);
    if (!line) return Verdict::refused("the last line of a note ends with a line feed");
    if (signatures.size() == max_note_signatures) return Verdict::refused("a note has at most 100 signatures");
    const auto signature = parse_signature_line(*line);
    if (!signature) return Verdict::refused(signature.problem());
    signatures.push_back(*signature);
  }
  if (signatures.empty()) return Verdict::refused("the note has no signature");
  return signatures;
}

}  // namespace

Checked<Note> parse_note(std::string_view bytes) {
  const std::size_t blank_line = bytes.rfind("\n\n");
  if (blank_line == std::string_view::npos) return Verdict::refused("a note is a text, a blank line, and signatures");
  const std::string_view text = bytes.substr(0, blank_line + 1);
  if (!is_note_text(text)) return Verdict::refused("the text of a note is UTF-8 without control characters");
  const auto signatures = parse_signatures(bytes.substr(blank_line + 2));
  if (!signatures) return Verdict::refused(signatures.problem());
  return Note{std::string(text), *signatures};
}

std::string format(const Note& note) {
  std::string bytes = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) bytes += format(signature);
  return bytes;
}

std::string format(const NoteSignature& signature) {
  return fmt::format("{}{} {}\n", signature_prefix, signature.name,
                     base64(big_endian(signature.key_id, key_id_size) + signature.bytes));
}

Checked<NoteSignature> parse_signature_line(std::string_view line) {
  if (!line.starts_with(signature_prefix)) return Verdict::refused("a signature line starts with a dash and a space");
  line.remove_prefix(signature_prefix.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return Verdict::refused("a signature line is a name, a space, and a signature");
  const std::string_view name = line.substr(0, space);
  if (!is_key_name(name) || has_control_characters(name))
    return Verdict::refused("the name of a signer is empty or holds white space, control characters or '+'");
  const auto bytes = base64_decode(line.substr(space + 1));
  if (!bytes || bytes->size() <= key_id_size)
    return Verdict::refused("a signature is base64 of a key id and more bytes");
  const auto id = static_cast<std::uint32_t>(from_big_endian(std::string_view(*bytes).substr(0, key_id_size)));
  return NoteSignature{std::string(name), id, bytes->substr(key_id_size)};
}

NoteSignature signature_by(const SigningKey& key, std::string_view text, std::uint64_t time) {
  return {key.name, key_id(verifier_of(key)), sign(key, text, time)};
}

std::string sign_note(std::string_view text, std::span<const SigningKey> keys) {
  if (!is_note_text(text))
    throw std::invalid_argument("the text of a note is lines of UTF-8 without control characters");
  Note note{std::string(text), {}};
  for (const SigningKey& key : keys) note.signatures.push_back(signature_by(key, text));
  return format(note);
}

Checked<OpenedNote> open_note(std::string_view bytes, std::span<const VerifierKey> known_keys) {
  const auto note = parse_note(bytes);
  if (!note) return Verdict::refused(note.problem());
  return open_note(*note, known_keys);
}

Checked<OpenedNote> open_note(const Note& note, std::span<const VerifierKey> known_keys) {
  OpenedNote opened{note.text, {}};
  for (const NoteSignature& signature : note.signatures) {
    const auto is_repeated = [&](const NoteSignature& earlier) { return is_same_signer(earlier, signature); };
    if (std::any_of(opened.verified.begin(), opened.verified.end(), is_repeated)) continue;
    const Standing standing = standing_of(signature, note.text, known_keys);
    if (standing == Standing::bad) return Verdict::refused("the signature by " + signature.name + " is wrong");
    if (standing == Standing::verified) opened.verified.push_back(signature);
  }
  if (opened.verified.empty()) return Verdict::refused("no known key has signed this note");
  return opened;
}

}  // namespace journal
