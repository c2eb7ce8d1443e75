// A secret at rest, readable again only with its passphrase: argon2id makes a key of the passphrase, and secretbox
// encrypts and authenticates with it. The text is one line of ASCII and names its cost, so that later ones may cost
// more. Sealing and unsealing take about a fifth of a second and 64 MiB.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kit {

std::string seal(std::string_view secret, std::string_view passphrase);
// Nothing for a wrong passphrase, a changed text, or a text that is not a seal's. Refuses a cost above 1 GiB.
std::optional<std::string> unseal(std::string_view sealed, std::string_view passphrase);

}  // namespace kit
