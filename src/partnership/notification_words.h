#pragma once
#include "kit/mail/mail.h"
#include "partnership/notification_mails.h"

// The words of a mail: each item as its page says it, and where it is read. Nothing that the page would not show; links
// that only open pages; one click (a POST) ends all such mails.
namespace partnership {

struct MailLetterhead {
  kit::Mailbox from;
  std::string public_url;  // https://concert.example, without a slash at the end
};

kit::Mail word_mail(kit::Session& db, const OutgoingMail& mail, const MailLetterhead& letterhead, Instant now);

// Of a digest: the first things, and how many more there are.
struct WordedMail {
  Language language = Language::en;
  std::string intro;
  std::vector<std::pair<std::string, std::string>> lines;  // sentence, url
  std::string more, choose, choose_url;
};

}  // namespace partnership
