// Reads the message language described in words.h. Used by words.cpp and its tests only.
#pragma once

#include "kit/text/words.h"

namespace kit {

// Throws std::invalid_argument with a sentence that says what is wrong with the message.
std::vector<MessagePart> read_message(std::string_view message);

// Appends the message with its values; throws std::logic_error naming a placeholder that got no value.
void write_message(std::string& out, std::span<const MessagePart> parts, std::span<const Arg> arguments);

}  // namespace kit
