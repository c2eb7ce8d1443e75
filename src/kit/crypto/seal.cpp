#include "kit/crypto/seal.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <charconv>
#include <stdexcept>
#include <vector>

#include "kit/crypto/crypto.h"

namespace kit {
namespace {

constexpr std::string_view first_part = "argon2id";
constexpr unsigned long long usual_operations = 3, most_operations = 20;
constexpr std::size_t usual_kib = 64 * 1024, most_kib = 1024 * 1024, least_kib = 8;

using Key = std::array<unsigned char, crypto_secretbox_KEYBYTES>;

struct Cost {
  unsigned long long operations = usual_operations;
  std::size_t kib = usual_kib;
};

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Key key_of(std::string_view passphrase, const std::string& salt, Cost cost) {
  Key key;
  if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), bytes_of(salt), cost.operations,
                    cost.kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("There is not enough memory to open a sealed secret.");
  return key;
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    auto end = text.find('$');
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<Cost> cost_of(std::string_view operations, std::string_view kib) {
  Cost cost;
  if (!read_number(operations, cost.operations) || !read_number(kib, cost.kib)) return std::nullopt;
  if (cost.operations < 1 || cost.operations > most_operations || cost.kib < least_kib || cost.kib > most_kib)
    return std::nullopt;
  return cost;
}

}  // namespace

std::string seal(std::string_view secret, std::string_view passphrase) {
  std::string salt = random_bytes(crypto_pwhash_SALTBYTES), nonce = random_bytes(crypto_secretbox_NONCEBYTES);
  Key key = key_of(passphrase, salt, {});
  std::string box(secret.size() + crypto_secretbox_MACBYTES, '\0');
  crypto_secretbox_easy(bytes_of(box), bytes_of(secret), secret.size(), bytes_of(nonce), key.data());
  sodium_memzero(key.data(), key.size());
  return fmt::format("{}${}${}${}${}", first_part, usual_operations, usual_kib, base64url(salt),
                     base64url(nonce + box));
}

std::optional<std::string> unseal(std::string_view sealed, std::string_view passphrase) {
  auto parts = parts_of(sealed);
  if (parts.size() != 5 || parts[0] != first_part) return std::nullopt;
  auto cost = cost_of(parts[1], parts[2]);
  auto salt = from_base64url(parts[3]), rest = from_base64url(parts[4]);
  if (!cost || !salt || salt->size() != crypto_pwhash_SALTBYTES || !rest) return std::nullopt;
  if (rest->size() < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES) return std::nullopt;
  std::string nonce = rest->substr(0, crypto_secretbox_NONCEBYTES), box = rest->substr(crypto_secretbox_NONCEBYTES);
  Key key = key_of(passphrase, *salt, *cost);
  std::string secret(box.size() - crypto_secretbox_MACBYTES, '\0');
  int failed = crypto_secretbox_open_easy(bytes_of(secret), bytes_of(box), box.size(), bytes_of(nonce), key.data());
  sodium_memzero(key.data(), key.size());
  if (failed) return std::nullopt;
  return secret;
}

}  // namespace kit
