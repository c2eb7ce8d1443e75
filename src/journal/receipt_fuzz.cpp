// Receipts from strangers: what is read must be written back byte for byte.
#include <cstdlib>

#include "journal/receipt.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto from_digits = journal::receipt_from_digits(bytes))
    if (!journal::parse_receipt(format(*from_digits))) std::abort();
  const auto receipt = journal::parse_receipt(bytes);
  if (!receipt) return 0;
  if (format(*receipt) != bytes) std::abort();
  static const journal::VerifierKey log_key = verifier_of(journal::SigningKey{"log", journal::KeyType::note, {}});
  if (verify_receipt(*receipt, log_key, {})) std::abort();
  return 0;
}
