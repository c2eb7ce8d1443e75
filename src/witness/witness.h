#pragma once
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "journal/key.h"
#include "kit/db/db.h"
#include "kit/http/message.h"
#include "kit/time/instant.h"

// A witness: it remembers the last tree of each log it was told to watch, and cosigns a new one only if it continues
// that. It answers C2SP tlog-witness, and one call more, by which it follows a log to a new key:
//   POST /add-checkpoint                         the standard's call
//   POST /add-key                                a statement of the next key (journal/key_statement.h): 200, 400, 403,
//   404 GET  /<SHA-256 of the origin, hex>/checkpoint  the last one it cosigned GET  / its own verifier key, in plain
//   text
// What it has cosigned is on the disk before anybody gets the cosignature. Safe for many threads at once, and for two
// processes with one memory.
namespace witness {

struct TrustedLog {
  std::string origin;
  journal::VerifierKey key;
};
// "name+id+base64", or that with "@origin" behind it for a log whose key is not named like its origin. Throws
// std::runtime_error with a sentence.
TrustedLog parse_trusted_log(const std::string& text);

struct Setting {
  std::string memory;  // an SQLite file
  journal::SigningKey key;
  std::vector<TrustedLog> logs;
  std::function<kit::Instant()> now = kit::now;
  std::ostream* out = nullptr;  // where refusals of well-signed checkpoints are told
};

class Witness {
 public:
  // Requires a key of type cosignature; throws std::runtime_error with a sentence otherwise.
  explicit Witness(Setting setting);
  kit::Response answer(const kit::Request& request);

 private:
  kit::Response add_checkpoint(const kit::Request& request);
  kit::Response add_key(const kit::Request& request);
  kit::Response checkpoint_of(const std::string& origin_hash);
  std::vector<journal::VerifierKey> keys_of(kit::Session& memory, const std::string& origin) const;
  bool knows(const std::string& origin) const;
  void tell(const std::string& sentence) const;

  Setting setting_;
  kit::Database memory_;
};

}  // namespace witness
