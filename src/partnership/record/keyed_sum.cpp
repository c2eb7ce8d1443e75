#include "partnership/record/keyed_sum.h"

#include <sodium.h>

#include <cstring>
#include <stdexcept>

#include "kit/crypto/crypto.h"

namespace partnership {

HashKey::HashKey(std::string key)
    : key_(key.empty() ? kit::random_bytes(crypto_shorthash_siphashx24_KEYBYTES) : std::move(key)) {
  if (key_.size() != crypto_shorthash_siphashx24_KEYBYTES) throw std::runtime_error("the key of a sum is not one");
}

ValueHash HashKey::operator()(std::string_view bytes) const {
  ValueHash hash;
  crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(hash.data()),
                              reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                              reinterpret_cast<const unsigned char*>(key_.data()));
  return hash;
}

void KeyedSum::add(const ValueHash& hash, std::int64_t times) {
  std::array<std::uint64_t, 2> number;
  std::memcpy(number.data(), hash.data(), sizeof number);
  for (int half : {0, 1}) halves[half] += number[half] * static_cast<std::uint64_t>(times);
}

void KeyedSum::add(const KeyedSum& other) {
  for (int half : {0, 1}) halves[half] += other.halves[half];
}

}  // namespace partnership
