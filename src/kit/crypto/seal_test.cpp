#include "kit/crypto/seal.h"

#include <doctest/doctest.h>

namespace kit {

TEST_CASE("a sealed secret opens with its passphrase, and never looks the same twice") {
  const std::string secret("any octets \0\xff", 13);
  const std::string sealed = seal(secret, "pass"), again = seal(secret, "pass");
  CHECK(sealed != again);
  CHECK(unseal(sealed, "pass") == secret);
  CHECK_FALSE(unseal(sealed, "pas"));
  CHECK_FALSE(unseal(sealed, ""));
}

TEST_CASE("a seal that was changed does not open") {
  const std::string sealed = seal("secret", "pass");
  std::string other = sealed;
  other.back() = other.back() == 'A' ? 'B' : 'A';
  CHECK_FALSE(unseal(other, "pass"));
  other = sealed;
  other[other.find('$', 15) + 12] ^= 1;
  CHECK_FALSE(unseal(other, "pass"));
}

TEST_CASE("what is not a seal, or would cost too much to open, is refused without trying") {
  CHECK_FALSE(unseal("", "pass"));
  CHECK_FALSE(unseal("argon2id$3$65536$$", "pass"));
  CHECK_FALSE(unseal("scrypt$3$65536$AAAAAAAAAAAAAAAAAAAAAA$AAAA", "pass"));
  const std::string sealed = seal("secret", "pass");
  CHECK_FALSE(unseal("argon2id$3$99999999" + sealed.substr(16), "pass"));
  CHECK_FALSE(unseal("argon2id$999$65536" + sealed.substr(16), "pass"));
}

}  // namespace kit
