#include "journal/receipt.h"

#include <fmt/core.h>

#include "journal/encoding.h"
#include "journal/merkle.h"

namespace journal {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view entry_label = "extra ";
constexpr std::string_view position_label = "index ";

// The next line without its label; nothing if it has another one.
std::optional<std::string_view> take_labelled(std::string_view& rest, std::string_view label) {
  const auto line = take_line(rest);
  if (!line || !line->starts_with(label)) return std::nullopt;
  return line->substr(label.size());
}

// The hashes up to the empty line, which is cut off too.
std::optional<std::vector<Hash>> take_hashes(std::string_view& rest) {
  std::vector<Hash> hashes;
  for (auto line = take_line(rest); line; line = take_line(rest)) {
    if (line->empty()) return hashes;
    const auto hash = hash_from_base64(*line);
    if (!hash) return std::nullopt;
    hashes.push_back(*hash);
  }
  return std::nullopt;
}

}  // namespace

std::string format(const Receipt& receipt) {
  std::string text =
      fmt::format("{}\n{}{}\n{}{}\n", first_line, entry_label, base64(receipt.entry), position_label, receipt.position);
  for (const Hash& hash : receipt.proof) text += base64(hash) + "\n";
  return text + "\n" + receipt.checkpoint;
}

Checked<Receipt> parse_receipt(std::string_view bytes) {
  if (take_line(bytes) != first_line) return Verdict::refused("this is not a receipt");
  const auto entry = base64_decode(take_labelled(bytes, entry_label).value_or("?"));
  if (!entry) return Verdict::refused("the receipt does not hold an entry");
  const auto position = decimal(take_labelled(bytes, position_label).value_or(""));
  if (!position) return Verdict::refused("the receipt does not say the position of its entry");
  const auto proof = take_hashes(bytes);
  if (!proof) return Verdict::refused("the proof in the receipt is not lines of 32 bytes in base64");
  return Receipt{*entry, *position, *proof, std::string(bytes)};
}

Checked<VerifiedReceipt> verify_receipt(const Receipt& receipt, const VerifierKey& log_key,
                                        std::span<const VerifierKey> cosigners) {
  const auto entry = decode(receipt.entry);
  if (!entry) return Verdict::refused("the entry in the receipt is not spelled like an entry");
  const auto opened = open_checkpoint(receipt.checkpoint, log_key, cosigners);
  if (!opened) return Verdict::refused(opened.problem());
  const Checkpoint& checkpoint = opened->checkpoint;
  const auto verdict =
      verify_inclusion(receipt.position, checkpoint.size, leaf_hash(receipt.entry), receipt.proof, checkpoint.root);
  if (!verdict) return verdict;
  return VerifiedReceipt{*entry, receipt.position, checkpoint, opened->cosignatures};
}

}  // namespace journal
