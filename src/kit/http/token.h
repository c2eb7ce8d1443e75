// The small change of header values: ASCII letter case and the blanks around a word.
#pragma once

#include <string>
#include <string_view>

namespace kit {

bool equal_ignoring_case(std::string_view left, std::string_view right);
std::string in_lower_case(std::string_view text);
std::string_view without_blanks(std::string_view text);  // no spaces or tabs at either end

}  // namespace kit
