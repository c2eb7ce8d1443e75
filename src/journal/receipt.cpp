#include "journal/receipt.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

#include "journal/encoding.h"
#include "journal/merkle.h"

namespace journal {
namespace {

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

// Seven lines are the entry; what follows, if anything, is salt and body.
std::size_t length_of_entry(std::string_view extra) {
  std::string_view rest = extra;
  for (int line = 0; line < 7; ++line)
    if (!take_line(rest)) return extra.size();
  return extra.size() - rest.size();
}

std::string extra_of(const Receipt& receipt) {
  if (!receipt.words) return receipt.entry;
  if (receipt.words->salt.size() != salt_size) throw std::invalid_argument("the salt of a body has 32 bytes");
  return receipt.entry + receipt.words->salt + receipt.words->body;
}

Checked<VerifiedReceipt> refused_at(ReceiptCheck& check, ReceiptPart part, std::string problem) {
  check.fails_at = part, check.problem = problem;
  return Verdict::refused(std::move(problem));
}

// The steps of every check, in the order of docs/journal.md; `check` learns where it ended.
Checked<VerifiedReceipt> verify_steps(const Receipt& receipt, const VerifierKey& log_key,
                                      std::span<const VerifierKey> cosigners, ReceiptCheck& check) {
  const auto entry = decode(receipt.entry);
  if (!entry) return refused_at(check, ReceiptPart::entry, "the entry in the receipt is not spelled like an entry");
  if (receipt.words && body_digest(receipt.words->salt, receipt.words->body) != entry->body_digest)
    return refused_at(check, ReceiptPart::words, "the words in the receipt are not those of its entry");
  const auto opened = open_checkpoint(receipt.checkpoint, log_key, cosigners);
  if (!opened) return refused_at(check, ReceiptPart::checkpoint, opened.problem());
  const Checkpoint& checkpoint = opened->checkpoint;
  const auto verdict =
      verify_inclusion(receipt.position, checkpoint.size, leaf_hash(receipt.entry), receipt.proof, checkpoint.root);
  if (!verdict) return refused_at(check, ReceiptPart::position, verdict.problem());
  VerifiedReceipt verified{*entry, std::nullopt, receipt.position, checkpoint, opened->cosignatures};
  if (receipt.words) verified.body = receipt.words->body;
  return verified;
}

// With the key that has signed; if none has, the newest tells what is wrong.
ReceiptCheck verify_with_any(const Receipt& receipt, std::span<const VerifierKey> log_keys,
                             std::span<const VerifierKey> witnesses) {
  ReceiptCheck check{.fails_at = ReceiptPart::checkpoint, .problem = "no key of the log was given"};
  for (const VerifierKey& key : log_keys) {
    const auto verified = verify_steps(receipt, key, witnesses, check);
    if (verified) return {.holds = *verified, .problem = {}};
  }
  return check;
}

}  // namespace

std::string format(const Receipt& receipt) {
  std::string text = fmt::format("{}\n{}{}\n{}{}\n", receipt_first_line, entry_label, base64(extra_of(receipt)),
                                 position_label, receipt.position);
  for (const Hash& hash : receipt.proof) text += base64(hash) + "\n";
  return text + "\n" + receipt.checkpoint;
}

Checked<Receipt> receipt_of_parts(std::string_view extra, std::uint64_t position, std::vector<Hash> proof,
                                  std::string_view checkpoint) {
  const std::size_t end = length_of_entry(extra);
  const std::string_view rest = extra.substr(end);
  Receipt receipt{std::string(extra.substr(0, end)), std::nullopt, position, std::move(proof), std::string(checkpoint)};
  if (rest.empty()) return receipt;
  if (rest.size() < salt_size) return Verdict::refused("what follows the entry in the receipt is no salt and words");
  receipt.words = Words{std::string(rest.substr(0, salt_size)), std::string(rest.substr(salt_size))};
  return receipt;
}

Checked<Receipt> parse_receipt(std::string_view bytes) {
  if (take_line(bytes) != receipt_first_line) return Verdict::refused("this is not a receipt");
  const auto extra = base64_decode(take_labelled(bytes, entry_label).value_or("?"));
  if (!extra) return Verdict::refused("the receipt does not hold an entry");
  const auto position = decimal(take_labelled(bytes, position_label).value_or(""));
  if (!position) return Verdict::refused("the receipt does not say the position of its entry");
  const auto proof = take_hashes(bytes);
  if (!proof) return Verdict::refused("the proof in the receipt is not lines of 32 bytes in base64");
  return receipt_of_parts(*extra, *position, *proof, bytes);
}

Checked<VerifiedReceipt> verify_receipt(const Receipt& receipt, const VerifierKey& log_key,
                                        std::span<const VerifierKey> cosigners) {
  ReceiptCheck check;
  return verify_steps(receipt, log_key, cosigners, check);
}

ReceiptCheck check_receipt(std::string_view brought, std::span<const VerifierKey> log_keys,
                           std::span<const VerifierKey> witnesses, int quorum) {
  const auto receipt = brought.starts_with(receipt_first_line) ? parse_receipt(brought) : receipt_from_digits(brought);
  if (!receipt) return {.fails_at = ReceiptPart::file, .problem = receipt.problem()};
  ReceiptCheck check = verify_with_any(*receipt, log_keys, witnesses);
  const auto cosigned = check.holds ? static_cast<int>(check.holds->cosignatures.size()) : 0;
  if (check.holds && cosigned < quorum)
    check = {
        .fails_at = ReceiptPart::witnesses,
        .problem = fmt::format("{} of the given witnesses have cosigned the checkpoint, not {}", cosigned, quorum)};
  return check;
}

}  // namespace journal
