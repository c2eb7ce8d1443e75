#include "kit/html/html.h"

#include <algorithm>
#include <array>

namespace kit {
namespace {

std::string_view text_entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    default: return {};
  }
}

std::string_view attribute_entity(char c) {
  switch (c) {
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return text_entity(c);
  }
}

// Copies what needs no entity in runs: most text needs none at all.
template <auto entity>
void append_escaped(std::string& out, std::string_view value) {
  std::size_t run = 0;
  for (std::size_t at = 0; at < value.size(); ++at) {
    std::string_view replacement = entity(value[at]);
    if (replacement.empty()) continue;
    out += value.substr(run, at - run);
    out += replacement;
    run = at + 1;
  }
  out += value.substr(run);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool same_word(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

// A list of what is allowed, not of what is known to be bad: browsers skip blanks and control characters in a
// scheme ("java\nscript:"), and a list of the bad would have to know all of their habits.
bool is_safe_address(std::string_view value) {
  std::size_t end = value.find_first_of(":/?#");
  if (end == value.npos || value[end] != ':') return true;
  static constexpr std::array<std::string_view, 4> schemes{"http", "https", "mailto", "tel"};
  return std::ranges::any_of(schemes, [&](auto scheme) { return same_word(scheme, value.substr(0, end)); });
}

bool stays_in_address(unsigned char c) {
  bool letter_or_digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return letter_or_digit || std::string_view("-._~:,@").find(static_cast<char>(c)) != std::string_view::npos;
}

}  // namespace

void Html::text(std::string_view value) { append_escaped<text_entity>(text_, value); }

void Html::attribute(std::string_view value) { append_escaped<attribute_entity>(text_, value); }

void Html::url(std::string_view value) { attribute(is_safe_address(value) ? value : "#"); }

void Html::piece(std::string_view value) {
  static constexpr std::string_view hex = "0123456789ABCDEF";
  for (char c : value) {
    auto byte = static_cast<unsigned char>(c);
    if (stays_in_address(byte)) {
      text_ += c;
    } else {
      text_ += {'%', hex[byte >> 4], hex[byte & 15]};
    }
  }
}

Html trusted_html(std::string markup) {
  Html html;
  html.text_ = std::move(markup);
  return html;
}

}  // namespace kit
