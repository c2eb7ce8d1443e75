#include "kit/mail/mail.h"

// As Debian builds the library; other settings would not link.
#define USE_OS_TZDB 1
#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "kit/mail/address.h"
#include "kit/mail/encoded.h"

namespace kit {
namespace {

void require(bool fulfilled, const std::string& sentence) {
  if (!fulfilled) throw std::invalid_argument(sentence);
}

bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= 900 &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f && c != '<' && c != '>'; });
}

void check(const Mail& mail) {
  require(is_mail_address(mail.from.address), "This is no mail address: " + mail.from.address);
  require(is_mail_address(mail.to.address), "This is no mail address: " + mail.to.address);
  require(is_plain(mail.message_id) && is_mail_address(mail.message_id), "A mail needs a Message-ID.");
  require(mail.unsubscribe_url.empty() || is_plain(mail.unsubscribe_url), "The link to unsubscribe is none.");
  if (mail.calendar)
    require(std::ranges::all_of(mail.calendar->method, [](char c) { return c >= 'A' && c <= 'Z'; }),
            "The method of a calendar part is one word.");
}

std::string written(const Mailbox& box) {
  return box.name.empty() ? box.address : header_text(box.name) + "\r\n <" + box.address + ">";
}

std::string written(Instant instant) {
  date::sys_seconds time{std::chrono::seconds(instant.micros / micros_per_second)};
  return date::format(std::locale::classic(), "%a, %d %b %Y %T +0000", time);
}

std::string head_of(const Mail& mail) {
  std::string head = fmt::format(
      "Date: {}\r\nFrom: {}\r\nTo: {}\r\nSubject: {}\r\nMessage-ID:\r\n <{}>\r\nMIME-Version: 1.0\r\n"
      "Auto-Submitted: auto-generated\r\n",
      written(mail.date), written(mail.from), written(mail.to), header_text(mail.subject), mail.message_id);
  if (!mail.unsubscribe_url.empty())
    head += fmt::format(
        "List-Unsubscribe:\r\n <{}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nPrecedence: bulk\r\n",
        mail.unsubscribe_url);
  return head;
}

std::string part(std::string_view type, std::string_view encoding, std::string_view content) {
  return fmt::format("Content-Type: {}\r\nContent-Transfer-Encoding: {}\r\n\r\n{}", type, encoding, content);
}

// No line of the encodings used can begin with "--=_".
constexpr std::string_view boundary = "=_concert";

}  // namespace

std::string write_mail(const Mail& mail) {
  check(mail);
  std::string text =
      head_of(mail) + fmt::format("Content-Type: multipart/alternative; boundary=\"{}\"\r\n\r\n", boundary);
  auto add = [&](const std::string& part) { text += fmt::format("--{}\r\n{}", boundary, part); };
  add(part("text/plain; charset=utf-8", "quoted-printable", quoted_printable(mail.text)));
  if (!mail.html.empty()) add(part("text/html; charset=utf-8", "quoted-printable", quoted_printable(mail.html)));
  if (mail.calendar)
    add(part("text/calendar; charset=utf-8; method=" + mail.calendar->method, "base64",
             base64_lines(mail.calendar->content)));
  return text + fmt::format("--{}--\r\n", boundary);
}

}  // namespace kit
