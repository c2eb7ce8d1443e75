// Passwords, tokens and message digests, by libsodium. Digests are raw bytes in a std::string unless the name says hex.
// Hashing a password takes about 20 ms and 19 MiB; at most two are hashed at once and others wait, so that a flood of
// sign-ins cannot take all memory. Everything here may be called from any thread. A machine that gives no random bytes
// or memory throws std::runtime_error.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kit {

std::string hash_password(std::string_view password);  // argon2id, salt and cost in the text
bool password_matches(const std::string& hash, std::string_view password);
// Does the work of one password check and forgets it: call it for unknown names, so that timing does not tell them.
void waste_time();

std::string random_bytes(std::size_t count);
std::string random_token();                        // 32 random bytes in base64url, 43 characters
std::string token_digest(std::string_view token);  // SHA-256 in hex: what to store instead of the token

std::string sha256(std::string_view bytes);                                  // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view message);     // 32 bytes
bool equal_in_constant_time(std::string_view left, std::string_view right);  // lengths may be seen

std::string hex(std::string_view bytes);        // lower case
std::string base64url(std::string_view bytes);  // without padding
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace kit
