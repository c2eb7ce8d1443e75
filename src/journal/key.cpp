#include "journal/key.h"

#include <fmt/core.h>
#include <sodium.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "journal/encoding.h"
#include "journal/utf8.h"

namespace journal {
namespace {

static_assert(crypto_sign_PUBLICKEYBYTES == std::tuple_size_v<PublicKey>);
static_assert(crypto_sign_SEEDBYTES == std::tuple_size_v<KeySeed>);

constexpr std::string_view private_prefix = "PRIVATE+KEY+";
constexpr std::size_t time_size = 8;
constexpr std::uint64_t latest_time = INT64_MAX;

void require_sodium() {
  static const int started = sodium_init();
  if (started < 0) throw std::runtime_error("the crypto library does not start");
}

struct KeyPair {
  PublicKey open;
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;
  ~KeyPair() { sodium_memzero(secret.data(), secret.size()); }
};

KeyPair key_pair(const KeySeed& seed) {
  require_sodium();
  KeyPair pair;
  crypto_sign_seed_keypair(pair.open.data(), pair.secret.data(), seed.data());
  return pair;
}

const std::uint8_t* bytes_in(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

template <typename Array>
std::string_view view_of(const Array& array) {
  return {reinterpret_cast<const char*>(array.data()), array.size()};
}

std::string ed25519_sign(const KeySeed& seed, std::string_view message) {
  const KeyPair pair = key_pair(seed);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<std::uint8_t*>(signature.data()), nullptr, bytes_in(message), message.size(),
                       pair.secret.data());
  return signature;
}

bool ed25519_verifies(const PublicKey& key, std::string_view message, std::string_view signature) {
  require_sodium();
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(bytes_in(signature), bytes_in(message), message.size(), key.data()) == 0;
}

// C2SP tlog-cosignature: what a cosigner signs besides the body, so that the signature also says when.
std::string cosigned_message(std::uint64_t time, std::string_view body) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time, body);
}

bool is_known_type(std::uint8_t type) { return type == 0x01 || type == 0x04; }

// name+keyid+base64(type || 32 bytes), the shape that both kinds of key text share.
struct KeyText {
  std::string name;
  std::string id;
  KeyType type;
  std::array<std::uint8_t, 32> bytes;
};

Checked<KeyText> parse_key_text(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return Verdict::refused("a key has the form name+keyid+key");
  const std::string_view name = text.substr(0, first);
  if (!is_key_name(name)) return Verdict::refused("the name of the key is empty or holds white space");
  const auto bytes = base64_decode(text.substr(second + 1));
  if (!bytes) return Verdict::refused("the key is not base64");
  if (bytes->size() != 33 || !is_known_type(static_cast<std::uint8_t>(bytes->front())))
    return Verdict::refused("the key is of an unknown type or length");
  KeyText key{std::string(name),
              std::string(text.substr(first + 1, second - first - 1)),
              static_cast<KeyType>(bytes->front()),
              {}};
  std::copy(bytes->begin() + 1, bytes->end(), key.bytes.begin());
  return key;
}

std::string id_text(const VerifierKey& key) { return fmt::format("{:08x}", key_id(key)); }

std::string typed(KeyType type, std::string_view bytes) {
  std::string text(1, static_cast<char>(type));
  text += bytes;
  return text;
}

}  // namespace

bool is_key_name(std::string_view name) {
  return !name.empty() && name.find('+') == std::string_view::npos && is_utf8(name) && !has_white_space(name);
}

std::uint32_t key_id(const VerifierKey& key) {
  const Hash hash = sha256(key.name + "\n", typed(key.type, view_of(key.key)));
  return static_cast<std::uint32_t>(from_big_endian(bytes_of(hash).substr(0, 4)));
}

std::string format(const VerifierKey& key) {
  return fmt::format("{}+{}+{}", key.name, id_text(key), base64(typed(key.type, view_of(key.key))));
}

Checked<VerifierKey> parse_verifier_key(std::string_view text) {
  const auto parsed = parse_key_text(text);
  if (!parsed) return Verdict::refused(parsed.problem());
  VerifierKey key{parsed->name, parsed->type, parsed->bytes};
  if (parsed->id != id_text(key)) return Verdict::refused("the key id does not belong to this name and key");
  return key;
}

std::string format(const SigningKey& key) {
  return fmt::format("{}{}+{}+{}", private_prefix, key.name, id_text(verifier_of(key)),
                     base64(typed(key.type, view_of(key.seed))));
}

Checked<SigningKey> parse_signing_key(std::string_view text) {
  if (!text.starts_with(private_prefix)) return Verdict::refused("a private key starts with PRIVATE+KEY+");
  const auto parsed = parse_key_text(text.substr(private_prefix.size()));
  if (!parsed) return Verdict::refused(parsed.problem());
  SigningKey key{parsed->name, parsed->type, parsed->bytes};
  if (parsed->id != id_text(verifier_of(key)))
    return Verdict::refused("the key id does not belong to this private key");
  return key;
}

SigningKey make_signing_key(std::string name, KeyType type) {
  if (!is_key_name(name)) throw std::invalid_argument("a key name is not empty and holds no white space and no '+'");
  require_sodium();
  SigningKey key{std::move(name), type, {}};
  randombytes_buf(key.seed.data(), key.seed.size());
  return key;
}

VerifierKey verifier_of(const SigningKey& key) { return {key.name, key.type, key_pair(key.seed).open}; }

std::string sign(const SigningKey& key, std::string_view text, std::uint64_t time) {
  if (key.type == KeyType::note) return ed25519_sign(key.seed, text);
  if (time > latest_time) throw std::invalid_argument("the time of a cosignature lies below 2^63 seconds");
  return big_endian(time, time_size) + ed25519_sign(key.seed, cosigned_message(time, text));
}

bool verifies(const VerifierKey& key, std::string_view text, std::string_view signature) {
  if (key.type == KeyType::note) return ed25519_verifies(key.key, text, signature);
  if (signature.size() != time_size + crypto_sign_BYTES) return false;
  const std::uint64_t time = from_big_endian(signature.substr(0, time_size));
  return time <= latest_time && ed25519_verifies(key.key, cosigned_message(time, text), signature.substr(time_size));
}

}  // namespace journal
