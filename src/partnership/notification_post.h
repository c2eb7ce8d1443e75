#pragma once
#include <functional>
#include <memory>
#include <ostream>

#include "kit/db/db.h"
#include "kit/mail/smtp.h"
#include "kit/time/zone.h"
#include "partnership/notification_words.h"

// Sends what there is to say, on a thread of its own and after the commit: no writer and no page waits for a mail
// server. Every step can be repeated, so it may be killed anywhere. A server that is away is asked again after a pause
// that doubles to ten minutes; a mail it refuses for now, for about three days; an address it refuses for good is
// marked, and the person and their party's administrators are told on their pages. Without a server nothing is sent or
// kept for later: the pages say it all.
namespace partnership {

struct PostSetting {
  std::optional<kit::SmtpServer> server;
  MailLetterhead letterhead;
  kit::Zone zone{"America/Los_Angeles"};
  std::function<Instant()> now = kit::now;
  std::ostream* err = nullptr;
};

class Post {
 public:
  Post(kit::Database& database, PostSetting setting);  // std::invalid_argument for an address that is none
  ~Post();                                             // stops
  void start();
  // One round; returns how many mails went out. start() calls it again and again.
  int turn();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace partnership
