// Percent codes and the path of a request. Decoding is strict: what is not two hexadecimal digits after a percent
// sign is refused, never passed through, so that a text has one meaning only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kit {

// Everything but letters, digits and -._~ becomes a percent code: safe in a path segment and in a query.
std::string percent_encode(std::string_view text);

enum class Plus { is_plus, is_space };
std::optional<std::string> percent_decode(std::string_view text, Plus plus = Plus::is_plus);

// The path of a request target, decoded. Throws BadRequest for anything but an absolute path of clean text: broken
// percent codes, invalid UTF-8, control characters, backslashes, and the segments "." and "..".
std::string decode_path(std::string_view encoded);

// True for well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF) without NUL.
bool is_clean_utf8(std::string_view text);

}  // namespace kit
