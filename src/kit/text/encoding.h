// Text files as other programs write them: UTF-8 with or without its mark, UTF-16 of either order, and the single-byte
// Western encoding of older systems (Windows-1252, of which Latin-1 is the printable part).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace kit {

enum class Encoding { automatic, utf_8, utf_16, latin_1 };
inline auto names(Encoding) { return std::array<std::string_view, 4>{"auto", "utf_8", "utf_16", "latin_1"}; }

// The same text in UTF-8, without a mark; nothing when the bytes are no text of that encoding. A mark in front says
// what the file is, whatever was expected. Without one `automatic` takes UTF-8 or, where every other byte is zero,
// UTF-16; never Latin-1, of which every byte would be text.
std::optional<std::string> to_utf8(std::string_view bytes, Encoding expected = Encoding::automatic);

}  // namespace kit
