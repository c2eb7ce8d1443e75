// Whether bytes are valid UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace kit {

bool is_utf8(std::string_view bytes);

// How many characters a person would count, as a form's maxlength does; bytes that are no UTF-8 count as they come.
std::size_t characters(std::string_view text);

// How many bytes the character at the front takes, 0 when it is not one. Requires a text that is not empty.
std::size_t utf8_length(std::string_view text);

}  // namespace kit
