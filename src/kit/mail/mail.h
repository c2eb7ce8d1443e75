// One mail to one person, as RFC 5322 and MIME write it: the same words as plain text and as HTML, perhaps an entry for
// their calendar, and the marks of a mail that a program sent (Auto-Submitted, List-Unsubscribe with one click as RFC
// 8058 has it). Text may be anything in UTF-8: header lines are encoded and control characters become spaces, so no
// text ends a header. Addresses and links are checked instead; one that is none throws std::invalid_argument with a
// sentence.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kit/time/instant.h"

namespace kit {

struct Mailbox {
  std::string name;
  std::string address;
};

struct CalendarPart {
  std::string method;  // REQUEST, CANCEL, PUBLISH
  std::string content;
};

struct Mail {
  Mailbox from, to;
  std::string subject;
  std::string message_id;  // without brackets: mail_01….4f2a@concert.example
  Instant date;
  std::string text, html;
  std::optional<CalendarPart> calendar = {};
  std::string unsubscribe_url = {};  // a POST there ends such mails; empty: no list
};

std::string write_mail(const Mail& mail);

}  // namespace kit
