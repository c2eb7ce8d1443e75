#include "partnership/notification_words.h"

#include <algorithm>

#include "kit/ical/reply.h"
#include "kit/mail/address.h"
#include "kit/text/words.h"
#include "kit/time/spoken.h"
#include "partnership/notification_mail.html.h"

namespace partnership {
namespace {

constexpr std::size_t items_shown = 30;

std::string sentence(const MailItem& item, Language language) {
  std::string about = item.about.empty() ? kit::say(language, "notifications.mail.in_case") : item.about;
  std::string text = kit::has_words(language, item.kind) ? kit::say(language, item.kind, {{"about", about}}) : about;
  if (!item.due_on) return text;
  return kit::say(language, "notifications.mail.due",
                  {{"sentence", text}, {"date", kit::spoken_date(*item.due_on, language)}});
}

WordedMail worded(const OutgoingMail& mail, const std::string& base) {
  auto say = [&](std::string_view key, std::initializer_list<kit::Arg> arguments = {}) {
    return kit::say(mail.language, key, arguments);
  };
  WordedMail words{.language = mail.language};
  words.intro = say("notifications.mail.new", {{"count", mail.items.size()}});
  for (const MailItem& item : mail.items) {
    if (words.lines.size() == items_shown) break;
    words.lines.emplace_back(sentence(item, mail.language), base + item.url);
  }
  if (auto more = mail.items.size() - words.lines.size(); more > 0)
    words.more = say("notifications.mail.more", {{"count", more}, {"url", base + "/"}});
  words.choose = say("notifications.mail.choose");
  words.choose_url = base + "/me/notifications";
  return words;
}

std::string plain_text(const WordedMail& words) {
  std::string text = words.intro + "\n\n";
  for (auto& [sentence, url] : words.lines) text += sentence + "\n" + url + "\n\n";
  if (!words.more.empty()) text += words.more + "\n\n";
  return text + "-- \n" + words.choose + "\n" + words.choose_url + "\n";
}

}  // namespace

kit::Mail word_mail(kit::Session& db, const OutgoingMail& mail, const MailLetterhead& letterhead, Instant now) {
  WordedMail words = worded(mail, letterhead.public_url);
  kit::Mail written{.from = letterhead.from,
                    .to = {mail.name, mail.address},
                    .subject = mail.items.size() == 1 ? words.lines.front().first : words.intro,
                    .message_id = message_id_of(db, mail, kit::host_of_address(letterhead.from.address)),
                    .date = now,
                    .text = plain_text(words),
                    .html = mail_body(words).take(),
                    .unsubscribe_url = letterhead.public_url + "/unsubscribe/" + unsubscribe_token(db, mail.person)};
  if (!mail.calendar.empty())
    written.calendar =
        kit::CalendarPart{mail.calendar_method, kit::with_replies_to(mail.calendar, letterhead.from.address)};
  return written;
}

}  // namespace partnership
