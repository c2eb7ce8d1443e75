#include "kit/mail/address.h"

#include <algorithm>

namespace kit {
namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_name_character(char c) {
  return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && name.front() != '.' && name.back() != '.' &&
         name.find("..") == std::string_view::npos && std::ranges::all_of(name, is_name_character);
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

bool is_host(std::string_view host) {
  for (;;) {
    auto dot = std::min(host.find('.'), host.size());
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == host.size()) return true;
    host.remove_prefix(dot + 1);
  }
}

}  // namespace

bool is_mail_address(std::string_view text) {
  auto at = text.find('@');
  return text.size() <= 254 && at != std::string_view::npos && is_name(text.substr(0, at)) &&
         is_host(text.substr(at + 1));
}

std::string_view host_of_address(std::string_view address) { return address.substr(address.find('@') + 1); }

}  // namespace kit
