// The languages every sentence of the product exists in.
#pragma once

#include <array>
#include <string_view>

namespace kit {

enum class Language { en, es };
inline auto names(Language) { return std::array<std::string_view, 2>{"en", "es"}; }

// As in <html lang="…"> and in the folders of words/.
inline std::string_view html_text(Language language) { return language == Language::es ? "es" : "en"; }

}  // namespace kit
