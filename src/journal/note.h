#pragma once
// C2SP signed notes: a text, a blank line, and lines "— name base64(key id || signature)" by anybody who vouches for
// the text. A reader trusts the keys it knows and ignores the rest; one bad signature under a known key condemns the
// whole note. Reading is strict: UTF-8, no control characters, canonical base64, 1 to 100 signatures.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "journal/key.h"
#include "journal/verdict.h"

namespace journal {

inline constexpr std::size_t max_note_signatures = 100;

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string bytes;  // as sign() gives them

  bool operator==(const NoteSignature&) const = default;
};

struct Note {
  std::string text;  // with its final line feed
  std::vector<NoteSignature> signatures;
};

/// The parts of a note, nothing verified.
Checked<Note> parse_note(std::string_view bytes);
std::string format(const Note& note);
/// "— name base64\n", as witnesses answer it.
std::string format(const NoteSignature& signature);
Checked<NoteSignature> parse_signature_line(std::string_view line_without_line_feed);

/// The signature of this key over the text. `time` in seconds since 1970 UTC is for cosignature keys.
NoteSignature signature_by(const SigningKey& key, std::string_view text, std::uint64_t time = 0);
/// The note of this text signed by each key. Requires a text that can be a note's: UTF-8, no control characters, ending
/// in a line feed; throws std::invalid_argument otherwise.
std::string sign_note(std::string_view text, std::span<const SigningKey> keys);

struct OpenedNote {
  std::string text;
  std::vector<NoteSignature> verified;  // one per known key that signed, in the order of the note
};

/// The text and who vouches for it. Refuses a malformed note, a bad signature under a known key, and a note that no
/// known key has signed.
Checked<OpenedNote> open_note(std::string_view bytes, std::span<const VerifierKey> known_keys);
Checked<OpenedNote> open_note(const Note& note, std::span<const VerifierKey> known_keys);

}  // namespace journal
