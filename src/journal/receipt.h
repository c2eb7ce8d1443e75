#pragma once
// A receipt is what a person takes away from an act: the entry with the words of it, its position, the path from its
// leaf to the root, and a signed, usually cosigned checkpoint. It is checked without the server, with the log's key and
// the witnesses' keys alone. As a file it is a C2SP tlog-proof (.tlog-proof) whose extra data are the entry and, unless
// the words were erased, their salt and the words.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "journal/checkpoint.h"
#include "journal/entry.h"
#include "journal/hash.h"
#include "journal/verdict.h"

namespace journal {

inline constexpr std::string_view receipt_first_line = "c2sp.org/tlog-proof@v1";

/// What was written, with the salt that binds it to its entry.
struct Words {
  std::string salt;  // 32 bytes
  std::string body;

  bool operator==(const Words&) const = default;
};

struct Receipt {
  std::string entry;           // the bytes of the leaf
  std::optional<Words> words;  // nothing once they are erased
  std::uint64_t position = 0;
  std::vector<Hash> proof;
  std::string checkpoint;  // the note, as published
};

/// Requires a salt of 32 bytes where there are words; throws std::invalid_argument otherwise.
std::string format(const Receipt& receipt);
/// The parts of a receipt, nothing verified. Accepts exactly what format() produces.
Checked<Receipt> parse_receipt(std::string_view bytes);

struct VerifiedReceipt {
  Entry entry;
  std::optional<std::string> body;  // what was written, and it is what the entry stands for
  std::uint64_t position = 0;
  Checkpoint checkpoint;
  std::vector<NoteSignature> cosignatures;  // those by the given cosigners
};

/// That the log stated this entry at this position of the tree in the checkpoint, and that the words are its own. How
/// many cosignatures are enough is for the caller to say.
Checked<VerifiedReceipt> verify_receipt(const Receipt& receipt, const VerifierKey& log_key,
                                        std::span<const VerifierKey> cosigners);

/// Where a receipt fails, so that every program that checks one can say the same.
enum class ReceiptPart { file, entry, words, checkpoint, position, witnesses };
constexpr auto names(ReceiptPart) {
  using namespace std::string_view_literals;
  return std::array{"file"sv, "entry"sv, "words"sv, "checkpoint"sv, "position"sv, "witnesses"sv};
}

struct ReceiptCheck {
  std::optional<VerifiedReceipt> holds;
  ReceiptPart fails_at = ReceiptPart::file;  // unless it holds
  std::string problem;                       // one sentence
};

/// A whole check of what somebody brought: a file, or the text of a QR code. The log may have had several keys in its
/// life; one of them is enough. `quorum` of the witnesses must have cosigned.
ReceiptCheck check_receipt(std::string_view brought, std::span<const VerifierKey> log_keys,
                           std::span<const VerifierKey> witnesses, int quorum);

/// The same receipt as few digits, for a QR code (docs/journal.md, section 7).
std::string digits_of(const Receipt& receipt);
/// Accepts the digits alone, and an address that ends in "#" and them.
Checked<Receipt> receipt_from_digits(std::string_view text);

}  // namespace journal
