#pragma once
#include <variant>

#include "partnership/tx.h"

// What people are told by mail. A need is told to whoever holds its seat without anybody doing more; a module tells of
// anything else with notify(). Either is written in the same transaction as what it is about and worded only when the
// mail goes out, from what is true then: nothing that is done by then, nothing to somebody who has left the seat or
// stands outside the wall. Each person chooses for each topic: at once, in one digest a day at seven in the morning of
// their own time zone, or not at all. Nobody is told the same thing twice, and no mail is empty.
namespace partnership {

enum class How { immediate, digest, off };
inline auto names(How) { return std::array{"immediate"sv, "digest"sv, "off"sv}; }

// What a person can choose about; a topic's name is its key in words (notifications.topic.<name>).
struct Topic {
  std::string_view name;
  How usually;
};
inline constexpr std::array<Topic, 5> topics{{{"asked", How::digest},        // something waits for their signature
                                              {"deadlines", How::digest},    // a clock they owe
                                              {"decisions", How::digest},    // kinds decisions.…
                                              {"meetings", How::immediate},  // kinds meetings.…
                                              {"news", How::digest}}};       // any other notice
// By the beginning of the kind.
std::string_view topic_of_need(std::string_view kind);
std::string_view topic_of_notice(std::string_view kind);

struct SeatAt {
  std::string place;
  Role role = Role::member;
  Id<Party> party;
};

struct Notice {
  static constexpr auto prefix = "notice";
  std::variant<Id<Person>, SeatAt> to;
  std::string kind;                  // the sentence: notices.<kind>
  std::string about;                 // fills {about} in it
  std::string url;                   // where it is read: "/decisions/decision_01…"
  std::string subject = {};          // forget_notices() of it takes the notice back
  std::string wall = {};             // empty: that of whoever tells it, Tx::wall
  std::string calendar_method = {};  // with an entry for their calendar: REQUEST or CANCEL,
  std::string calendar = {};         // and write_calendar()'s text; then it is mailed at once, alone
};
void notify(Tx& tx, const Notice& notice);
// What has become pointless is told nobody who was not told yet.
void forget_notices(Tx& tx, std::string_view subject);
// need() says so of every new need.
void tell_of_need(Tx& tx, std::string_view need);

// ── what a person chose ──────────────────────────────────────────────────────

struct Choices {
  std::array<How, topics.size()> how;
  std::string zone;  // empty: the partnership's
};
Choices choices_of(Reader& db, const Id<Person>& person);
void choose(Tx& tx, const Id<Person>& person, const Choices& choices);
void unsubscribe(Tx& tx, const Id<Person>& person);  // everything off

struct Told {
  std::string kind, about, url;
  Instant since;
};
// The newest notices to this reader, at most `most`.
std::vector<Told> notices_of(Reader& db, int most);

// ── addresses ────────────────────────────────────────────────────────────────

struct BouncedAddress {
  std::string address, diagnostic;
  Instant at;
};
std::optional<BouncedAddress> bounce_of(Reader& db, const Id<Person>& person);
// Nothing more is sent there; the administrators of the person's parties find it under Needs me.
void mark_bounced(Tx& tx, const Id<Person>& person, const std::string& address, const std::string& diagnostic);
void try_again(Tx& tx, const std::string& address);
// A report about undelivered mail; only one that names a mail we sent to that address counts. True if it marked one.
bool take_bounce(Tx& tx, std::string_view mail);

// What only this partnership can make of a text: ids of mails, links to unsubscribe. 22 characters.
std::string mail_seal(kit::Session& db, std::string_view text);
// The secret behind it, made once.
void make_mail_secret(Tx& tx);
std::string unsubscribe_token(kit::Session& db, const Id<Person>& person);
std::optional<Id<Person>> person_of_token(kit::Session& db, std::string_view token);

}  // namespace partnership
