#pragma once
// A signing key in a file: as one line in the clear, or sealed with a passphrase. The public half can be read without
// it. A key file that anybody but its owner may read or write is refused, because then it is nobody's own. Everything
// wrong is thrown as std::runtime_error with a sentence for the operator.
#include <functional>
#include <optional>
#include <string>

#include "journal/key.h"

namespace journal {

/// Makes the file, readable by its owner alone, and never overwrites one. Sealed if there is a passphrase.
void write_key_file(const std::string& path, const SigningKey& key, const std::optional<std::string>& passphrase);

/// Asked only if the key is sealed.
using AskPassphrase = std::function<std::string()>;
SigningKey read_key_file(const std::string& path, const AskPassphrase& passphrase);

VerifierKey read_public_key(const std::string& path);
bool is_sealed(const std::string& path);

}  // namespace journal
