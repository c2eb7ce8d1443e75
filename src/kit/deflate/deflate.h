#pragma once
// Raw DEFLATE (RFC 1951) without any frame around it, for bytes that have to be few. May be called from any thread.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kit {

std::string deflate(std::string_view bytes);

// Nothing unless these are exactly one complete stream that unpacks to at most `most` bytes.
std::optional<std::string> inflate(std::string_view stream, std::size_t most);

}  // namespace kit
