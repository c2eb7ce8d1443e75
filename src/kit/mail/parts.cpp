#include "kit/mail/parts.h"

#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <optional>

namespace kit {
namespace {

constexpr std::size_t most_fields = 500, most_parts = 20, longest_body = 1 << 20;
constexpr int deepest = 4;

bool begins(std::string_view text, std::string_view beginning) {
  return same_word(text.substr(0, beginning.size()), beginning);
}

std::string_view take_line(std::string_view& text) {
  auto end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string boundary_of(std::string_view type) {
  for (std::size_t at = type.find(';'); at != std::string_view::npos; at = type.find(';', at + 1)) {
    std::string_view parameter = trimmed_word(type.substr(at + 1));
    if (!begins(parameter, "boundary=")) continue;
    parameter.remove_prefix(9);
    if (parameter.starts_with('"')) return std::string(parameter.substr(1, parameter.find('"', 1) - 1));
    return std::string(trimmed_word(parameter.substr(0, parameter.find(';'))));
  }
  return {};
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char small = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string from_quoted_printable(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
    bool goes_on = line.ends_with('=');
    if (goes_on) line.remove_suffix(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
      int high = line[i] == '=' && i + 2 < line.size() ? digit(line[i + 1]) : -1;
      int low = high >= 0 ? digit(line[i + 2]) : -1;
      if (low < 0) {
        bytes += line[i];
      } else {
        bytes += static_cast<char>(high * 16 + low), i += 2;
      }
    }
    if (!goes_on) bytes += "\r\n";
  }
  return bytes;
}

std::string from_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), " \r\n\t",
                    &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
  bytes.resize(std::min(length, bytes.size()));
  return bytes;
}

std::string decoded(std::string_view encoding, std::string_view body) {
  body = body.substr(0, longest_body);
  if (same_word(encoding, "base64")) return from_base64(body);
  if (same_word(encoding, "quoted-printable")) return from_quoted_printable(body);
  return std::string(body);
}

void read(std::string_view text, int depth, std::vector<MailPart>& parts) {
  MailFields fields = take_mail_fields(text);
  std::string_view type = mail_value(fields, "Content-Type");
  if (begins(type, "multipart/") && depth < deepest) {
    for (std::string_view part : framed_parts(type, text))
      if (parts.size() < most_parts) read(part, depth + 1, parts);
    return;
  }
  std::string_view encoding = trimmed_word(mail_value(fields, "Content-Transfer-Encoding"));
  parts.push_back({std::string(type), decoded(encoding, text)});
}

}  // namespace

bool same_word(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  });
}

std::string_view trimmed_word(std::string_view text) {
  auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

MailFields take_mail_fields(std::string_view& text) {
  MailFields fields;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (trimmed_word(line).empty()) break;
    auto colon = line.find(':');
    if ((line[0] == ' ' || line[0] == '\t') && !fields.empty()) {
      fields.back().value += " " + std::string(trimmed_word(line));
    } else if (colon != std::string_view::npos && fields.size() < most_fields) {
      fields.push_back(
          {std::string(trimmed_word(line.substr(0, colon))), std::string(trimmed_word(line.substr(colon + 1)))});
    }
  }
  return fields;
}

std::string_view mail_value(const MailFields& fields, std::string_view name) {
  for (const MailField& field : fields)
    if (same_word(field.name, name)) return field.value;
  return {};
}

std::vector<std::string_view> framed_parts(std::string_view type, std::string_view body) {
  std::vector<std::string_view> parts;
  std::string boundary = boundary_of(type);
  if (boundary.empty()) return parts;
  std::optional<std::size_t> begin;
  const std::string_view whole = body;
  while (!body.empty() && parts.size() < most_parts) {
    auto line_at = static_cast<std::size_t>(body.data() - whole.data());
    std::string_view line = trimmed_word(take_line(body));
    bool closing = line == "--" + boundary + "--";
    if (!closing && line != "--" + boundary) continue;
    if (begin) parts.push_back(whole.substr(*begin, line_at - *begin));
    begin = static_cast<std::size_t>(body.data() - whole.data());
    if (closing) return parts;
  }
  return parts;
}

bool MailPart::is(std::string_view kind) const {
  return begins(type, kind) && (type.size() == kind.size() || type[kind.size()] == ';' || type[kind.size()] == ' ');
}

std::vector<MailPart> mail_parts(std::string_view mail) {
  std::vector<MailPart> parts;
  read(mail, 0, parts);
  return parts;
}

}  // namespace kit
