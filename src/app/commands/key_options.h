#pragma once
#include <string>

#include "app/commands/options.h"
#include "journal/key.h"

// Where a command finds a signing key and what opens it: --key or --file, and --passphrase-file, the environment's
// CONCERT_PASSPHRASE, or a question at the terminal.
namespace app {

// Throws std::runtime_error with a sentence when there is no way to learn it.
std::string passphrase_for(const Options& options, const std::string& file);
// The same when a key is made; empty for a key that is to lie there unsealed.
std::string new_passphrase(const Options& options);

journal::SigningKey key_in(const Options& options, const std::string& file);

}  // namespace app
