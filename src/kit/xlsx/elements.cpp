#include "kit/xlsx/elements.h"

#include <string>

namespace kit {

namespace {

constexpr std::size_t none = std::string_view::npos;

// The name at the front of what follows a <.
std::string_view tag_name(std::string_view after_bracket) {
  return after_bracket.substr(0, after_bracket.find_first_of(" \t\r\n/>"));
}

// The place of the > that ends the tag; one inside an attribute's quotation marks does not.
std::size_t tag_end(std::string_view xml, std::size_t from) {
  char quote = 0;
  for (std::size_t at = from; at < xml.size(); ++at) {
    char c = xml[at];
    if (quote ? c == quote : c == '"' || c == '\'')
      quote = quote ? 0 : c;
    else if (!quote && c == '>')
      return at;
  }
  return none;
}

}  // namespace

std::string_view local_name(std::string_view name) { return name.substr(name.find(':') + 1); }

std::optional<std::string_view> Elements::next() {
  for (std::size_t start = at_; (start = xml_.find('<', start)) != none; ++start) {
    std::string_view name = tag_name(xml_.substr(start + 1, 200));
    if (local_name(name) != name_) continue;
    std::size_t end = tag_end(xml_, start);
    if (end != none && xml_[end - 1] != '/') {
      end = xml_.find(std::string("</").append(name), end);
      if (end != none) end = xml_.find('>', end);
    }
    cut_short_ = end == none;
    if (cut_short_) return std::nullopt;
    at_ = end + 1;
    return xml_.substr(start, at_ - start);
  }
  return std::nullopt;
}

}  // namespace kit
