// Notes and keys from strangers: nothing read may crash, and what is read must be written back byte for byte.
#include <cstdlib>

#include "journal/note.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

const std::vector<journal::VerifierKey>& known_keys() {
  static const std::vector<journal::VerifierKey> keys{
      *journal::parse_verifier_key("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"),
      *journal::parse_verifier_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")};
  return keys;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto note = journal::parse_note(bytes);
  const auto opened = journal::open_note(bytes, known_keys());
  if (note) require(format(*note) == bytes);
  if (opened) require(note && opened->text == note->text && !opened->verified.empty());
  if (!note) require(!opened && !note.problem().empty());
  if (const auto key = journal::parse_verifier_key(bytes)) require(format(*key) == bytes);
  if (const auto key = journal::parse_signing_key(bytes)) require(format(*key) == bytes);
  return 0;
}
