#include "kit/text/message.h"

#include <fmt/format.h>

#include <stdexcept>

namespace kit {
namespace {

using Kind = MessagePart::Kind;

[[noreturn]] void refuse(std::string_view sentence) { throw std::invalid_argument(std::string(sentence)); }

// Recursive descent over one message; depth is at most two, since a plural inside a plural is refused.
class MessageReader {
 public:
  explicit MessageReader(std::string_view message) : rest_(message) {}

  std::vector<MessagePart> read_all() {
    auto parts = read_parts({});
    if (!rest_.empty()) refuse("it has a } without { before it");
    return parts;
  }

 private:
  // Up to the end, or to the } that closes a branch. `counted` is the plural we are inside of, if any.
  std::vector<MessagePart> read_parts(std::string_view counted) {
    std::vector<MessagePart> parts;
    while (!rest_.empty() && rest_[0] != '}') {
      if (take('{')) {
        parts.push_back(read_placeholder(counted));
      } else if (!counted.empty() && take('#')) {
        parts.push_back({Kind::count, std::string(counted), {}, {}});
      } else {
        std::size_t end = std::min(rest_.find_first_of(counted.empty() ? "{}" : "{}#"), rest_.size());
        parts.push_back({Kind::literal, std::string(rest_.substr(0, end)), {}, {}});
        rest_.remove_prefix(end);
      }
    }
    return parts;
  }

  MessagePart read_placeholder(std::string_view counted) {
    MessagePart part{Kind::plain, read_word(), {}, {}};
    if (take_after_blanks(',')) {
      std::string kind = read_word();
      if (kind == "number") {
        part.kind = Kind::grouped;
      } else if (kind == "plural" && counted.empty()) {
        read_plural(part);
      } else {
        refuse(fmt::format("{{{}, {}}} is neither number nor plural, or a plural inside a plural", part.text, kind));
      }
    }
    if (!take_after_blanks('}')) refuse(fmt::format("the placeholder {{{}}} is not closed by a }}", part.text));
    return part;
  }

  void read_plural(MessagePart& part) {
    part.kind = Kind::plural;
    if (!take_after_blanks(',')) refuse("after plural there must be a comma");
    read_branch(part, "one", part.one);
    read_branch(part, "other", part.other);
  }

  void read_branch(const MessagePart& part, std::string_view category, std::vector<MessagePart>& branch) {
    if (read_word() != category || !take_after_blanks('{'))
      refuse(fmt::format("the plural {{{}}} must have the branches one {{…}} other {{…}}, in this order", part.text));
    branch = read_parts(part.text);
    if (!take('}')) refuse(fmt::format("the branch {} of {{{}}} is not closed by a }}", category, part.text));
  }

  std::string read_word() {
    skip_blanks();
    std::size_t end = std::min(rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789"), rest_.size());
    if (end == 0) refuse("after { there must be a name in small letters");
    std::string word(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return word;
  }

  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n"), rest_.size())); }
  bool take_after_blanks(char c) {
    skip_blanks();
    return take(c);
  }
  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view rest_;
};

const Arg& find_argument(std::span<const Arg> arguments, std::string_view name) {
  for (const Arg& argument : arguments)
    if (argument.name() == name) return argument;
  throw std::logic_error(fmt::format("no value was given for {{{}}}", name));
}

std::int64_t find_number(std::span<const Arg> arguments, std::string_view name) {
  const Arg& argument = find_argument(arguments, name);
  if (!argument.is_number()) throw std::logic_error(fmt::format("the value of {{{}}} must be a whole number", name));
  return argument.number();
}

void write_as_given(std::string& out, const Arg& argument) {
  if (argument.is_number()) {
    out += std::to_string(argument.number());
  } else {
    out += argument.text();
  }
}

void write_part(std::string& out, const MessagePart& part, std::span<const Arg> arguments) {
  switch (part.kind) {
    case Kind::literal: out += part.text; return;
    case Kind::grouped:
    case Kind::count: out += number(find_number(arguments, part.text)); return;
    case Kind::plural:
      return write_message(out, find_number(arguments, part.text) == 1 ? part.one : part.other, arguments);
    case Kind::plain: return write_as_given(out, find_argument(arguments, part.text));
  }
}

}  // namespace

std::vector<MessagePart> read_message(std::string_view message) { return MessageReader(message).read_all(); }

void write_message(std::string& out, std::span<const MessagePart> parts, std::span<const Arg> arguments) {
  for (const MessagePart& part : parts) write_part(out, part, arguments);
}

}  // namespace kit
