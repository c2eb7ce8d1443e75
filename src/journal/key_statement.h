#pragma once
// How a log changes its key: a note in which the new key is named, signed by the key before it and by the new one
// itself, so that the old key's holder agrees and the new key's holder has it. Of a log's first key there is a
// statement too, signed by itself alone. Whoever trusts a key of the log follows the statements from there to the
// present one.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "journal/key.h"
#include "journal/verdict.h"

namespace journal {

struct KeyStatement {
  VerifierKey key;        // its name is the origin of the log
  std::int64_t time = 0;  // from when it signs; microseconds since 1970 UTC

  bool operator==(const KeyStatement&) const = default;
};

/// Requires keys of type note and one name; throws std::invalid_argument otherwise.
std::string state_first_key(const SigningKey& key, std::int64_t time);
std::string state_next_key(const SigningKey& next, const SigningKey& former, std::int64_t time);

/// What is stated, nothing verified. The origin is known from it, to look up which key is trusted.
Checked<KeyStatement> parse_key_statement(std::string_view note);
/// The statement of a first key, signed by itself.
Checked<KeyStatement> open_first_statement(std::string_view note);
/// The key that follows the trusted one. Refuses another origin, the same key again, and a missing or bad signature of
/// either.
Checked<KeyStatement> open_next_statement(std::string_view note, const VerifierKey& former);

}  // namespace journal
