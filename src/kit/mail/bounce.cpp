#include "kit/mail/bounce.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "kit/mail/address.h"

namespace kit {
namespace {

constexpr std::size_t most_fields = 500, most_recipients = 100, most_parts = 20, longest_diagnostic = 500;

struct Field {
  std::string name, value;
};
using Fields = std::vector<Field>;

bool same(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  });
}
bool starts_with(std::string_view text, std::string_view beginning) {
  return same(text.substr(0, beginning.size()), beginning);
}

std::string_view trim(std::string_view text) {
  auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view take_line(std::string_view& text) {
  auto end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Header fields to the empty line, which is taken too; folded lines are joined.
Fields take_fields(std::string_view& text) {
  Fields fields;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (trim(line).empty()) break;
    auto colon = line.find(':');
    if ((line[0] == ' ' || line[0] == '\t') && !fields.empty()) {
      fields.back().value += " " + std::string(trim(line));
    } else if (colon != std::string_view::npos && fields.size() < most_fields) {
      fields.push_back({std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
    }
  }
  return fields;
}

std::string_view value_of(const Fields& fields, std::string_view name) {
  for (const Field& field : fields)
    if (same(field.name, name)) return field.value;
  return {};
}

std::string boundary_of(std::string_view type) {
  for (std::size_t at = type.find(';'); at != std::string_view::npos; at = type.find(';', at + 1)) {
    std::string_view parameter = trim(type.substr(at + 1));
    if (!starts_with(parameter, "boundary=")) continue;
    parameter.remove_prefix(9);
    if (parameter.starts_with('"')) return std::string(parameter.substr(1, parameter.find('"', 1) - 1));
    return std::string(trim(parameter.substr(0, parameter.find(';'))));
  }
  return {};
}

std::vector<std::string_view> parts_of(std::string_view body, const std::string& boundary) {
  std::vector<std::string_view> parts;
  std::optional<std::size_t> begin;
  const char* start = body.data();
  const std::string_view whole = body;
  while (!body.empty() && parts.size() < most_parts) {
    std::size_t line_at = static_cast<std::size_t>(body.data() - start);
    std::string_view line = trim(take_line(body));
    bool closing = line == "--" + boundary + "--";
    if (!closing && line != "--" + boundary) continue;
    if (begin) parts.push_back(whole.substr(*begin, line_at - *begin));
    begin = static_cast<std::size_t>(body.data() - start);
    if (closing) return parts;
  }
  return parts;
}

// "rfc822; ana@example.org", perhaps in brackets.
std::string address_in(std::string_view field) {
  auto semicolon = field.find(';');
  std::string_view address = trim(semicolon == std::string_view::npos ? field : field.substr(semicolon + 1));
  if (address.starts_with('<') && address.ends_with('>')) address = address.substr(1, address.size() - 2);
  return is_mail_address(address) ? std::string(address) : std::string();
}

std::string plain(std::string_view text) {
  std::string result;
  for (char c : text.substr(0, longest_diagnostic)) result += c >= ' ' && c < 0x7f ? c : ' ';
  return result;
}

std::vector<Bounce> read_status(std::string_view text) {
  std::vector<Bounce> bounces;
  take_fields(text);  // about the mail as a whole
  while (!text.empty() && bounces.size() < most_recipients) {
    Fields fields = take_fields(text);
    std::string recipient = address_in(value_of(fields, "Original-Recipient"));
    if (recipient.empty()) recipient = address_in(value_of(fields, "Final-Recipient"));
    if (recipient.empty()) continue;
    std::string_view diagnostic = value_of(fields, "Diagnostic-Code");
    if (auto semicolon = diagnostic.find(';'); semicolon != std::string_view::npos)
      diagnostic = trim(diagnostic.substr(semicolon + 1));
    Bounce bounce{.recipient = std::move(recipient),
                  .message_id = {},
                  .status = plain(value_of(fields, "Status").substr(0, 20)),
                  .diagnostic = plain(diagnostic)};
    bounce.lasting = same(value_of(fields, "Action"), "failed") && bounce.status.starts_with("5");
    bounces.push_back(std::move(bounce));
  }
  return bounces;
}

std::string id_in(std::string_view value) {
  auto begin = value.find('<'), end = value.find('>');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  std::string_view id = value.substr(begin + 1, end - begin - 1);
  return is_mail_address(id) ? std::string(id) : std::string();
}

}  // namespace

std::vector<Bounce> read_bounces(std::string_view mail) {
  Fields head = take_fields(mail);
  std::string_view type = value_of(head, "Content-Type");
  std::string boundary = boundary_of(type);
  if (!starts_with(type, "multipart/report") || boundary.empty()) return {};
  std::vector<Bounce> bounces;
  std::string message_id;
  for (std::string_view part : parts_of(mail, boundary)) {
    Fields fields = take_fields(part);
    std::string_view kind = value_of(fields, "Content-Type");
    if (starts_with(kind, "message/delivery-status")) bounces = read_status(part);
    if (starts_with(kind, "message/rfc822") || starts_with(kind, "text/rfc822-headers"))
      message_id = id_in(value_of(take_fields(part), "Message-ID"));
  }
  for (Bounce& bounce : bounces) bounce.message_id = message_id;
  return bounces;
}

}  // namespace kit
