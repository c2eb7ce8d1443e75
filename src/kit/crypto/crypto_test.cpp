#include "kit/crypto/crypto.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

using namespace kit;

namespace {

double seconds_for(auto&& work) {
  auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_CASE("a password matches its own hash and no other") {
  std::string hash = hash_password("correct horse");
  CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(password_matches(hash, "correct horse"));
  CHECK(!password_matches(hash, "correct horsf"));
  CHECK(!password_matches(hash, ""));
  CHECK(hash_password("correct horse") != hash);
}

TEST_CASE("a damaged or foreign hash matches nothing") {
  for (auto hash : {"", "plain", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv"})
    CHECK(!password_matches(hash, "plain"));
  CHECK(!password_matches(std::string(10'000, 'a'), "plain"));
}

TEST_CASE("an unknown name takes as long as a wrong password") {
  std::string hash = hash_password("secret");
  waste_time();
  double wrong = 1, unknown = 1;
  for (int i = 0; i < 5; ++i) {
    wrong = std::min(wrong, seconds_for([&] { password_matches(hash, "wrong"); }));
    unknown = std::min(unknown, seconds_for(waste_time));
  }
  CHECK(unknown > wrong / 2);
  CHECK(unknown < wrong * 2);
}

TEST_CASE("many sign-ins at once all come to an end") {
  std::string hash = hash_password("secret");
  std::vector<char> matched(8);
  {
    std::vector<std::jthread> threads;
    for (auto& result : matched) threads.emplace_back([&] { result = password_matches(hash, "secret"); });
  }
  CHECK(std::ranges::count(matched, 1) == 8);
}

TEST_CASE("a token is long, safe in a URL and never the same") {
  std::string token = random_token();
  CHECK(token.size() == 43);
  CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
        std::string::npos);
  CHECK(random_token() != token);
}

TEST_CASE("a token's digest is its SHA-256 in hex") {
  // FIPS 180-4's example for "abc".
  CHECK(token_digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(token_digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a keyed digest agrees with RFC 4231") {
  CHECK(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("texts are compared whole") {
  CHECK(equal_in_constant_time("abc", "abc"));
  CHECK(equal_in_constant_time("", ""));
  CHECK(!equal_in_constant_time("abc", "abd"));
  CHECK(!equal_in_constant_time("abc", "abcd"));
}

TEST_CASE("bytes survive base64url") {
  CHECK(base64url("") == "");
  CHECK(base64url("fo") == "Zm8");
  CHECK(base64url("\xfb\xff") == "-_8");
  for (std::size_t size = 0; size < 70; ++size) {
    std::string bytes = random_bytes(size);
    CHECK(from_base64url(base64url(bytes)) == bytes);
  }
  for (auto text : {"Zm8=", "Zm+8", "Zm/8", "Z", "Zm8 ", "Zm9"})
    CHECK_MESSAGE(!from_base64url(text), std::string(text));
}
