// The two encodings of mail: words in headers (RFC 2047) and text in bodies (quoted-printable, RFC 2045).
#pragma once

#include <string>
#include <string_view>

namespace kit {

// What may stand in an unstructured header or as a name before an address, folded; plain text stays as it is.
std::string header_text(std::string_view text);
// Lines of at most 76 characters, ends as CR LF.
std::string quoted_printable(std::string_view text);
std::string base64_lines(std::string_view bytes);

}  // namespace kit
