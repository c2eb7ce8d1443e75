#include "journal/hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace journal {
namespace {

void require(int succeeded) {
  if (succeeded != 1) throw std::runtime_error("SHA-256 failed in the crypto library");
}

// Fetching the algorithm costs more than hashing 65 bytes with it, so it is done once for the process. It is never
// freed: threads may still hash while the process ends.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (algorithm == nullptr) throw std::runtime_error("the crypto library offers no SHA-256");
  return algorithm;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

EVP_MD_CTX* thread_context() {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  if (!context) throw std::bad_alloc();
  return context.get();
}

class Hasher {
 public:
  Hasher() : context_(thread_context()) { require(EVP_DigestInit_ex2(context_, sha256_algorithm(), nullptr)); }

  Hasher& add(std::string_view bytes) {
    require(EVP_DigestUpdate(context_, bytes.data(), bytes.size()));
    return *this;
  }
  Hash finish() {
    Hash hash;
    require(EVP_DigestFinal_ex(context_, hash.data(), nullptr));
    return hash;
  }

 private:
  EVP_MD_CTX* context_;
};

constexpr std::string_view leaf_prefix("\x00", 1);
constexpr char node_prefix = 1;

}  // namespace

Hash sha256(std::string_view bytes) { return Hasher().add(bytes).finish(); }

Hash sha256(std::string_view first, std::string_view second) { return Hasher().add(first).add(second).finish(); }

Hash leaf_hash(std::string_view entry) { return Hasher().add(leaf_prefix).add(entry).finish(); }

Hash leaf_hash(std::span<const std::uint8_t> entry) {
  return leaf_hash(std::string_view(reinterpret_cast<const char*>(entry.data()), entry.size()));
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<char, 1 + 2 * hash_size> bytes;
  bytes[0] = node_prefix;
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 1 + hash_size);
  return sha256(std::string_view(bytes.data(), bytes.size()));
}

Hash empty_root() { return sha256(""); }

std::string_view bytes_of(const Hash& hash) {
  return std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size());
}

std::optional<Hash> hash_from_bytes(std::string_view bytes) {
  if (bytes.size() != hash_size) return std::nullopt;
  Hash hash;
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

}  // namespace journal
