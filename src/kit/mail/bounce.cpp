#include "kit/mail/bounce.h"

#include "kit/mail/address.h"
#include "kit/mail/parts.h"

namespace kit {
namespace {

constexpr std::size_t most_recipients = 100, longest_diagnostic = 500;

bool starts_with(std::string_view text, std::string_view beginning) {
  return same_word(text.substr(0, beginning.size()), beginning);
}

// "rfc822; ana@example.org", perhaps in brackets.
std::string address_in(std::string_view field) {
  auto semicolon = field.find(';');
  std::string_view address = trimmed_word(semicolon == std::string_view::npos ? field : field.substr(semicolon + 1));
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
  take_mail_fields(text);  // about the mail as a whole
  while (!text.empty() && bounces.size() < most_recipients) {
    MailFields fields = take_mail_fields(text);
    std::string recipient = address_in(mail_value(fields, "Original-Recipient"));
    if (recipient.empty()) recipient = address_in(mail_value(fields, "Final-Recipient"));
    if (recipient.empty()) continue;
    std::string_view diagnostic = mail_value(fields, "Diagnostic-Code");
    if (auto semicolon = diagnostic.find(';'); semicolon != std::string_view::npos)
      diagnostic = trimmed_word(diagnostic.substr(semicolon + 1));
    Bounce bounce{.recipient = std::move(recipient),
                  .message_id = {},
                  .status = plain(mail_value(fields, "Status").substr(0, 20)),
                  .diagnostic = plain(diagnostic)};
    bounce.lasting = same_word(mail_value(fields, "Action"), "failed") && bounce.status.starts_with("5");
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
  MailFields head = take_mail_fields(mail);
  std::string_view type = mail_value(head, "Content-Type");
  if (!starts_with(type, "multipart/report")) return {};
  std::vector<Bounce> bounces;
  std::string message_id;
  for (std::string_view part : framed_parts(type, mail)) {
    MailFields fields = take_mail_fields(part);
    std::string_view kind = mail_value(fields, "Content-Type");
    if (starts_with(kind, "message/delivery-status")) bounces = read_status(part);
    if (starts_with(kind, "message/rfc822") || starts_with(kind, "text/rfc822-headers"))
      message_id = id_in(mail_value(take_mail_fields(part), "Message-ID"));
  }
  for (Bounce& bounce : bounces) bounce.message_id = message_id;
  return bounces;
}

}  // namespace kit
