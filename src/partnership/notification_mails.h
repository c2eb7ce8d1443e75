#pragma once
#include "partnership/notifications.h"

// From what happened to mails: the post is gone through, digests are made when it is seven in the morning somewhere,
// and what is due is claimed by whoever sends it. All of it is a few statements over sets of people, in short
// transactions, and may be broken off anywhere: a mail that was claimed and not settled is claimed again ten minutes
// later, under the same Message-ID, so whoever gets it twice sees one.
namespace partnership {

// New needs and notices to those who want to hear at once. True if there may be more.
bool sort_post(Tx& tx);

// One part of the digests that are due (some hundred people); false when none is left. `zone` is the partnership's.
bool make_digests(Tx& tx, const kit::Zone& zone);

// What nobody needs to keep: notices, mails and runs of more than 60 days; bounces of addresses that were changed.
void tidy_mails(Tx& tx);

struct MailItem {
  std::string kind;        // the sentence's key: needs.saving, notices.decisions.closed
  std::string about, url;  // of a case nothing is said by mail: empty
  std::optional<Date> due_on;
};
struct OutgoingMail {
  std::string id, how;
  Id<Person> person;
  std::string name, address;
  Language language = Language::en;
  std::int64_t attempts = 0;
  std::vector<MailItem> items;  // what still holds; soonest due first
  std::string calendar_method, calendar;
};
// At most `most` mails whose time has come, for ten minutes. Those with nothing left to say are dropped on the way.
std::vector<OutgoingMail> claim_mails(Tx& tx, int most);

enum class MailOutcome { sent, later, never };
void settle_mail(Tx& tx, const OutgoingMail& mail, MailOutcome outcome);
// The server is away: nothing was tried.
void release_mails(Tx& tx, const std::vector<OutgoingMail>& mails);

// Fixed from the first attempt on.
std::string message_id_of(kit::Session& db, const OutgoingMail& mail, std::string_view host);

}  // namespace partnership
