#pragma once
// The keys of C2SP signed notes: an Ed25519 key with a name, in the text form in which parties hand them to each other
// ("name+keyid+base64"). Two kinds exist: a note key signs the text as it stands (type 01); a cosignature key signs a
// checkpoint together with the time at which its holder saw it (type 04). The same Ed25519 key used as both kinds has
// two key ids and cannot be mistaken. All functions may be called from any thread.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "journal/verdict.h"

namespace journal {

enum class KeyType : std::uint8_t { note = 0x01, cosignature = 0x04 };

using PublicKey = std::array<std::uint8_t, 32>;
using KeySeed = std::array<std::uint8_t, 32>;

struct VerifierKey {
  std::string name;
  KeyType type = KeyType::note;
  PublicKey key{};

  bool operator==(const VerifierKey&) const = default;
};

/// A secret: never write it to a log. The seed is all there is to an Ed25519 private key.
struct SigningKey {
  std::string name;
  KeyType type = KeyType::note;
  KeySeed seed{};
};

/// UTF-8, not empty, no white space of any kind, no '+'.
bool is_key_name(std::string_view name);

/// The first four bytes of SHA-256(name || 0x0A || type || public key), read big-endian.
std::uint32_t key_id(const VerifierKey& key);

std::string format(const VerifierKey& key);
Checked<VerifierKey> parse_verifier_key(std::string_view text);

/// "PRIVATE+KEY+name+keyid+base64(type || seed)", as other tools for signed notes store it.
std::string format(const SigningKey& key);
Checked<SigningKey> parse_signing_key(std::string_view text);

/// A new random key. Requires a valid name; throws std::invalid_argument otherwise.
SigningKey make_signing_key(std::string name, KeyType type);
VerifierKey verifier_of(const SigningKey& key);

/// The bytes behind the key id in a signature line. `time` is in seconds since 1970 UTC, below 2^63; a note key ignores
/// it.
std::string sign(const SigningKey& key, std::string_view text, std::uint64_t time = 0);
bool verifies(const VerifierKey& key, std::string_view text, std::string_view signature);

}  // namespace journal
