#pragma once
// The two questions that signed notes ask about text: is it valid UTF-8, and does a name hold white space of any
// script.
#include <string_view>

namespace journal {

/// No truncated, overlong or surrogate sequences, nothing above U+10FFFF.
bool is_utf8(std::string_view text);
/// Any code point with the Unicode property White_Space. Requires valid UTF-8.
bool has_white_space(std::string_view text);

}  // namespace journal
